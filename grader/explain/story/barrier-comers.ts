import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { samePlace } from "./place.ts";

/** The tasks that came to a barrier in this place: each has the barrier's own lock for a moment then, also who need not wait. */
export function comersTo({ trace }: Pick<Run, "trace">, at: Position): ReadonlySet<number> {
  const comers = new Set<number>();
  for (const [row, event] of trace.event.entries()) {
    const site = event === "held" ? (trace.site[row] ?? null) : null;
    if (site !== null && samePlace(site, at)) comers.add(trace.task[row]!);
  }
  return comers;
}
