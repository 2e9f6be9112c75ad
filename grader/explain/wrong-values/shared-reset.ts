import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { placeKey, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/** What each call of a function sets back and adds to, when two calls were at it at the same time; null when they were not. */
export function explainSharedReset(run: Run): Explanation | null {
  const resets = run.text?.sharedResets ?? [];
  if (resets.length === 0) return null;
  const waits = tellStory(run).waits.toSorted((a, b) => a.beganRow - b.beganRow);
  for (const { name, at, add, awaits } of resets) {
    const keys = new Set(awaits.map(placeKey));
    let last: { readonly frame: number; readonly endedRow: number } | null = null;
    for (const { frames, beganRow, endedRow } of waits) {
      const own = frames.find((each) => keys.has(placeKey(each.at)));
      if (own === undefined) continue;
      if (last !== null && last.frame !== own.frame && last.endedRow > beganRow) {
        return {
          code: "shared-reset",
          message: `Line ${at.line} sets \`${name}\` back in each call, ${showLine(add, at)} adds to it, and two calls were at it at the same time, although they share it.`,
          hint: `Whose is \`${name}\`: does it belong to all the calls together, or to each one?`,
          at,
          costMs: 0,
        };
      }
      if (last === null || endedRow > last.endedRow || last.frame === own.frame) last = { frame: own.frame, endedRow };
    }
  }
  return null;
}
