import type { TypeScript, ts } from "./typescript.ts";

/** A comment that tells the type checker to look away, or to read further files. It is taken out of force. */
export interface LooseningComment {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
}

const SUSPECT = /@ts-(?:nocheck|ignore|expect-error)|\/\/\/\s*</;

/**
 * The text with such comments made harmless. Every position stays: a letter is exchanged, none is added. Words in strings,
 * templates and regular expressions are left alone, so the comments are found with a parser.
 */
export function neutralize(ts: TypeScript, text: string): { text: string; comments: readonly LooseningComment[] } {
  if (!SUSPECT.test(text)) return { text, comments: [] };
  const source = ts.createSourceFile("comments.ts", text, ts.ScriptTarget.ES2023, true);
  const comments: LooseningComment[] = [];
  let harmless = text;
  for (const { pos, end } of commentsOf(ts, source)) {
    const before = text.slice(pos, end);
    const after = before.replace(/@(?=ts-(?:nocheck|ignore|expect-error))/g, "#").replace(/^\/\/\/(?=\s*<)/, "// ");
    if (after === before) continue;
    harmless = harmless.slice(0, pos) + after + harmless.slice(end);
    comments.push({ start: pos, end, ...explain(before) });
  }
  return { text: harmless, comments };
}

function explain(comment: string): { message: string; hint: string } {
  if (comment.startsWith("///")) {
    return {
      message: "This reference comment has no effect: a submission is checked against its own files only.",
      hint: "Delete the line. What a submission may use is there without it.",
    };
  }
  const name = /@ts-[a-z-]+/.exec(comment)?.[0] ?? "@ts-ignore";
  return {
    message: `${name} has no effect here: every line of a submission is checked.`,
    hint: "Delete the comment and fix what the checker says.",
  };
}

function commentsOf(ts: TypeScript, source: ts.SourceFile): ts.TextRange[] {
  const found = new Map<number, ts.TextRange>();
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(source);
    for (const child of children) visit(child);
    if (children.length > 0) return;
    const ranges = [
      ...(ts.getLeadingCommentRanges(source.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.end) ?? []),
    ];
    for (const range of ranges) found.set(range.pos, range);
  };
  visit(source);
  return [...found.values()].toSorted((a, b) => a.pos - b.pos);
}
