import type { Run, TaskRecord } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { waitsOf } from "../story/waits-by.ts";

/** Those that the end of the run met in a sleep of a loop that has no end. */
export function endlessTasks(story: Story): ReadonlySet<number> {
  return new Set(story.waits.filter((wait) => roundOf(story, wait) !== null).map(({ task }) => task));
}

/** Where such a task slept at the end, if nobody had told it to stop; null for any other. */
export function endlessRound(run: Run, { id }: TaskRecord): Position | null {
  const story = tellStory(run);
  const last = waitsOf(story, id).at(-1);
  return last === undefined || cancelsOf(run.trace, id).length > 0 ? null : roundOf(story, last);
}

/** Who does nothing but sleep in such a loop has to be stopped by somebody, whenever that is. */
export function goesRound(story: Story, task: number): boolean {
  const last = waitsOf(story, task).at(-1);
  return last !== undefined && sleepOf(story, last) !== null;
}

function roundOf(story: Story, wait: Wait): Position | null {
  return wait.endedRow < story.endRow ? null : sleepOf(story, wait);
}

function sleepOf({ awaits }: Story, { kind, frames }: Wait): Position | null {
  const at = frames.at(-1)?.at;
  return at !== undefined && kind === "sleep" && awaits.isEndless(at) && awaits.takes(at) === null ? at : null;
}
