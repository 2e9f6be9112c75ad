import type { Exercise } from "../spec/index.ts";

/** The file that a learner writes: the first one that is handed in. */
export function entryName(exercise: Exercise): string {
  return exercise.kind === "quiz" ? "answers.yaml" : (exercise.files[0] ?? "submission.ts");
}

export function entryFiles(exercises: Iterable<Exercise>): Map<string, string> {
  return new Map([...exercises].map((exercise) => [exercise.id, entryName(exercise)]));
}
