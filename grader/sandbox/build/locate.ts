import { chmod, mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot, runsFromSource } from "../../package-root.ts";
import { hashSources } from "../../source-hash.ts";
import { SANDBOX_FILES } from "./files.ts";

/** Where `npm run build` puts the sandbox's files. */
export const BUILT = path.join(packageRoot, "dist/sandbox");

/** What goes into the bundles, or decides how they are made. */
const SOURCES = [
  "src",
  "grader/sandbox",
  "grader/values",
  "grader/schedule",
  "grader/compile/emit",
  "package-lock.json",
];

let located: Promise<string> | null = null;

/**
 * The folder with the sandbox's files. Run from sources (tsx, vitest), they are made when the sources have changed, into a
 * cache that the hash of the sources names.
 */
export function sandboxFolder(): Promise<string> {
  // The child may read this folder under its real name only, and node_modules is often full of links.
  located ??= (runsFromSource ? fromSources() : Promise.resolve(BUILT)).then((folder) => realpath(folder));
  return located;
}

async function fromSources(): Promise<string> {
  const hash = await hashSources(SOURCES);
  if ((await stampOf(BUILT)) === hash) return BUILT;
  const cache = path.join(packageRoot, "node_modules/.cache/chronograde", hash);
  if ((await stampOf(cache)) !== hash) await build(cache, hash);
  return cache;
}

/** Into a folder of its own first: several processes may be doing this at once, and one may be killed. */
export async function build(folder: string, hash?: string): Promise<void> {
  // Loaded here only: an installed course has no esbuild.
  const { bundleSandbox } = await import("./bundle.ts");
  await mkdir(path.dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  await bundleSandbox(packageRoot, fresh);
  await writeFile(path.join(fresh, SANDBOX_FILES.stamp), hash ?? (await hashSources(SOURCES)));
  // Temporary folders are for their maker alone; this one may be installed for many.
  await chmod(fresh, 0o755);
  try {
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch {
    // Somebody else was faster; theirs is the same.
    await rm(fresh, { recursive: true, force: true });
  }
}

async function stampOf(folder: string): Promise<string | null> {
  try {
    return await readFile(path.join(folder, SANDBOX_FILES.stamp), "utf8");
  } catch {
    return null;
  }
}
