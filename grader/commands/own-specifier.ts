import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { packageRoot, packageVersion } from "../package-root.ts";

/**
 * What a new course's package.json has to say so that `npm install` there gives the chronograde that runs now: a version, or for one
 * that came from a file or a folder the way to it.
 *
 * @param courseDir absolute
 */
export function ownSpecifier(courseDir: string): string {
  const holder = path.dirname(packageRoot);
  if (path.basename(holder) !== "node_modules") return fileSpecifier(courseDir, packageRoot);
  const project = path.dirname(holder);
  const written = dependencyOf(project) ?? "";
  const file = /^file:(.+)$/.exec(written)?.[1];
  return file === undefined ? `^${packageVersion()}` : fileSpecifier(courseDir, path.resolve(project, file));
}

/** As the project that it is installed in has it. */
function dependencyOf(project: string): string | null {
  try {
    const text = readFileSync(path.join(project, "package.json"), "utf8");
    const { dependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
    return dependencies?.["chronograde"] ?? devDependencies?.["chronograde"] ?? null;
  } catch {
    // Installed for the whole machine: nobody wrote it down.
    return null;
  }
}

/** npm resolves links before it follows `..`. */
function fileSpecifier(courseDir: string, target: string): string {
  return `file:${path.relative(nearestReal(courseDir), target).split(path.sep).join("/")}`;
}

function nearestReal(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    const parent = path.dirname(folder);
    return parent === folder ? folder : path.join(nearestReal(parent), path.basename(folder));
  }
}
