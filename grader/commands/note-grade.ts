import path from "node:path";
import type { Grade } from "../score/index.ts";
import type { Exercise } from "../spec/index.ts";
import { exerciseFolder, type Course } from "./course.ts";
import { entryName } from "./entry-name.ts";
import { noteProgress, submissionHash } from "./progress.ts";

/** What the exercise's own submission has reached, for `list` and for what is next. */
export function noteGrade(course: Course, exercise: Exercise, grade: Grade): void {
  noteProgress(course, exercise.id, {
    submission: submissionHash(path.join(exerciseFolder(course, exercise.id), entryName(exercise))) ?? undefined,
    percent: grade.percent,
    passed: grade.status === "passed",
  });
}
