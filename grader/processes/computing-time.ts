import { readFileSync } from "node:fs";

/** What Linux counts computing time in, whatever the machine: less than this may be none. */
export const MS_PER_TICK = 10;

/**
 * Computing time that a process and those below it have used up to now, in ms; null where the system does not tell. The process that we
 * start may only be a wall around the one that works.
 */
export function computingTimeMs(pid: number): number | null {
  try {
    return ticks(pid) * MS_PER_TICK;
  } catch {
    return null;
  }
}

function ticks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // Behind the name, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? [];
  return below.map(Number).reduce((sum, child) => sum + ticks(child), Number(fields[11]) + Number(fields[12]));
}
