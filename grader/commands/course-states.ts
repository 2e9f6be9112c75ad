import path from "node:path";
import { exerciseFolder, type Course } from "./course.ts";
import { entryFiles } from "./entry-name.ts";
import type { LoadedExercises } from "./load-exercises.ts";
import { readProgress, submissionHash } from "./progress.ts";
import { startedExercises } from "./starter.ts";

/** How far a learner has come with one exercise. */
export interface ExerciseState {
  /** `new`: still the starter. `edited`: changed since it was graded. `started`: not passed, or never graded. */
  readonly word: "passed" | "started" | "new" | "edited";
  /** Of the last grading; null without one that is about the submission as it is now. */
  readonly percent: number | null;
}

/** By exercise, in the order of the course. */
export function courseStates(course: Course, { exercises }: LoadedExercises): Map<string, ExerciseState> {
  const progress = readProgress(course);
  const files = entryFiles(exercises.values());
  const started = startedExercises(course, files);
  return new Map(
    [...files].map(([id, entry]): [string, ExerciseState] => {
      const known = progress.get(id);
      if (!started.has(id)) return [id, { word: "new", percent: null }];
      if (known?.submission === undefined) return [id, { word: "started", percent: null }];
      const same = known.submission === submissionHash(path.join(exerciseFolder(course, id), entry));
      if (!same) return [id, { word: "edited", percent: null }];
      return [id, { word: known.passed === true ? "passed" : "started", percent: known.percent ?? null }];
    }),
  );
}

/**
 * The first exercise that is not passed yet, after `after` and then from the beginning; null when all are.
 *
 * @param after id of an exercise; null: from the beginning
 */
export function nextExercise(states: ReadonlyMap<string, ExerciseState>, after: string | null = null): string | null {
  const ids = [...states.keys()];
  const from = after === null ? 0 : ids.indexOf(after) + 1;
  return [...ids.slice(from), ...ids.slice(0, from)].find((id) => states.get(id)!.word !== "passed") ?? null;
}
