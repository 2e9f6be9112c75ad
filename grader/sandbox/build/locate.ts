import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot, runsFromSource } from "../../package-root.ts";
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
  const hash = await hashSources();
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
  await writeFile(path.join(fresh, SANDBOX_FILES.stamp), hash ?? (await hashSources()));
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

export async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of await filesIn(path.join(packageRoot, source))) {
      hash.update(path.relative(packageRoot, file).split(path.sep).join("/")).update("\0");
      hash.update(await readFile(file)).update("\0");
    }
  }
  return hash.digest("hex").slice(0, 32);
}

async function filesIn(place: string): Promise<string[]> {
  if ((await stat(place)).isFile()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
