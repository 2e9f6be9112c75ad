import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { firstCancel } from "../story/cancels.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

const hint = "Which lines should this task come to only when its work is done, and which also when it is stopped?";

/**
 * A line that a task printed after it had been told to stop, and before it did; null when it printed none.
 * @param at where it is printed
 */
export function explainPrintedAfterCancel(
  run: Run,
  taskId: number,
  ms: number,
  at: Position | null,
): Explanation | null {
  const { event, at: times, site, task: ids } = run.trace;
  const task = run.tasks.find(({ id }) => id === taskId);
  if (task?.state !== "cancelled" || at === null) return null;
  const cancel = firstCancel(run.trace, tellStory(run), taskId);
  const printed = event.findLastIndex((each, row) => {
    const place = site[row] ?? null;
    return (
      each === "output" &&
      ids[row] === taskId &&
      times[row] === Math.round(ms * 1000) &&
      place !== null &&
      samePlace(place, at)
    );
  });
  if (cancel === undefined || printed < cancel) return null;
  return told(run, task, cancel, `${showLine(at, at)} printed this all the same`, at);
}

/** What a `finally` put where others see it when its task had been stopped; null when none did. */
export function explainPutAfterCancel(run: Run): Explanation | null {
  const finallies = run.text?.finallies?.filter(({ puts }) => puts.length > 0) ?? [];
  if (finallies.length === 0) return null;
  const story = tellStory(run);
  for (const task of run.tasks.slice(1)) {
    if (task.state !== "cancelled") continue;
    const cancel = firstCancel(run.trace, story, task.id);
    if (cancel === undefined) continue;
    const wait = waitAt(run, task, cancel);
    const own = finallies.find(({ awaits }) =>
      awaits.some((each) => wait?.frames.some(({ at }) => samePlace(at, each)) ?? false),
    );
    if (own === undefined) continue;
    const [at] = own.puts;
    return told(run, task, cancel, `${showLine(at!, at!)}, which stands in a finally, ran all the same`, at!);
  }
  return null;
}

function told(run: Run, task: TaskRecord, cancel: number, then: string, at: Position): Explanation {
  const asked = run.trace.site[cancel] ?? null;
  const where = asked === null ? "" : ` on ${showLine(asked, at)}`;
  const wait = waitAt(run, task, cancel)?.frames.at(-1)?.at;
  const what = wait === undefined ? "" : `, in its wait on ${showLine(wait, at)}`;
  return {
    code: "after-cancel",
    message: `${showTask(task)} was cancelled${where} at ${showDuration(run.trace.at[cancel]! / 1000)}${what}, and ${then}.`,
    hint,
    at,
    costMs: 0,
  };
}

function waitAt(run: Run, task: TaskRecord, row: number): Wait | undefined {
  return tellStory(run).waits.find((each) => each.task === task.id && each.beganRow < row && each.endedRow > row);
}
