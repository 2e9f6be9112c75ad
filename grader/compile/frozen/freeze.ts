import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** In MB, the heap of the process that compiles. V8 begins only from a heap that was made under the same limits. */
export const MEMORY_MB = 256;

/** Which heap this Node can begin from: another version's means nothing to it. */
export const HEAP_FILE = `heap-${process.version}-${process.platform}-${process.arch}.blob`;

/**
 * Runs the bundled compiler until it has warmed up, and keeps its heap in `folder` for this version of Node.
 *
 * @throws Error when this Node cannot
 */
export async function freeze(bundle: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  // In a folder of its own first: several processes may be doing this at once, and one may be killed.
  const fresh = await mkdtemp(path.join(folder, "fresh-"));
  const unfinished = path.join(fresh, HEAP_FILE);
  const finished = path.join(folder, HEAP_FILE);
  try {
    const limit = `--max-old-space-size=${MEMORY_MB}`;
    await promisify(execFile)(process.execPath, [limit, "--snapshot-blob", unfinished, "--build-snapshot", bundle]);
    await rename(unfinished, finished);
    return finished;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
