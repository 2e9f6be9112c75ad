import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that chronograde's own package.json, templates and schema lie in. The build lies one folder deeper than the sources. */
export function packageRoot(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const candidates = [path.resolve(here, "../.."), path.resolve(here, "../../..")];
  return candidates.find((each) => existsSync(path.join(each, "package.json")))!;
}

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot(), "package.json"), "utf8")) as { version: string };
  return version;
}
