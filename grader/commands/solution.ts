import { existsSync } from "node:fs";
import path from "node:path";
import { readSubmission, type Compiler, type Program, type SubmissionFile } from "../compile/index.ts";
import type { CodeExercise, ExerciseError } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { compileFor } from "./compile-for.ts";
import { displayPath, type Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";

/**
 * The entry file of the exercise's own solution: `solutions/<id>.ts`, or for one of several files the folder `solutions/<id>/` with
 * the names that the submission has. Null when there is neither.
 */
export function solutionFile(course: Course, exercise: CodeExercise): { root: string; entry: string } | null {
  const folder = path.join(course.root, "solutions");
  const candidates = [
    { root: folder, entry: `${exercise.id}.ts` },
    { root: path.join(folder, exercise.id), entry: exercise.files[0]! },
  ];
  return candidates.find(({ root, entry }) => existsSync(path.join(root, entry))) ?? null;
}

/**
 * @param neededAt what in the exercise needs the solution
 * @throws ExerciseFault when it is not there, or does not compile
 */
export async function compileSolution(
  course: Course,
  compiler: Compiler,
  exercise: CodeExercise,
  neededAt: Position,
): Promise<Program> {
  const found = solutionFile(course, exercise);
  if (found === null) throw new ExerciseFault([missing(exercise, neededAt)]);
  const { root, entry } = found;
  const read = readFrom(course, exercise, found);
  const compiled = read.rejection === null ? await compileFor({ course, compiler }, exercise, read.files, entry) : null;
  const rejection = read.rejection ?? compiled?.rejection ?? null;
  if (rejection === null && compiled !== null && compiled.program !== null) return compiled.program;
  const message = rejection?.message ?? "it does not compile to a program";
  throw new ExerciseFault([
    {
      file: rejection?.file ?? displayPath(course, path.join(root, entry)),
      line: rejection?.line ?? 1,
      column: rejection?.column ?? 1,
      code: "solution",
      message: `the exercise's own solution is rejected, so it cannot be the reference: ${message}`,
      found: null,
      expected: "a solution that gets all points",
      suggestion: null,
    },
  ]);
}

/** Its files, the entry first; null when there is none that can be read. */
export function readSolution(course: Course, exercise: CodeExercise): readonly SubmissionFile[] | null {
  const found = solutionFile(course, exercise);
  const read = found === null ? null : readFrom(course, exercise, found);
  return read === null || read.rejection !== null ? null : read.files;
}

function readFrom(course: Course, exercise: CodeExercise, { root, entry }: { root: string; entry: string }) {
  return readSubmission({
    root,
    entry,
    globs: exercise.files.slice(1),
    display: (inside) => displayPath(course, path.join(root, inside)),
  });
}

function missing(exercise: CodeExercise, { file, line, column }: Position): ExerciseError {
  return {
    file,
    line,
    column,
    code: "solution",
    message: `\`reference\` needs the exercise's own solution, and this course has none for "${exercise.id}"`,
    found: "no solution",
    expected: `the file solutions/${exercise.id}.ts, or solutions/${exercise.id}/${exercise.files[0]}`,
    suggestion: null,
  };
}
