import { showDuration } from "../../values/index.ts";
import { criticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import type { Story } from "../story/story.ts";

/** A run that was over too soon because the time of its last wait was up. */
export function findTooShortLimit(story: Story): Explanation | null {
  const last = criticalPath(story).stretches.at(-1);
  const limit = last?.wait.cut === true ? last.steps.findLast(({ at }) => story.awaits.isLimited(at)) : undefined;
  if (last === undefined || limit === undefined) return null;
  return {
    code: "time-limit",
    message: `The time that line ${limit.at.line} gave was up at ${showDuration(last.toUs / 1000)}, and so the wait there was called off.`,
    hint: "Which number decides when it is called off, and is that the right one here?",
    at: limit.at,
    costMs: 0,
  };
}
