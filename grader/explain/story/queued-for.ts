import type { CriticalPath } from "./critical-path.ts";
import { keptFor } from "./kept-for.ts";
import { placeKey } from "./place.ts";
import type { Story, Wait } from "./story.ts";

/** Waits for one and the same thing. */
export type Queue = readonly [Wait, ...Wait[]];

/** The waits for each lock or semaphore. */
export function queuesOf({ blocked }: Pick<CriticalPath, "blocked">): readonly Queue[] {
  const byResource = new Map<string, [Wait, ...Wait[]]>();
  for (const wait of blocked) {
    if (wait.kind !== "lock" && wait.kind !== "semaphore") continue;
    const same = byResource.get(wait.what);
    if (same) same.push(wait);
    else byResource.set(wait.what, [wait]);
  }
  return [...byResource.values()];
}

/** Waits overlap where several tasks stood in one queue. */
export function unionUs(waits: readonly Wait[]): number {
  let sum = 0;
  let until = 0;
  for (const wait of waits.toSorted((a, b) => a.beganUs - b.beganUs)) {
    sum += Math.max(0, wait.endedUs - Math.max(wait.beganUs, until));
    until = Math.max(until, wait.endedUs);
  }
  return sum;
}

/** What is waited for there, as `lock 1`; and what else of its kind others wait for in the same place: a lock for each account. */
export function alike({ waits }: Pick<Story, "waits">, [{ kind, what, frames }]: Queue): ReadonlySet<string> {
  const at = frames.at(-1)?.at;
  return (at === undefined ? undefined : thingsByPlace(waits).get(`${kind} ${placeKey(at)}`)) ?? new Set([what]);
}

const thingsByPlace = keptFor((waits: readonly Wait[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const things = new Map<string, Set<string>>();
  for (const { kind, what, frames, beganUs, endedUs } of waits) {
    if ((kind !== "lock" && kind !== "semaphore") || frames.length === 0 || beganUs === endedUs) continue;
    const key = `${kind} ${placeKey(frames.at(-1)!.at)}`;
    const same = things.get(key);
    if (same === undefined) things.set(key, new Set([what]));
    else same.add(what);
  }
  return things;
});
