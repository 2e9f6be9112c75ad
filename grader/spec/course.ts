import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { ExerciseError } from "./exercise.ts";
import { FIXTURES, type SharedFiles } from "./fixtures.ts";
import { loadExercise, type LoadResult, type SourceFile } from "./load.ts";
import { mistake } from "./mistake.ts";
import { nearest } from "./nearest.ts";

/** Larger than any file that is accepted, and small enough to be read at once. */
const mostRead = 2 * 1024 * 1024;

/** Names of the folders in `exercises/` that have an exercise.yaml, sorted. None when there is no such folder. */
export function listExercises(courseDir: string): string[] {
  const folder = path.join(courseDir, "exercises");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && mayBeFile(path.join(folder, name, "exercise.yaml")))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/**
 * The exercise of a course, with the hidden scenarios from `solutions/<id>.hidden.yaml` where that file is there. Paths in it and in the
 * mistakes are relative to the course. An exercise that is not there is a mistake, too.
 */
export function readExercise(courseDir: string, id: string): LoadResult {
  const display = `exercises/${id}/exercise.yaml`;
  const file = path.join(courseDir, "exercises", id, "exercise.yaml");
  const isName = /^[^/\\\0]+$/.test(id) && id !== "." && id !== "..";
  if (!isName || !mayBeFile(file)) {
    const error = mistake(
      { file: display, line: 1, column: 1 },
      {
        code: "no-exercise",
        message: isName ? "there is no such file" : "an exercise goes by the name of its folder",
        found: isName ? "nothing" : `\`${id}\``,
        expected: "the name of a folder in exercises/ that has an exercise.yaml",
        suggestion: nearest(id, listExercises(courseDir)),
      },
    );
    return { exercise: null, errors: [error], sources: new Map() };
  }
  const hidden = path.join(courseDir, "solutions", `${id}.hidden.yaml`);
  const hiddenDisplay = `solutions/${id}.hidden.yaml`;
  const isHidden = lstatSync(hidden, { throwIfNoEntry: false }) !== undefined;
  try {
    return loadExercise({
      file,
      ...readSource(file, display),
      // Whatever goes by that name: to go on without it would give points for what was never asked.
      hidden: isHidden ? readSource(hidden, hiddenDisplay) : null,
      shared: sharedFiles(path.join(courseDir, FIXTURES)),
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { exercise: null, errors: [error.mistake], sources: new Map() };
  }
}

class Unreadable extends Error {
  readonly mistake: ExerciseError;

  constructor(display: string, found: string, expected: string) {
    super(display);
    this.mistake = mistake(
      { file: display, line: 1, column: 1 },
      { code: "unreadable", message: "it cannot be read", found, expected },
    );
  }
}

function sharedFiles(folder: string): SharedFiles {
  return {
    read(name) {
      const file = path.join(folder, name);
      return isFile(file) ? readSource(file, `${FIXTURES}/${name}`) : null;
    },
    names: () =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.split(path.sep).join("/"))
        : [],
  };
}

function readSource(file: string, display: string): SourceFile {
  if (!mayBeFile(file)) {
    throw new Unreadable(display, "a folder, a pipe, a device or a link that leads nowhere", "a file");
  }
  try {
    // Refused for its size later, with a sentence: what is in it does not matter.
    if (statSync(file).size > mostRead) return { display, text: new Uint8Array(mostRead) };
    return { display, text: readFileSync(file) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const [found, expected] =
      code === "EACCES"
        ? ["nothing that you have the permission to read", "a file and folders that you may read (chmod -R u+rX)"]
        : [`an error of the system, ${String(code)}`, "a file that can be read"];
    throw new Unreadable(display, found!, expected!);
  }
}

/** Where we may not look, there may be one: an exercise that nobody can read is told, and not left out. */
function mayBeFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES";
  }
}

/** A pipe or a device would be waited for without end. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    // A README.md in exercises/ is no folder, and so no exercise.
    return false;
  }
}
