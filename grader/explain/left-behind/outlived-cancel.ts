import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { cancelsOf } from "../story/cancels.ts";
import { showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { waitsOf } from "../story/waits-by.ts";
import { endOfError, wordsForEnd } from "../story/where-errors-end.ts";

const counted = /^gather of \d+, \d+ not done$/u;

/**
 * A task that was told to stop and went on until the run was stopped, since something in it keeps the CancelledError to itself: a loop that only a cancel ends has
 * no end then. Told only when the entry waits for that task, or is over itself.
 */
export function explainOutlivedCancel(run: Run): Pick<Explanation, "message" | "hint" | "at"> | null {
  const story = tellStory(run);
  const open = waitsOf(story, story.main).filter(({ endedRow }) => endedRow >= story.endRow);
  for (const task of run.tasks.slice(1)) {
    const [row] = cancelsOf(run.trace, task.id);
    const by = row === undefined ? null : (run.trace.site[row] ?? null);
    const waiting = open.find(({ on, what }) => on === task.id || what.split(/, |: /u).includes(`task ${task.name}`));
    // A long list is not told name by name.
    const isAwaited =
      waiting !== undefined || run.tasks[0]?.endedMs !== null || open.some(({ what }) => counted.test(what));
    if (row === undefined || by === null || !isAwaited || task.state !== "pending") continue;
    const cut = waitsOf(story, task.id).find((wait) => wait.beganRow < row && wait.endedRow > row);
    const end = cut === undefined ? null : endOfError(run, cut.frames);
    if (end === null || end.rethrows) continue;
    const at = waiting?.frames.at(-1)?.at;
    const waits = at === undefined ? "" : `, and ${showLine(at, end.at)} waits for it`;
    return {
      message:
        `cancel() on ${showLine(by, end.at)} was called at ${showDuration(run.trace.at[row]! / 1000)}, and ${wordsForEnd(end, end.at, "the CancelledError")}: ` +
        `${showTask(task)} went on${waits}.`,
      hint: "Which errors is it meant to catch there, and what has to become of this one for the task to stop?",
      at: end.at,
    };
  }
  return null;
}
