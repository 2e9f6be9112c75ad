import type { Position } from "../values/index.ts";

/** `line 9`, or `lib/retry.ts:9` when it is not in the file that the reader is looking at. */
export function showLine(at: Position, seenFrom: Position | null): string {
  return seenFrom === null || seenFrom.file === at.file ? `line ${at.line}` : `${at.file}:${at.line}`;
}

export function samePlace(a: Position, b: Position): boolean {
  return a.line === b.line && a.column === b.column && a.file === b.file;
}
