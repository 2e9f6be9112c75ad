import type { Trace } from "../../sandbox/index.ts";
import { groupedBy } from "./grouped-by.ts";
import { firstNotBefore } from "./in-order.ts";
import { keptFor } from "./kept-for.ts";

const stepRows = keptFor(({ event, task }: Trace): ReadonlyMap<number, readonly number[]> => {
  const rows = event.flatMap((each, row) => (each === "task-step" ? [row] : []));
  return new Map(groupedBy(rows, (row) => task[row]!).map((own) => [task[own[0]!]!, own]));
});

/** Whether a task took a step between two rows of the trace. */
export function stepsBetween(trace: Trace, task: number, from: number, to: number): boolean {
  const rows = stepRows(trace).get(task) ?? [];
  return (rows[firstNotBefore(rows, (row) => row <= from)] ?? Infinity) < to;
}
