import type { Position } from "../values/index.ts";
import type { ExerciseError } from "./exercise.ts";

/** What is told about a mistake beside its place. */
export interface MistakeText {
  readonly code: string;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly suggestion?: string | null;
}

export function mistake(at: Position, text: MistakeText): ExerciseError {
  return {
    file: at.file,
    line: at.line,
    column: at.column,
    code: text.code,
    message: text.message,
    found: text.found,
    expected: text.expected,
    suggestion: text.suggestion ?? null,
  };
}

/** In the order of the given files, then of the text; what was found twice by different ways is told once. */
export function inOrder(errors: readonly ExerciseError[], files: readonly string[]): ExerciseError[] {
  const seen = new Set<string>();
  return errors
    .filter((error) => {
      const key = JSON.stringify([error.file, error.line, error.column, error.code, error.message]);
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
