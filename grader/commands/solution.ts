import { existsSync } from "node:fs";
import path from "node:path";
import { readSubmission, type Compiler, type Program } from "../compile/index.ts";
import type { CodeExercise, ExerciseError } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { displayPath, type Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";

/**
 * The entry file of the exercise's own solution: `solutions/<id>.ts`, or for one of several files the folder `solutions/<id>/` with
 * the names that the submission has. Null when there is neither.
 */
export function solutionFile(course: Course, exercise: CodeExercise): string | null {
  const folder = path.join(course.root, "solutions");
  const candidates = [path.join(folder, `${exercise.id}.ts`), path.join(folder, exercise.id, exercise.files[0]!)];
  return candidates.find((file) => existsSync(file)) ?? null;
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
  const file = solutionFile(course, exercise);
  if (file === null) throw new ExerciseFault([missing(exercise, neededAt)]);
  const root = path.dirname(file);
  const read = readSubmission({
    root,
    entry: path.basename(file),
    globs: exercise.files.slice(1),
    display: (inside) => displayPath(course, path.join(root, inside)),
  });
  const compiled =
    read.rejection === null
      ? await compiler.compile({
          files: read.files,
          entryFile: path.basename(file),
          entry: exercise.entry,
          imports: exercise.imports,
          rules: exercise.rules,
        })
      : null;
  const rejection = read.rejection ?? compiled?.rejection ?? null;
  if (rejection === null && compiled !== null && compiled.program !== null) return compiled.program;
  const message = rejection?.message ?? "it gives no program";
  throw new ExerciseFault([
    {
      file: rejection?.file ?? displayPath(course, file),
      line: rejection?.line ?? 1,
      column: rejection?.column ?? 1,
      code: "solution",
      message: `the exercise's own solution is rejected, so it cannot be the reference: ${message}`,
      found: null,
      expected: "a solution that gets every point",
      suggestion: null,
    },
  ]);
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
