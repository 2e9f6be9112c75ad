import { isDeepStrictEqual } from "node:util";
import { readExercise, type Exercise, type ExerciseError } from "../spec/index.ts";
import type { Course } from "./course.ts";

export interface LoadedExercises {
  readonly exercises: ReadonlyMap<string, Exercise>;
  /** The mistakes of all files that have some. */
  readonly errors: readonly ExerciseError[];
  /** Text of each exercise file by the path shown, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

export function loadExercises(course: Course, ids: readonly string[]): LoadedExercises {
  const exercises = new Map<string, Exercise>();
  const errors: ExerciseError[] = [];
  const sources = new Map<string, string>();
  for (const id of ids) {
    const read = readExercise(course.root, id);
    for (const [file, text] of read.sources) sources.set(file, text);
    if (read.exercise === null) {
      // A file in fixtures/ is read for each exercise that names it; its mistakes are told once.
      errors.push(...read.errors.filter((error) => !errors.some((known) => isDeepStrictEqual(known, error))));
    } else exercises.set(id, read.exercise);
  }
  return { exercises, errors, sources };
}
