import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { samePlace } from "./place.ts";

/** The tasks that came to a barrier in this place: each has the barrier's own lock for a moment then, also who need not wait. With the rows. */
export function comersTo({ trace }: Pick<Run, "trace">, at: Position): ReadonlyMap<number, readonly number[]> {
  const comers = new Map<number, number[]>();
  for (const [row, event] of trace.event.entries()) {
    const site = event === "held" ? (trace.site[row] ?? null) : null;
    if (site === null || !samePlace(site, at)) continue;
    const rows = comers.get(trace.task[row]!);
    if (rows === undefined) comers.set(trace.task[row]!, [row]);
    else rows.push(row);
  }
  return comers;
}
