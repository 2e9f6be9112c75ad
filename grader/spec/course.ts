import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
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
    .filter((name) => !name.startsWith(".") && isFile(path.join(folder, name, "exercise.yaml")))
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
  if (!isName || !isFile(file)) {
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
  return loadExercise({
    file,
    ...readSource(file, display),
    hidden: isFile(hidden) ? readSource(hidden, `solutions/${id}.hidden.yaml`) : null,
    shared: sharedFiles(path.join(courseDir, FIXTURES)),
  });
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
  // Refused for its size later, with a sentence: what is in it does not matter.
  if (statSync(file).size > mostRead) return { display, text: new Uint8Array(mostRead) };
  return { display, text: readFileSync(file) };
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
