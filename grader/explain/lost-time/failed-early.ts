import { showDuration } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/**
 * A task had failed at the very instant at which the lost time begins, and the entry went on waiting for its siblings all the same.
 * @param lostUs what the run took too long
 */
export function findFailedEarly(run: Run, story: Story, path: CriticalPath, lostUs: number): Explanation | null {
  const sought = story.endUs - lostUs;
  const ended = story.endings.find(
    ({ task, us }) => us === sought && task !== story.main && recordOf(run, task)?.state === "failed",
  );
  const failed = ended && recordOf(run, ended.task);
  const waiting = story.tasks
    .get(story.main)
    ?.waits.find((wait) => wait.beganUs < sought && wait.endedUs > sought && wait.frames.length > 0);
  // What is in a queue has to be dealt with, whoever is left to do it.
  if (waiting?.kind === "queue") return null;
  if (failed === undefined || waiting === undefined || path.stretches.at(-1)?.task === failed.id) return null;
  const at = waiting.frames.at(-1)!.at;
  return {
    code: "late-cancel",
    message:
      `${showTask(failed)} failed at ${showDuration(sought / 1000)}, ` +
      `but ${showLine(at, at)} went on waiting for the others until ${showDuration(waiting.endedUs / 1000)}.`,
    hint: "Do the others still matter when one has failed? What decides how long they go on?",
    at,
    costMs: lostUs / 1000,
  };
}
