import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";

/** The line that set the time whose end was an error; null when none ended a wait. */
export function explainTimeUp(run: Run): Explanation | null {
  // A later one may have been up.
  if (isCutOff(run)) return null;
  const story = tellStory(run);
  const cut = story.waits.findLast((wait) => wait.cut);
  const at = cut === undefined ? null : placeOfLimit(story, cut);
  if (cut === undefined || at === null) return null;
  return {
    code: "time-limit",
    message: `The time that ${showLine(at, at)} gave was up at ${showDuration(cut.endedUs / 1000)}.`,
    hint: "What should happen when the time is up: an error, or a value in its place? And what catches a TimeoutError here?",
    at,
    costMs: 0,
  };
}

/** The innermost await around a wait that was cut off whose time it can have been, or the wait itself. */
export function limitIndex({ awaits }: Story, { frames }: Wait): number {
  return Math.max(
    0,
    frames.findLastIndex(({ at }) => awaits.isLimited(at)),
  );
}

function placeOfLimit(story: Story, cut: Wait): Position | null {
  return cut.frames[limitIndex(story, cut)]?.at ?? null;
}
