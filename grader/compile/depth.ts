import type { Position } from "../values/index.ts";
import type { SubmissionFile } from "./program.ts";
import type { TypeScript, ts } from "./typescript.ts";

/** Levels of the syntax tree. A page of nested callbacks has about eighty; the checker's stack holds twice as many as this. */
const MAX_DEPTH = 400;

/** Brackets in brackets that can be what is too deep: each is a few levels of the syntax tree. */
const DEEP_BRACKETS = 60;

/** The text is nested deeper than the checker can follow. */
export class TooDeep extends Error {
  override readonly name = "TooDeep";
}

/**
 * The limit is a number of levels and not the end of the stack, so that every machine and every version of Node draws it at the
 * same place. The walk itself uses no stack.
 *
 * @throws TooDeep
 */
export function refuseTooDeep(ts: TypeScript, file: ts.SourceFile): void {
  let level: ts.Node[] = [file];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new TooDeep();
    const next: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
}

/**
 * The innermost bracket of all files, when brackets are what is too deep. Read from the text alone: the parser itself may have come to the
 * end of its stack, and whether it did differs from machine to machine.
 */
export function deepestBracket(ts: TypeScript, files: readonly SubmissionFile[]): Position | null {
  let deepest: { file: SubmissionFile; start: number } | null = null;
  let most = DEEP_BRACKETS;
  for (const file of files) {
    const scanner = ts.createScanner(ts.ScriptTarget.ES2023, true, ts.LanguageVariant.Standard, file.text);
    let depth = 0;
    for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
      if (OPENING.has(ts.SyntaxKind[token])) depth += 1;
      else if (CLOSING.has(ts.SyntaxKind[token])) depth -= 1;
      if (depth <= most) continue;
      most = depth;
      deepest = { file, start: scanner.getTokenStart() };
    }
  }
  return deepest === null ? null : position(deepest.file, deepest.start);
}

const OPENING: ReadonlySet<string | undefined> = new Set(["OpenParenToken", "OpenBracketToken", "OpenBraceToken"]);
const CLOSING: ReadonlySet<string | undefined> = new Set(["CloseParenToken", "CloseBracketToken", "CloseBraceToken"]);

function position({ display, text }: SubmissionFile, start: number): Position {
  const before = text.slice(0, start).split(/\r\n|[\n\r\u2028\u2029]/);
  return { file: display, line: before.length, column: before.at(-1)!.length + 1 };
}
