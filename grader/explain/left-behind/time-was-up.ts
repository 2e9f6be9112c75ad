import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { cancelsOf } from "../story/cancels.ts";
import { namesIn } from "./first-of-several.ts";
import { capital, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/**
 * A task that was not over when the time of a `wait` for it was up: that wait gives the task back, and stops nothing (asyncio.wait). Null where somebody told the
 * task to stop, or no such wait is known.
 */
export function explainTimeWasUp(run: Run, { id, name, createdAt }: TaskRecord): Explanation | null {
  if (cancelsOf(run.trace, id).length > 0) return null;
  const wait = tellStory(run).waits.findLast(
    ({ kind, cut, on, what, frames }) =>
      cut && kind === "task" && frames.length > 0 && (on === id || namesIn({ what }).has(name)),
  );
  const at = wait?.frames.at(-1)?.at;
  if (wait === undefined || at === undefined) return null;
  return {
    code: "not-awaited",
    message: `${capital(showLine(at, createdAt))} waited for it only until its time was up, at ${showDuration(wait.endedUs / 1000)}, and nothing stopped it then.`,
    hint: `What is to become of a task that is not over when the time on ${showLine(at, createdAt)} is up, and who tells it so?`,
    at,
    costMs: 0,
  };
}
