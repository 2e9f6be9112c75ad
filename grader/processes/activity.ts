import { readFileSync } from "node:fs";

/** What Linux counts computing time in, whatever the machine: less than this may be none. */
export const MS_PER_TICK = 10;

/** Of a process and those below it: the one that we start may only be a wall around the one that works. */
export interface Activity {
  /** Computing time up to now, in ms. */
  readonly usedMs: number;
  /** Somebody has stopped one of them, as SIGSTOP does. */
  readonly stopped: boolean;
}

/** Null where the system does not tell. */
export function activityOf(pid: number): Activity | null {
  try {
    return readActivity(pid);
  } catch {
    return null;
  }
}

function readActivity(pid: number): Activity {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // Behind the name, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? [];
  const below = children.map((child) => readActivity(Number(child)));
  const own = (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  return {
    usedMs: below.reduce((sum, { usedMs }) => sum + usedMs, own),
    stopped: fields[0] === "T" || below.some(({ stopped }) => stopped),
  };
}
