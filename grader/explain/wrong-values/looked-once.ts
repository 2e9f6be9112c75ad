import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/** A wait for a condition that came back when somebody had said that something changed, and nothing looked again what; null when none did. */
export function explainLookedOnce(run: Run): Explanation | null {
  const looks = run.text?.waitsUnderIf ?? [];
  if (isCutOff(run) || looks.length === 0) return null;
  const { waits, endRow } = tellStory(run);
  for (const { at, wait: place } of looks) {
    const back = waits.find(
      ({ kind, frames, beganUs, endedUs, endedRow }) =>
        kind === "condition" &&
        beganUs < endedUs &&
        endedRow < endRow &&
        frames.some((frame) => samePlace(frame.at, place)),
    );
    const task = run.tasks.find(({ id }) => id === back?.task);
    if (back === undefined || task === undefined) continue;
    return {
      code: "looked-once",
      message: `The \`if\` on line ${at.line} looks only once: wait() came back in ${showTask(task)} at ${showDuration(back.endedUs / 1000)}, and nothing looked again whether it could go on.`,
      hint: "What does whoever comes back from wait() know for sure, and what may be otherwise by then?",
      at,
      costMs: 0,
    };
  }
  return null;
}
