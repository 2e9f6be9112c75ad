import type { CheckedSubmission } from "../checked.ts";
import type { LoadedFile } from "../project.ts";
import type { ts } from "../typescript.ts";

/** One error of the type checker, with the piece of code that it is about. */
export interface TypeError {
  readonly submission: CheckedSubmission;
  readonly loaded: LoadedFile;
  readonly code: number;
  /** The checker's own first sentence. */
  readonly text: string;
  /** All its sentences, the reasons included. */
  readonly detail: string;
  /** The smallest piece of code with exactly the error's extent, or that holds its start. */
  readonly node: ts.Node;
  /** Codes of the notes that the checker adds: 2773 is "Did you forget to use 'await'?". */
  readonly notes: readonly number[];
}

/** What a beginner reads instead, or in addition. Null: nothing to say about this one. */
export interface Advice {
  readonly code?: string;
  readonly message?: string;
  readonly hint: string | null;
}

export function typeErrorOf(submission: CheckedSubmission, loaded: LoadedFile, found: ts.Diagnostic): TypeError {
  const { ts } = submission;
  const start = found.start ?? 0;
  return {
    submission,
    loaded,
    code: found.code,
    text: typeof found.messageText === "string" ? found.messageText : found.messageText.messageText,
    detail: ts.flattenDiagnosticMessageText(found.messageText, "\n"),
    node: nodeAt(submission, loaded.source, start, start + (found.length ?? 0)),
    notes: (found.relatedInformation ?? []).map(({ code }) => code),
  };
}

function nodeAt(submission: CheckedSubmission, file: ts.SourceFile, start: number, end: number): ts.Node {
  const { ts } = submission;
  let best: ts.Node = file;
  const visit = (node: ts.Node): void => {
    const from = node.getStart(file);
    if (from > start || node.end < end) return;
    best = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return best;
}

/** The call of which the node is an argument or the callee (or a part of these). */
export function callAround(submission: CheckedSubmission, node: ts.Node): ts.CallExpression | ts.NewExpression | null {
  const { ts } = submission;
  for (let outer = node; !ts.isSourceFile(outer) && !ts.isStatement(outer); outer = outer.parent) {
    if (ts.isCallExpression(outer.parent) || ts.isNewExpression(outer.parent)) return outer.parent;
  }
  return null;
}

/** A piece of the submission's text, short enough to stand in a sentence. */
export function excerpt(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** How to wait for an expression, in a hint: the code itself when it fits into a sentence. */
export function awaitOf(node: ts.Node): string {
  const shown = excerpt(node);
  return shown.endsWith("…") ? "Write `await` in front of it" : `Write \`await ${shown}\``;
}
