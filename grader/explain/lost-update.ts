import type { Run } from "../sandbox/index.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, showLine } from "./place.ts";
import { tellStory, type Wait } from "./story.ts";

/**
 * Two calls of one function were both between reading a variable and writing it: what the first wrote is lost. Null when that did not happen, or
 * does not show in the text of the submission.
 */
export function explainLostUpdate(run: Run): Explanation | null {
  const { waits, awaits } = tellStory(run);
  /** By the await: what went on last in it, and in which call. */
  const last = new Map<string, { readonly frame: number; readonly wait: Wait }>();
  for (const wait of waits.toSorted((a, b) => a.beganRow - b.beganRow)) {
    for (const { frame, at } of wait.frames) {
      const name = awaits.outdates(at);
      if (name === null) continue;
      const key = placeKey(at);
      const before = last.get(key);
      if (before !== undefined && before.frame !== frame && before.wait.endedRow > wait.beganRow) {
        return {
          code: "lost-update",
          message: `\`${name}\` is read before the wait on ${showLine(at, at)} and written after it, and two calls were there at the same time: the one that writes last does not know what the other wrote.`,
          hint: "May anybody else change it between the reading and the writing? If not, what keeps them from it?",
          at,
          costMs: 0,
        };
      }
      last.set(key, { frame, wait });
    }
  }
  return null;
}
