import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { packageRoot, runsFromSource } from "../package-root.ts";

/** One hash for the code that grades, ours and that of the packages it rests on: two of the same version may be at different states. */
export function graderBuild(): string {
  const hash = createHash("sha256");
  const here = runsFromSource ? packageRoot : path.join(packageRoot, "dist");
  for (const folder of ["grader", "src"]) {
    const files = readdirSync(path.join(here, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|wasm|json)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted();
    for (const file of files) hash.update(path.relative(here, file)).update(readFileSync(file));
  }
  for (const [name, version] of dependencies()) hash.update(`${name}@${version}\n`);
  return hash.digest("hex");
}

function dependencies(): [name: string, version: string][] {
  const own = path.join(packageRoot, "package.json");
  const { dependencies: wanted } = JSON.parse(readFileSync(own, "utf8")) as { dependencies: Record<string, string> };
  const search = createRequire(own);
  return Object.keys(wanted).map((name) => {
    for (const folder of search.resolve.paths(name) ?? []) {
      try {
        const text = readFileSync(path.join(folder, name, "package.json"), "utf8");
        return [name, (JSON.parse(text) as { version: string }).version];
      } catch {
        // Not in this one.
      }
    }
    return [name, "unknown"];
  });
}
