import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import { tellStory } from "../story/story.ts";
import { endOfError } from "../story/where-errors-end.ts";
import { limitIndex } from "./time-up.ts";

/** A `catch` that is longer makes its value of more than the error. */
const FEW_LINES = 10;

/** The line that gave the time whose end came to the `catch` in which this was made, at the same moment; null when none did. */
export function timeBehind(run: Run, made: Position, atMs: number): Position | null {
  if (isCutOff(run)) return null;
  const story = tellStory(run);
  const us = atMs * 1000;
  const last = run.text?.catches
    ?.filter(({ at }) => at.file === made.file && at.line <= made.line && made.line - at.line < FEW_LINES)
    .toSorted((a, b) => a.at.line - b.at.line)
    .at(-1);
  if (last === undefined) return null;
  for (const wait of story.waits) {
    if (!wait.cut || Math.abs(wait.endedUs - us) >= 1) continue;
    const limit = limitIndex(story, wait);
    const at = wait.frames[limit]?.at;
    if (at !== undefined && story.awaits.isLimited(at) && endOfError(run, wait.frames.slice(0, limit + 1)) === last)
      return at;
  }
  return null;
}
