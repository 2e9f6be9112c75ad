import { loadExercise, type LoadResult } from "../../../grader/spec/index.ts";

/** An exercise of the id `x` from a text, and from a list of hidden scenarios where one is given. */
export function load(text: string | Uint8Array, hidden?: string): LoadResult {
  return loadExercise({
    file: "/course/exercises/x/exercise.yaml",
    display: "exercises/x/exercise.yaml",
    text,
    hidden: hidden === undefined ? null : { display: "solutions/x.hidden.yaml", text: hidden },
  });
}

/** `line:column code`, and the suggestion where there is one. */
export function places(result: LoadResult): string[] {
  return result.errors.map(({ line, column, code, suggestion }) =>
    [`${line}:${column}`, code, ...(suggestion === null ? [] : [suggestion])].join(" "),
  );
}

export function codeExercise(result: LoadResult) {
  if (result.exercise?.kind !== "code") throw new Error(`no exercise: ${places(result).join(", ")}`);
  return result.exercise;
}
