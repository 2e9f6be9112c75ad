import type { ExerciseError } from "../spec/index.ts";

/** Something of the exercise beside its file is wrong, its solution for one: the author's fault (exit 2), and no learner's. */
export class ExerciseFault extends Error {
  override readonly name = "ExerciseFault";
  readonly errors: readonly ExerciseError[];

  constructor(errors: readonly ExerciseError[]) {
    super(errors.map((each) => `${each.file}:${each.line}:${each.column}: ${each.message}`).join("\n"));
    this.errors = errors;
  }
}
