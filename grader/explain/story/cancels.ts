import type { Run, Trace } from "../../sandbox/index.ts";
import { groupedBy } from "./grouped-by.ts";
import { firstNotBefore } from "./in-order.ts";
import { keptFor } from "./kept-for.ts";
import type { Story } from "./story.ts";

const cancelRows = keptFor(({ event, task }: Trace): ReadonlyMap<number, readonly number[]> => {
  const rows = event.flatMap((each, row) => (each === "cancel-requested" ? [row] : []));
  return new Map(groupedBy(rows, (row) => task[row]!).map((own) => [task[own[0]!]!, own]));
});

/** The rows in which a task was asked to stop, in their order. */
export function cancelsOf(trace: Trace, task: number): readonly number[] {
  return cancelRows(trace).get(task) ?? [];
}

/** The first of them that was meant: a time limit that calls off what its own task does takes the cancel back, and the task goes on. */
export function firstCancel(trace: Trace, story: Story, task: number): number | undefined {
  const isOfRuntime = (row: number) => trace.other[row] === 0 && trace.site[row] === null;
  return cancelsOf(trace, task).find((row) => !isOfRuntime(row) || !isOfOwnLimit(story, task, row));
}

/** When that was, by task, in µs. */
export function firstCancels(
  { tasks, trace }: Pick<Run, "tasks" | "trace">,
  story: Story,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { id } of tasks) {
    const row = firstCancel(trace, story, id);
    if (row !== undefined) found.set(id, trace.at[row]!);
  }
  return found;
}

function isOfOwnLimit({ tasks, awaits }: Story, task: number, row: number): boolean {
  const waits = tasks.get(task)?.waits ?? [];
  const wait = waits[firstNotBefore(waits, ({ endedRow }) => endedRow <= row)];
  return wait !== undefined && wait.beganRow < row && wait.frames.some(({ at }) => awaits.isLimited(at));
}
