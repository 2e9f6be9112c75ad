import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { capital, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { endOfError } from "../story/where-errors-end.ts";

/**
 * The error that stands in a value: the task that failed with it, and the line that waited for that task and took the error as its result. Null when
 * there is none, or nothing tells.
 * @param shown what stands there, as it is shown: `an instance of TimeoutError`
 */
export function explainErrorAsValue(run: Run, shown: string): Explanation | null {
  const name = /^an? (?:instance of )?([A-Z]\w*)/.exec(shown)?.[1];
  const task = run.tasks.find(({ error, state }) => state === "failed" && error?.name === name);
  if (name === undefined || task === undefined) return null;
  const end = tellStory(run)
    .waits.filter(({ what, frames }) => what.includes(`task ${task.name}`) && frames.length > 0)
    .map(({ frames }) => endOfError(run, frames))
    .find((each) => each !== null);
  const when = task.endedMs === null ? "" : ` at ${showDuration(task.endedMs)}`;
  const where = end == null ? "" : `. ${capital(showLine(end.at, end.at))} takes errors as if they were results`;
  return {
    code: "kept-error",
    message: `${showTask(task)} failed with ${name}${when}${where}.`,
    hint: "What should stand in the result for one that fails, and which line puts it there?",
    at: end?.at ?? task.createdAt,
    costMs: 0,
  };
}
