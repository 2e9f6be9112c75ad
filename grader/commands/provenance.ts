import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Grade, Provenance } from "../score/index.ts";
import { type Exercise, FIXTURES } from "../spec/index.ts";
import { displayPath, exerciseFolder, type Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import { packageVersion } from "../package-root.ts";

/** From which exercise, which files and which grader a grade has come. */
export function provenanceOf(course: Course, exercise: Exercise, { sources }: Pick<Grade, "sources">): Provenance {
  return {
    exerciseHash: exerciseHash(course, exercise),
    submissionHash: sources.length === 0 ? null : digest(sources.map(({ file, text }) => [file, text])),
    graderVersion: packageVersion(),
  };
}

const known = new WeakMap<Exercise, string>();

/**
 * Of all that an instructor has written and that a grade may depend on: the exercise, hidden scenarios, own code, the solution.
 *
 * @throws ExerciseFault when one of these files cannot be read
 */
export function exerciseHash(course: Course, exercise: Exercise): string {
  const before = known.get(exercise);
  if (before !== undefined) return before;
  const folder = exerciseFolder(course, exercise.id);
  const solutions = path.join(course.root, "solutions");
  const files = [
    path.join(folder, "exercise.yaml"),
    ...ownFiles(exercise).map((file) => path.join(folder, file)),
    ...fixturesOf(course, exercise),
    path.join(solutions, `${exercise.id}.hidden.yaml`),
    path.join(solutions, `${exercise.id}.ts`),
    ...filesBelow(path.join(solutions, exercise.id)),
  ].filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false);
  const hash = digest(
    files.map((file) => [
      path.relative(course.root, file).split(path.sep).join("/"),
      createHash("sha256").update(contentOf(file, course)).digest("hex"),
    ]),
  );
  known.set(exercise, hash);
  return hash;
}

function contentOf(file: string, course: Course): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new ExerciseFault([
      {
        file: displayPath(course, file),
        line: 1,
        column: 1,
        code: "unreadable",
        message: "it cannot be read, and the exercise needs it",
        found: code === "EACCES" ? "a file that you have no permission to read" : `an error of the system, ${code}`,
        expected: "a file that can be read",
        suggestion: null,
      },
    ]);
  }
}

/** Absolute paths of the files of replies that it shares with other exercises. */
export function fixturesOf(course: Course, exercise: Exercise): string[] {
  return exercise.kind === "quiz" ? [] : exercise.fixtures.map((name) => path.join(course.root, FIXTURES, name));
}

/** Files beside exercise.yaml that it names for the grader, under whichever key: `{ file, at }`. Paths below the exercise's folder. */
export function ownFiles(exercise: Exercise): string[] {
  return Object.values(exercise).flatMap((value: unknown) =>
    typeof value === "object" && value !== null && "file" in value && typeof value.file === "string"
      ? [value.file]
      : [],
  );
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

export function digest(value: unknown): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(value)).digest("hex")}`;
}
