import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/**
 * A task failed, and nobody heard of that: who took items out of the queue that is waited for, or else anybody. What it would have done for the others is
 * done by nobody.
 *
 * @param said why the wait can never end
 */
export function failedBefore(
  run: Run,
  story: Story,
  wait: Wait,
  said: string,
): Pick<Explanation, "message" | "hint" | "at"> | null {
  // Who waits for an item is kept waiting by who puts none in.
  const isTaken = /nothing left can call taskDone|it is full/u.test(said);
  const failed = run.tasks.slice(1).filter(({ state, error }) => state === "failed" && error?.at != null);
  const took = isTaken ? failed.find(({ id }) => story.tasks.get(id)?.sources.has(wait.what) === true) : undefined;
  const task = took ?? failed.find((each) => isUnheard(story, each));
  const waiting = wait.frames.at(-1)!.at;
  const at = task?.error?.at ?? null;
  if (task === undefined || at === null) return null;
  const fell = `failed at ${showDuration(task.endedMs!)} with ${task.error!.name} on ${showLine(at, at)}`;
  const line = showLine(waiting, at);
  return {
    message:
      task === took
        ? `${showTask(task)} took items out of ${wait.what} and ${fell}. What it leaves undone is done by nobody, and ${line} waits for that.`
        : `${showTask(task)} ${fell}, and nobody waits for it. What ${line} waits for, ${wait.kind === "native" ? "a promise" : wait.what}, nothing ends any more.`,
    hint:
      task === took
        ? "Should it fail there? If it may, who is to do what it leaves undone?"
        : `Should it fail there? If it may, who hears of that, and who then ends the wait on ${line}?`,
    at,
  };
}

/** Waits for several tasks name them. */
function isUnheard({ waits }: Story, { id, name }: TaskRecord): boolean {
  return !waits.some(({ on, what }) => on === id || what.split(/, |: /u).includes(`task ${name}`));
}
