import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import { endsByItself } from "../story/ends-by-itself.ts";
import type { Explanation } from "../explanation.ts";
import { placeKey } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { waitsOf } from "../story/waits-by.ts";

/**
 * A task that was told to stop and has a `finally` for that, which ran only when the entry was over: nobody waited for the task after the cancel.
 * @param meant tasks that are to be cancelled
 */
export function findCancelNotAwaited(run: Run, story: Story, meant: ReadonlySet<number>): Explanation | null {
  const until = story.tasks.get(story.main)?.endedRow ?? Number.POSITIVE_INFINITY;
  const behind = new Set((run.text?.finallies ?? []).flatMap(({ awaits }) => awaits.map(placeKey)));
  const entry = run.tasks[0];
  for (const task of run.tasks.slice(1)) {
    const row = cancelsOf(run.trace, task.id).at(-1);
    const by = row === undefined ? null : (run.trace.site[row] ?? null);
    if (entry === undefined || row === undefined || by === null || row > until) continue;
    if (story.tasks.get(task.id)!.endedRow < until) continue;
    const last = waitsOf(story, task.id).at(-1);
    const at = last?.frames.find((frame) => behind.has(placeKey(frame.at)))?.at;
    // Who was in the middle of its work may have been told so too early, whoever waits for it then.
    const isIdle = last !== undefined && (!endsByItself(last.kind) || (at !== undefined && story.awaits.isEndless(at)));
    if (at === undefined || !(meant.has(task.id) || isIdle)) continue;
    return {
      code: "early-cancel",
      message:
        `${showTask(task)} was cancelled on line ${by.line} at ${showDuration(run.trace.at[row]! / 1000)}, and ${entry.name} ended before that task went on: ` +
        `the finally around its wait on line ${at.line} came too late.`,
      hint: `cancel() only asks: the task stops at its next step. What has to wait for that after line ${by.line}, and where?`,
      at: by,
      costMs: 0,
    };
  }
  return null;
}
