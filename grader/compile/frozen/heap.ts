import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot, runsFromSource } from "../../package-root.ts";
import { hashSources } from "../../source-hash.ts";
import { freeze, HEAP_FILE } from "./freeze.ts";

/** Where `npm run build` puts the bundled compiler, and its heap for the Node that builds. */
export const BUILT = path.join(packageRoot, "dist/compiler");
export const BUNDLE_FILE = "compiler.cjs";

/** Whatever may be in the bundle. */
const SOURCES = ["grader", "src", "package-lock.json"];

/** In the built folder: the hash of the sources that it was built from. */
const STAMP = path.join(BUILT, "sources.txt");

export async function stampBuilt(): Promise<void> {
  await writeFile(STAMP, await hashSources(SOURCES));
}

let located: Promise<string | null> | null = null;

/**
 * The file with the heap of a compiler that has warmed up; null when there is none for this Node: then it warms up anew, which takes a
 * second. Run from sources (tsx, vitest), it is made when the sources have changed since the build, into a cache that their hash names.
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
  const hash = await hashSources(SOURCES);
  const stamp = await readFile(STAMP, "utf8").catch(() => null);
  const folder = path.join(packageRoot, "node_modules/.cache/chronograde", `compiler-${hash}`);
  const known = (stamp === hash ? existing(BUILT) : null) ?? existing(folder);
  if (known !== null) return known;
  // Loaded here only: an installed course has no esbuild.
  const { bundleCompiler } = await import("./bundle.ts");
  await mkdir(folder, { recursive: true });
  const bundle = path.join(folder, `${process.pid}-${BUNDLE_FILE}`);
  await bundleCompiler(bundle);
  try {
    return await freeze(bundle, folder);
  } finally {
    await rm(bundle);
  }
}
