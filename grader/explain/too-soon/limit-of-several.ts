import { showDuration } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { showLines } from "../story/place.ts";
import { isCutOff } from "../story/cut-off.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { waitsIn, waitsOf } from "../story/waits-by.ts";
import { limitIndex } from "../wrong-values/time-up.ts";

/** A time limit around several waits that came one after the other: that it was up may be too soon for each of them. */
export function explainLimitOfSeveral(run: Run): Explanation | null {
  return isCutOff(run) ? null : findLimitOfSeveral(tellStory(run));
}

export function findLimitOfSeveral(story: Story): Explanation | null {
  for (const wait of story.waits) {
    if (!wait.cut) continue;
    const index = limitIndex(story, wait);
    const limit = wait.frames[index];
    if (limit === undefined || !story.awaits.isLimited(limit.at)) continue;
    const before = stepsBefore(story, wait, index);
    if (before.length === 0) continue;
    const lines = before.flatMap(({ task, frames }) => frames[task === wait.task ? index + 1 : 0]?.at ?? []);
    if (lines.length === 0) continue;
    return {
      code: "time-limit",
      message: `The time that line ${limit.at.line} gives was up at ${showDuration(wait.endedUs / 1000)}. What had been waited for before in that time, on ${showLines(lines)}, counts, too.`,
      hint: `What is the time on line ${limit.at.line} meant for: all that is waited for in it together, or one step of that?`,
      at: limit.at,
      costMs: 0,
    };
  }
  return null;
}

/** What was waited for within the limit, and had come, before the wait that it ended. */
function stepsBefore(story: Story, wait: Wait, index: number): readonly Wait[] {
  // The line may give such a time again and again: of one such time are those in the same call.
  const call = wait.frames[index + 1]?.frame;
  const inside = wait.on !== 0 ? waitsOf(story, wait.on) : call === undefined ? [] : waitsIn(story, call);
  return inside.filter(({ beganUs, endedUs }) => endedUs > beganUs && endedUs < wait.endedUs);
}
