import { lstatSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

/** Younger folders are left: where it is shared with other machines or containers, one whose process is not seen from here may be in use. */
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
    if (pid === undefined || isThere(Number(pid))) continue;
    const place = path.join(folder, name);
    try {
      const found = lstatSync(place);
      const isOurs = process.getuid === undefined || found.uid === process.getuid();
      if (!found.isDirectory() || !isOurs || Date.now() - found.mtimeMs < SURELY_MS) continue;
      rmSync(place, { recursive: true, force: true });
    } catch {
      // Somebody else was faster, or it is not ours to remove.
    }
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
