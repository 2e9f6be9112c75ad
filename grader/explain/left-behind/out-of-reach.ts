import { showDuration } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import { eagerCallOf, type EagerCallPlace } from "../story/eager-call-place.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/** A wait for a plain promise that went on after its task had been cancelled. */
interface Unreached {
  readonly wait: Wait;
  readonly cancelledUs: number;
}

/**
 * Tasks that were cancelled while they waited for a promise of work that an async function had begun in another task, when the end had to wait for
 * that: a cancel stops a task at its own waits, and that work is none of them.
 */
export function findOutOfReach(run: Run, story: Story, { stretches }: CriticalPath): Explanation[] {
  const ends = new Set(stretches.map(({ toUs }) => toUs));
  const found = story.waits.flatMap((wait): Unreached[] => {
    const isPlain = wait.kind === "native" && wait.frames.length > 0 && ends.has(wait.endedUs);
    const cancelledUs = isPlain ? cancelledIn(run, wait) : null;
    return cancelledUs === null || cancelledUs >= wait.endedUs ? [] : [{ wait, cancelledUs }];
  });
  return groupedBy(found, ({ wait }) => placeKey(wait.frames.at(-1)!.at)).map((same) => explain(run, story, same));
}

/** Why a task that was cancelled ended no sooner: the same for one task, wherever the end of the run came from. */
export function explainUnreached(run: Run, task: TaskRecord): Explanation | null {
  const story = tellStory(run);
  const waits = story.tasks.get(task.id)?.waits ?? [];
  for (const wait of waits) {
    if (waits.some((other) => isInside(other, wait))) continue;
    const cancelledUs = wait.kind === "native" && wait.frames.length > 0 ? cancelledIn(run, wait) : null;
    if (cancelledUs !== null && cancelledUs < wait.endedUs) return explain(run, story, [{ wait, cancelledUs }]);
  }
  return null;
}

/** It waits in a call that the other one waits for: that is the task's own work. */
function isInside(inner: Wait, outer: Wait): boolean {
  const around = outer.frames.at(-1);
  const step = inner.frames[outer.frames.length - 1];
  const isDeeper = inner.frames.length > outer.frames.length;
  return isDeeper && around !== undefined && step?.frame === around.frame && samePlace(step.at, around.at);
}

/** When the task was first asked to stop during that wait. In µs. */
function cancelledIn({ trace }: Run, wait: Wait): number | null {
  const { beganRow, endedRow, task } = wait;
  const rows = cancelsOf(trace, task);
  const row = rows[firstNotBefore(rows, (each) => each <= beganRow)];
  return row === undefined || row >= endedRow ? null : trace.at[row]!;
}

function explain(run: Run, story: Story, all: readonly Unreached[]): Explanation {
  const { wait, cancelledUs } = all[0]!;
  const place = wait.frames.at(-1)!.at;
  const call = startedBy(run, story, wait);
  const at = call?.at ?? place;
  const record = recordOf(run, wait.task);
  const named = record === undefined ? "A task" : showTask(record);
  const often = all.length === 1 ? "" : ` That happened ${all.length} times.`;
  return {
    code: "late-cancel",
    message:
      `${named} was cancelled at ${showDuration(cancelledUs / 1000)}, but what it waited for on ${showLine(place, at)} runs in another task, ` +
      `where that cancel does not reach it: it went on until ${showDuration(wait.endedUs / 1000)}.${often}` +
      (call === null ? "" : ` ${call.message}.`),
    hint: "A cancel stops only what a task runs itself. Which task runs this work here, and which one is cancelled?",
    at,
    costMs: unionUs(all) / 1000,
  };
}

function unionUs(all: readonly Unreached[]): number {
  let sum = 0;
  let until = 0;
  for (const { wait, cancelledUs } of all.toSorted((a, b) => a.cancelledUs - b.cancelledUs)) {
    sum += Math.max(0, wait.endedUs - Math.max(cancelledUs, until));
    until = Math.max(until, wait.endedUs);
  }
  return sum;
}

/** The plain call behind the work whose last wait ended when this one did. */
function startedBy(run: Run, { waits }: Story, { task, endedUs, endedRow }: Wait): EagerCallPlace | null {
  const works = waits.filter((wait) => wait.task !== task && wait.endedUs === endedUs && wait.endedRow <= endedRow);
  for (const { frames } of works) {
    for (const { at } of frames) {
      const call = eagerCallOf(run, at);
      if (call !== null) return call;
    }
  }
  return null;
}
