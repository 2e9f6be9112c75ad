import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/** A value that was read before its task had to wait for a lock, and written back behind it; null when no task had to. */
export function explainReadBeforeLock(run: Run): Explanation | null {
  const reads = run.text?.readsBeforeLock ?? [];
  if (reads.length === 0) return null;
  const { waits, endRow } = tellStory(run);
  for (const { name, at, lock, write } of reads) {
    const waited = waits.find(({ kind, frames, beganUs, endedUs, endedRow }) => {
      const place = frames.at(-1)?.at;
      const isLock = kind === "lock" || kind === "semaphore";
      return isLock && place !== undefined && samePlace(place, lock) && endedUs > beganUs && endedRow < endRow;
    });
    if (waited === undefined) continue;
    return {
      code: "read-before-lock",
      message: `\`${name}\` got its value on ${showLine(at, at)}, before the wait for the lock on ${showLine(lock, at)}. That wait went on until ${showDuration(waited.endedUs / 1000)} in one call, while another one had the lock: what ${showLine(write, at)} writes then is made of a value that may be out of date.`,
      hint: "What must not change between the reading and the writing, and which of the two does the lock guard?",
      at,
      costMs: 0,
    };
  }
  return null;
}
