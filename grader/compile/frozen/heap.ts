import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot, runsFromSource } from "../../package-root.ts";
import { freeze, HEAP_FILE } from "./freeze.ts";

/** Where `npm run build` puts the bundled compiler, and its heap for the Node that builds. */
export const BUILT = path.join(packageRoot, "dist/compiler");
export const BUNDLE_FILE = "compiler.cjs";

let located: Promise<string | null> | null = null;

/**
 * The file with the heap of a compiler that has warmed up; null when there is none for this Node: then it warms up anew, which takes a
 * second. Run from sources (tsx, vitest), it is made when the sources have changed, into a cache that their hash names.
 */
export function frozenHeap(): Promise<string | null> {
  located ??= runsFromSource ? fromSources() : Promise.resolve(existing(BUILT));
  return located;
}

function existing(folder: string): string | null {
  const heap = path.join(folder, HEAP_FILE);
  return existsSync(heap) ? heap : null;
}

async function fromSources(): Promise<string | null> {
  const folder = path.join(packageRoot, "node_modules/.cache/chronograde", `compiler-${await hashSources()}`);
  const known = existing(folder);
  if (known !== null) return known;
  // Loaded here only: an installed course has no esbuild.
  const { bundleCompiler } = await import("./bundle.ts");
  await mkdir(folder, { recursive: true });
  const bundle = path.join(folder, `${process.pid}-${BUNDLE_FILE}`);
  await bundleCompiler(bundle);
  return freeze(bundle, folder);
}

/** Whatever may be in the bundle. */
async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of ["grader", "src"]) {
    const entries = await readdir(path.join(packageRoot, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files.toSorted()) hash.update(path.relative(packageRoot, file)).update(await readFile(file));
  }
  hash.update(await readFile(path.join(packageRoot, "package-lock.json")));
  return hash.digest("hex").slice(0, 32);
}
