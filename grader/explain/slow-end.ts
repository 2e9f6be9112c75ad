import { showDuration } from "../values/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { showTask } from "./task-name.ts";

/** Tasks on the critical path that were cancelled, and took their time to end all the same: the clearing up, or a catch that goes on. */
export function findSlowEnd(run: Run, { stretches }: CriticalPath): Explanation[] {
  const { event, at: times, task: about } = run.trace;
  return run.tasks.slice(1).flatMap((task): Explanation[] => {
    const row = event.findIndex((each, i) => each === "cancel-requested" && about[i] === task.id);
    if (row < 0) return [];
    const after = stretches.filter(({ task: own, fromUs, wait }) => {
      return own === task.id && fromUs >= times[row]! && wait.beganRow > row;
    });
    const at = after[0]?.wait.frames.at(-1)?.at;
    if (at === undefined) return [];
    const us = after.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
    return [
      {
        code: "late-cancel",
        message:
          `${showTask(task)} was cancelled at ${showDuration(times[row]! / 1000)}, but then it waited on line ${at.line} ` +
          `and ended only at ${showDuration(after.at(-1)!.toUs / 1000)}.`,
        hint: "What has to be done when a task is stopped, and how long may that take?",
        at,
        costMs: us / 1000,
      },
    ];
  });
}
