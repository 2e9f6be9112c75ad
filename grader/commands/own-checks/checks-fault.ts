import type { OwnFile } from "../../spec/index.ts";
import { ExerciseFault } from "../exercise-fault.ts";

export function checksFault(
  { at: { file, line, column } }: OwnFile,
  message: string,
  expected = "a function that takes a run and returns a list of checks",
): ExerciseFault {
  return new ExerciseFault([{ file, line, column, code: "checks", message, found: null, expected, suggestion: null }]);
}
