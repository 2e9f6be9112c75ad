import type { Trace } from "../../sandbox/index.ts";
import { groupedBy } from "./grouped-by.ts";
import { holdsOn } from "./kept-places.ts";
import type { Story } from "./story.ts";
import { waitsOf } from "./waits-by.ts";

/**
 * When each would have had its place of a semaphore, by the row in which it got one, if some tasks had given theirs back at their end: whoever came first is let in
 * first, and each keeps its place as long as it did. Null where one came to it twice: when it comes the second time depends on the first.
 * @param units how many places there are
 */
export function turnsIfReturned(
  story: Story,
  trace: Trace,
  { what, by, units }: { readonly what: string; readonly by: ReadonlySet<number>; readonly units: number },
): ReadonlyMap<number, number> | null {
  const holds = holdsOn(trace, what);
  if (groupedBy(holds, ({ task }) => task).some((own) => own.length > 1)) return null;
  const queue = holds
    .map((hold) => {
      const queued = waitsOf(story, hold.task).find((wait) => wait.what === what && wait.endedRow <= hold.fromRow);
      const toRow = by.has(hold.task) ? story.tasks.get(hold.task)!.endedRow : hold.toRow;
      const toUs = Number.isFinite(toRow) ? trace.at[toRow]! : Number.POSITIVE_INFINITY;
      return {
        row: hold.fromRow,
        us: toUs - hold.fromUs,
        cameRow: queued?.beganRow ?? hold.fromRow,
        cameUs: queued?.beganUs ?? hold.fromUs,
      };
    })
    .toSorted((a, b) => a.cameRow - b.cameRow);
  const free = Array.from({ length: units }, () => 0);
  const turns = new Map<number, number>();
  for (const { row, us, cameUs } of queue) {
    const place = free.indexOf(Math.min(...free));
    const fromUs = Math.max(cameUs, free[place]!);
    if (!Number.isFinite(fromUs)) return null;
    free[place] = fromUs + us;
    turns.set(row, fromUs);
  }
  return turns;
}
