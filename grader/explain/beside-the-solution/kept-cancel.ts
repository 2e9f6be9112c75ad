import { showDuration } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { endOfCancel } from "../left-behind/cancel.ts";
import { firstCancel } from "../story/cancels.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { wordsForEnd } from "../story/where-errors-end.ts";
import { counterpartsOf } from "./counterparts.ts";
import type { Model } from "./model.ts";

/**
 * A task that was told to stop, caught that and went on to its end, for which the end of the run had to wait longer than in the solution's run, where it stops. Null
 * when there is none.
 */
export function findKeptCancel(run: Run, story: Story, { stretches }: CriticalPath, model: Model): Explanation | null {
  for (const [id, their] of counterpartsOf(run, model)) {
    const task = recordOf(run, id);
    if (task?.state !== "done" || their.state !== "cancelled" || their.endedMs === null) continue;
    const row = firstCancel(run.trace, story, id);
    const end = row === undefined ? null : endOfCancel(run, task, row);
    if (row === undefined || end === null) continue;
    const stoppedUs = Math.round(their.endedMs * 1000);
    const late = stretches.filter(({ toUs, steps }) => toUs > stoppedUs && steps.some((step) => step.task === id));
    const at = late.at(-1)?.wait.frames[0]?.at;
    if (at === undefined) continue;
    const us = late.reduce((sum, { fromUs, toUs }) => sum + toUs - Math.max(fromUs, stoppedUs), 0);
    return {
      code: "kept-cancel",
      message:
        `${showTask(task)} was cancelled at ${showDuration(run.trace.at[row]! / 1000)}, but ${wordsForEnd(end, end.at, "the CancelledError")}, ` +
        `and it went on as if there had been none, on ${showLine(at, end.at)} until ${showDuration(late.at(-1)!.toUs / 1000)}.`,
      hint: "Which of the errors that come to this catch may be dealt with there, and which one means that the task has to stop?",
      at: end.at,
      costMs: us / 1000,
    };
  }
  return null;
}
