import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder, and those above it that are not there. Node's own recursive `mkdirSync` never comes back from a place such as /proc, where
 * nothing can be made and the answer is always that the folder above is missing.
 *
 * @param mode of each folder that is made
 * @returns the first one that was made; undefined: all were there
 * @throws Error of the system when one cannot be made
 */
export function makeFolder(folder: string, mode?: number): string | undefined {
  const missing: string[] = [];
  let above = path.resolve(folder);
  while (!existsSync(above) && above !== path.dirname(above)) {
    missing.unshift(above);
    above = path.dirname(above);
  }
  for (const each of missing) {
    try {
      mkdirSync(each, mode);
    } catch (error) {
      // Somebody else was faster.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return missing[0];
}
