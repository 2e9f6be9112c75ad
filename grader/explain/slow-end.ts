import { showDuration, type Position } from "../values/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, showLine } from "./place.ts";
import type { Story } from "./story.ts";
import { showTask } from "./task-name.ts";

/** What went on after it had been called off, and took its time to end all the same: the clearing up, or a catch that goes on. */
export function findSlowEnd(run: Run, story: Story, path: CriticalPath): Explanation[] {
  return [...ofTasks(run, story, path), ...ofTimeLimits(story, path)];
}

/** Tasks on the critical path that were cancelled. */
function ofTasks(run: Run, story: Story, { stretches }: CriticalPath): Explanation[] {
  const { at: times } = run.trace;
  const cancels = firstCancels(run.trace, story);
  return run.tasks.slice(1).flatMap((task): Explanation[] => {
    const row = cancels.get(task.id);
    if (row === undefined) return [];
    const after = stretches.filter(({ task: own, fromUs, wait }) => {
      return own === task.id && fromUs >= times[row]! && wait.beganRow > row;
    });
    const last = after.at(-1);
    if (last === undefined) return [];
    return explain(after, (line) => {
      const called = `${showTask(task)} was cancelled at ${showDuration(times[row]! / 1000)}`;
      return `${called}, but then it waited on ${line} and ended only at ${showDuration(last.toUs / 1000)}.`;
    });
  });
}

/** Rows, by task. */
function firstCancels({ event, task, other, site }: Run["trace"], story: Story): Map<number, number> {
  const first = new Map<number, number>();
  for (const [row, each] of event.entries()) {
    if (each !== "cancel-requested" || first.has(task[row]!)) continue;
    const isOfRuntime = other[row] === 0 && site[row] === null;
    if (!isOfRuntime || !isOwnLimit(story, task[row]!, row)) first.set(task[row]!, row);
  }
  return first;
}

/** A time limit that calls off what its own task does takes the cancel back, and the task goes on. */
function isOwnLimit({ tasks, awaits }: Story, task: number, row: number): boolean {
  const waits = tasks.get(task)?.waits ?? [];
  let [low, high] = [0, waits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (waits[middle]!.endedRow > row) high = middle;
    else low = middle + 1;
  }
  const wait = waits[low];
  return wait !== undefined && wait.beganRow < row && wait.frames.some(({ at }) => awaits.isLimited(at));
}

/** Waits in a call that its time limit had ended already. */
function ofTimeLimits({ awaits }: Story, { stretches }: CriticalPath): Explanation[] {
  const found = new Map<string, { readonly limit: Position; readonly after: Stretch[] }>();
  for (const [index, { wait, steps }] of stretches.entries()) {
    const limit = wait.cut ? steps.findLast(({ at }) => awaits.isLimited(at)) : undefined;
    if (limit === undefined) continue;
    for (const late of stretches.slice(index + 1)) {
      const own = late.wait.frames.at(-1)?.at;
      const isInside = late.steps.some(({ frame, visit }) => frame === limit.frame && visit === limit.visit);
      if (own === undefined || !isInside) continue;
      const known = found.get(placeKey(own));
      if (known === undefined) found.set(placeKey(own), { limit: limit.at, after: [late] });
      else known.after.push(late);
    }
  }
  return [...found.values()].flatMap(({ limit, after }) =>
    explain(after, (line, us) => {
      const often = after.length === 1 ? "" : ` ${after.length} times,`;
      const inAll = after.length === 1 ? " more" : " in all";
      return `When the time limit on ${showLine(limit, limit)} was up, ${line} went on waiting${often} ${showDuration(us / 1000)}${inAll}.`;
    }),
  );
}

function explain(after: readonly Stretch[], tell: (line: string, us: number) => string): Explanation[] {
  const at = after[0]?.wait.frames.at(-1)?.at;
  if (at === undefined) return [];
  const us = after.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  return [
    {
      code: "late-cancel",
      message: tell(`line ${at.line}`, us),
      hint: "What has to be done when this is called off, and how long may that take?",
      at,
      costMs: us / 1000,
    },
  ];
}
