import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/** Shorter results stand in a line by chance. */
const leastText = 3;

/**
 * A line that came too late shows what one task gave, and somebody had taken that long before: it was kept, and handed on only after other waits.
 * @param wantedMs when the line should have come
 */
export function explainHadAlready(
  run: Run,
  text: string,
  atMs: number,
  wantedMs: readonly string[],
): Explanation | null {
  if (isCutOff(run)) return null;
  const given = run.tasks.filter(
    ({ result, endedMs }) =>
      typeof result === "string" &&
      result.length >= leastText &&
      text.includes(result) &&
      endedMs !== null &&
      endedMs < atMs,
  );
  const [task, ...others] = given;
  if (task === undefined || others.length > 0 || !wantedMs.includes(String(task.endedMs))) return null;
  const us = Math.round(task.endedMs! * 1000);
  // The next of several that are ready is waited for as a task, but as none in particular.
  const taken = tellStory(run).waits.find(
    (wait) => wait.endedUs === us && wait.task !== task.id && wait.kind === "task" && wait.frames.length > 0,
  );
  const at = taken?.frames.at(-1)?.at;
  if (at === undefined) return null;
  return {
    code: "had-already",
    message: `What it shows came from ${showTask(task)}, and line ${at.line} had it at ${showDuration(task.endedMs!)} already. It was handed on only at ${showDuration(atMs)}.`,
    hint: `What becomes of it after line ${at.line}, and what else is waited for before it goes on from there?`,
    at,
    costMs: 0,
  };
}
