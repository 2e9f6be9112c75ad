/** Where the package's own files are, for code that may run as sources, as what tsc makes of them, or in a bundle of the whole. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);

/** tsx or vitest run the sources; everybody else runs what is in `dist`. */
export const runsFromSource = here.endsWith(".ts");

/** The folder with package.json, templates and schema. */
export const packageRoot = nearestPackage(path.dirname(here));

function nearestPackage(folder: string): string {
  return existsSync(path.join(folder, "package.json")) ? folder : nearestPackage(path.dirname(folder));
}

/** What this process would run of a module. @param name such as `grader/main` */
export function moduleFile(name: string): string {
  return runsFromSource ? path.join(packageRoot, `${name}.ts`) : path.join(packageRoot, "dist", `${name}.js`);
}

let version: string | null = null;

export function packageVersion(): string {
  version ??= (JSON.parse(readFileSync(path.join(packageRoot, "package.json"), "utf8")) as { version: string }).version;
  return version;
}
