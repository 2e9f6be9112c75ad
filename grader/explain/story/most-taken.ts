import type { Trace } from "../../sandbox/index.ts";
import { keptFor } from "./kept-for.ts";

/** How many ever had each lock, or a place of each semaphore, at once: by `semaphore 1`. */
export const mostTaken = keptFor(({ event, detail }: Trace): ReadonlyMap<string, number> => {
  const held = new Map<string, number>();
  const most = new Map<string, number>();
  for (const [row, each] of event.entries()) {
    if (each !== "held" && each !== "given-back") continue;
    const what = detail[row]!;
    const now = Math.max(0, (held.get(what) ?? 0) + (each === "held" ? 1 : -1));
    held.set(what, now);
    most.set(what, Math.max(most.get(what) ?? 1, now));
  }
  return most;
});

/** The most that ever had a place of one semaphore; 0 where there is none. */
export function mostPlaces(trace: Trace): number {
  return [...mostTaken(trace)].reduce(
    (most, [what, each]) => (what.startsWith("semaphore") ? Math.max(most, each) : most),
    0,
  );
}
