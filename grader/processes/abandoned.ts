import { lstatSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

/** What is younger is left: where a folder is shared with other machines or containers, one whose process is not seen from here may be in use. */
const SURELY_MS = 24 * 60 * 60 * 1000;

/** With what the name of a temporary folder of this process begins, so that others can tell later whether its maker is still there. */
export function ownPrefix(what: string): string {
  return `${what}${process.pid}-`;
}

/**
 * Removes what killed processes of this user have left: folders in `folder` that were made with `ownPrefix(what)` by a process that is no more,
 * and were last written to a day ago. Never what a link leads to. What cannot be removed stays.
 */
export function removeAbandoned(folder: string, what: string): void {
  for (const name of namesIn(folder)) {
    const [, pid] = name.startsWith(what) ? (/^(\d{1,10})-\w{6}$/.exec(name.slice(what.length)) ?? []) : [];
    if (pid !== undefined) removeIfAbandoned(path.join(folder, name), Number(pid), "folder");
  }
}

/** Where this process writes what is to become `file`: beside it, as only one disk can put it in its place at once. */
export function besideOf(file: string): string {
  return `${file}${BESIDE}${process.pid}.tmp`;
}

const BESIDE = ".chronograde-";

/** Removes what killed processes of this user have left of writing `file`, in a place of `besideOf(file)`; as careful as with folders. */
export function removeAbandonedBeside(file: string): void {
  const { dir, base } = path.parse(file);
  const what = `${base}${BESIDE}`;
  for (const name of namesIn(dir || ".")) {
    const [, pid] = name.startsWith(what) ? (/^(\d{1,10})\.tmp$/.exec(name.slice(what.length)) ?? []) : [];
    if (pid !== undefined) removeIfAbandoned(path.join(dir, name), Number(pid), "file");
  }
}

function removeIfAbandoned(place: string, pid: number, kind: "folder" | "file"): void {
  if (isThere(pid)) return;
  try {
    const found = lstatSync(place);
    const isOurs = process.getuid === undefined || found.uid === process.getuid();
    const isOfKind = kind === "folder" ? found.isDirectory() : found.isFile();
    if (!isOfKind || !isOurs || Date.now() - found.mtimeMs < SURELY_MS) return;
    rmSync(place, { recursive: kind === "folder", force: true });
  } catch {
    // Somebody else was faster, or it is not ours to remove.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
