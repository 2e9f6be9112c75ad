import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { ownPrefix, removeAbandoned } from "../../processes/index.ts";
import { compilerFlags } from "../isolated/flags.ts";

/** Which heap this Node can begin from: another version's means nothing to it. */
export const HEAP_FILE = `heap-${process.version}-${process.platform}-${process.arch}.blob`;

const FRESH = "fresh-";

/**
 * Runs the bundled compiler until it has warmed up, and keeps its heap in `folder` for this version of Node.
 *
 * @throws Error when this Node cannot
 */
export async function freeze(bundle: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  // In a folder of its own first: several processes may be doing this at once, and one may be killed.
  removeAbandoned(folder, FRESH);
  const fresh = await mkdtemp(path.join(folder, ownPrefix(FRESH)));
  const unfinished = path.join(fresh, HEAP_FILE);
  const finished = path.join(folder, HEAP_FILE);
  try {
    const flags = [...compilerFlags(), "--snapshot-blob", unfinished, "--build-snapshot", bundle];
    await promisify(execFile)(process.execPath, flags);
    await rename(unfinished, finished);
    return finished;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
