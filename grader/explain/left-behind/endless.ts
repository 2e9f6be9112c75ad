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

function roundOf({ endRow, awaits }: Story, { kind, endedRow, frames }: Wait): Position | null {
  const at = frames.at(-1)?.at;
  if (at === undefined || kind !== "sleep" || endedRow < endRow) return null;
  return awaits.isEndless(at) && awaits.takes(at) === null ? at : null;
}
