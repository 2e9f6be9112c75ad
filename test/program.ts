import { readdirSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const built = path.join(root, "dist/grader/main.js");

/**
 * What node is called with to be the command line: as it is shipped where that is built from the sources as they are now, and from the sources
 * elsewhere, which takes two seconds more each time.
 */
export const program: readonly string[] = isUpToDate()
  ? [built]
  : ["--import", import.meta.resolve("tsx"), path.join(root, "grader/main.ts")];

/** The same as words for a shell. */
export const programCall = [process.execPath, ...program].join(" ");

function isUpToDate(): boolean {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ["grader", "src"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.join(root, folder, name),
    ),
  );
  return [...sources, path.join(root, "package-lock.json")].every((source) => statSync(source).mtimeMs < made);
}
