import type { Position } from "./position.ts";

/** A piece of a file: from its position up to, not including, the end. */
export interface Span extends Position {
  readonly endLine: number;
  readonly endColumn: number;
}

export function spanHolds(span: Span, { file, line, column }: Position): boolean {
  return (
    span.file === file &&
    (span.line < line || (span.line === line && span.column <= column)) &&
    (line < span.endLine || (line === span.endLine && column < span.endColumn))
  );
}
