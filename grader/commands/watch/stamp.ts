import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { FIXTURES } from "../../spec/index.ts";
import { exerciseFolder, type Course } from "../course.ts";

/** More files than any exercise has: somebody else's folder lies in it. */
const MOST_FILES = 500;

/**
 * Changes whenever something is saved that the exercise's grade depends on, even if it is saved as it was before.
 *
 * @param except a file in the exercise's folder that does not count
 */
export function stampOf(course: Course, id: string, except: string | null = null): string {
  const solutions = path.join(course.root, "solutions");
  const own = except === null ? null : path.join(exerciseFolder(course, id), except);
  return [
    ...filesIn(exerciseFolder(course, id)).filter((file) => file !== own),
    path.join(solutions, `${id}.ts`),
    path.join(solutions, `${id}.hidden.yaml`),
    ...filesIn(path.join(solutions, id)),
    ...filesIn(path.join(course.root, FIXTURES)),
  ]
    .map(stampOfFile)
    .join("\n");
}

function stampOfFile(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return `${file} ${found === undefined ? "none" : `${found.mtimeNs} ${found.size} ${found.ino}`}`;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(m?ts|ya?ml|json)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`))
      .toSorted()
      .slice(0, MOST_FILES);
  } catch {
    // It went away meanwhile.
    return [];
  }
}
