import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration, showText } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { endOfError, nameOfEnd } from "../story/where-errors-end.ts";

/** A task that was told to stop in a wait, and failed instead: what caught the CancelledError threw another error. Null for all other tasks. */
export function explainReplacedCancel(run: Run, task: TaskRecord): Explanation | null {
  const { event, site, at, task: ids } = run.trace;
  if (task.state !== "failed" || task.error === null) return null;
  const row = event.findLastIndex((each, index) => each === "cancel-requested" && ids[index] === task.id);
  const wait = tellStory(run).waits.find(
    (each) => each.task === task.id && each.beganRow < row && each.endedRow > row && each.endedUs === at[row],
  );
  const end = row < 0 || wait === undefined ? null : endOfError(run, wait.frames);
  if (end === null) return null;
  const { error } = task;
  const asked = site[row] ?? null;
  const where = asked === null ? "" : ` on ${showLine(asked, error.at)}`;
  const name = `${error.name}${error.message === "" ? "" : `: ${showText(error.message.replace(/\.$/u, ""))}`}`;
  const thrower =
    error.at === null ? `an error was thrown in its place, ${name}` : `line ${error.at.line} threw ${name}`;
  return {
    code: "replaced-cancel",
    message: `It was cancelled${where} at ${showDuration(at[row]! / 1000)}. The CancelledError came to ${nameOfEnd(end, error.at ?? end.at)}, and ${thrower}.`,
    hint: "A cancel reaches the task as an error, too. Which errors does this catch have an answer to, and what should become of the others?",
    at: error.at ?? end.at,
    costMs: 0,
  };
}
