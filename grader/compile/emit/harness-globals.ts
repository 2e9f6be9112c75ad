import type { CheckedSubmission } from "../checked.ts";
import type { LoadedFile } from "../project.ts";
import type { TypeScript, ts } from "../typescript.ts";
import { forEachReference } from "../value-references.ts";
import { HARNESS_GLOBALS } from "./task-token-runtime.ts";

/** A submission may replace these, and the methods of `console`; the language's own globals nobody can. */
const REPLACEABLE: ReadonlySet<string> = new Set(
  [
    "setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask",
    "structuredClone fetch atob btoa crypto performance console",
    "Blob FormData AbortController AbortSignal DOMException Event EventTarget",
    "Headers Request Response ReadableStream TextDecoder TextEncoder URL URLSearchParams",
  ].flatMap((names) => names.split(" ")),
);

/**
 * The globals that a harness reads by name. It gets them as its own, as they are before the submission's first line: what the submission
 * puts in their place must not decide what the harness prints, or how long it waits. A harness that listens in by replacing methods of
 * `console` has to have the one that the submission uses.
 */
export function harnessGlobals({ ts, checker }: CheckedSubmission, { source }: LoadedFile): string[] {
  const used = new Set<string>();
  let listensIn = false;
  forEachReference(ts, source, (node) => {
    if (!ts.isIdentifier(node) || !REPLACEABLE.has(node.text)) return;
    used.add(node.text);
    if (node.text === "console" && !isOnlyRead(ts, node)) listensIn = true;
  });
  if (listensIn) used.delete("console");
  for (const { name, declarations } of checker.getSymbolsInScope(source, ts.SymbolFlags.Value | ts.SymbolFlags.Alias)) {
    if (declarations?.some((each) => each.getSourceFile() === source) === true) used.delete(name);
  }
  return [...used].toSorted();
}

/** At the end of the code, where no line of it moves: an import holds from the first line on. */
export function withOwnGlobals(code: string, names: readonly string[]): string {
  if (names.length === 0) return code;
  return `${code}\nimport { ${names.join(", ")} } from ${JSON.stringify(ownGlobalsModule(names))};\n`;
}

function ownGlobalsModule(names: readonly string[]): string {
  return `${HARNESS_GLOBALS}${names.join()}`;
}

/** `console.log`, `console["log"]`, `const { log } = console`; not `console.log = …`, nor what hands it on. */
function isOnlyRead(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return ts.isObjectBindingPattern(parent.name);
  if (!ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent)) return false;
  const around = parent.parent;
  if (ts.isDeleteExpression(around)) return false;
  if (!ts.isBinaryExpression(around) || around.left !== parent) return true;
  const { kind } = around.operatorToken;
  return kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment;
}
