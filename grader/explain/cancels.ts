import type { Trace } from "../sandbox/index.ts";
import { groupedBy } from "./grouped-by.ts";
import { keptFor } from "./kept-for.ts";

const cancelRows = keptFor(({ event, task }: Trace): ReadonlyMap<number, readonly number[]> => {
  const rows = event.flatMap((each, row) => (each === "cancel-requested" ? [row] : []));
  return new Map(groupedBy(rows, (row) => task[row]!).map((own) => [task[own[0]!]!, own]));
});

/** The rows in which a task was asked to stop, in their order. */
export function cancelsOf(trace: Trace, task: number): readonly number[] {
  return cancelRows(trace).get(task) ?? [];
}
