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
    if (read.exercise === null) errors.push(...read.errors);
    else exercises.set(id, read.exercise);
  }
  return { exercises, errors, sources };
}
