import { showDuration } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { endOfError, nameOfEnd } from "../story/where-errors-end.ts";

/**
 * A task had failed at the very instant at which the lost time begins, and the entry went on waiting for its siblings all the same. Or one had failed that took items out
 * of a queue, so that the others had its share of the work to do.
 * @param lostUs what the run took too long
 */
export function findFailedEarly(run: Run, story: Story, path: CriticalPath, lostUs: number): Explanation | null {
  const sought = story.endUs - lostUs;
  const waiting = story.tasks
    .get(story.main)
    ?.waits.find((wait) => wait.beganUs < sought && wait.endedUs > sought && wait.frames.length > 0);
  if (waiting === undefined) return null;
  // What is in a queue has to be dealt with, whoever is left to do it.
  if (waiting.kind === "queue") return findLostHand(run, story, waiting, lostUs);
  const ended = story.endings.find(
    ({ task, us }) => us === sought && task !== story.main && recordOf(run, task)?.state === "failed",
  );
  const failed = ended && recordOf(run, ended.task);
  if (failed === undefined || path.stretches.at(-1)?.task === failed.id) return null;
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

function findLostHand(run: Run, story: Story, waiting: Wait, lostUs: number): Explanation | null {
  const failed = run.tasks.find(
    ({ id, state, error }) =>
      state === "failed" && error?.at != null && story.tasks.get(id)?.sources.has(waiting.what) === true,
  );
  if (failed === undefined || failed.endedMs! * 1000 >= waiting.endedUs) return null;
  const cut = story.tasks.get(failed.id)?.waits.at(-1);
  const end = cut === undefined ? null : endOfError(run, cut.frames);
  const at = end?.rethrows === true ? end.at : failed.error!.at!;
  const queued = waiting.frames.at(-1)!.at;
  const way = end?.rethrows === true ? `, by way of ${nameOfEnd(end, at)}` : "";
  return {
    code: "worker-failed",
    message:
      `${showTask(failed)} failed at ${showDuration(failed.endedMs!)} with ${failed.error!.name}${way}, and took no more items out of ${waiting.what}: ` +
      `the others had its share to do, and ${showLine(queued, at)} waited for that until ${showDuration(waiting.endedUs / 1000)}.`,
    hint: "Should this error end the task, or only the work on this one item?",
    at,
    costMs: lostUs / 1000,
  };
}
