import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { callsAtOnce } from "../story/calls-at-once.ts";
import { showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/** What each call of a function sets back and adds to, when two calls were at it at the same time; null when they were not. */
export function explainSharedReset(run: Run): Explanation | null {
  const resets = run.text?.sharedResets ?? [];
  if (resets.length === 0) return null;
  const { waits } = tellStory(run);
  for (const { name, at, add, awaits } of resets) {
    if (callsAtOnce(waits, awaits) === null) continue;
    return {
      code: "shared-reset",
      message: `Line ${at.line} sets \`${name}\` back in each call, ${showLine(add, at)} adds to it, and two calls were at it at the same time, although they share it.`,
      hint: `Whose is \`${name}\`: does it belong to all the calls together, or to each one?`,
      at,
      costMs: 0,
    };
  }
  return null;
}
