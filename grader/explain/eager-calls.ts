import type { Run } from "../sandbox/index.ts";
import { isRequestWait } from "./request-wait.ts";
import { capital, samePlace, showLine } from "./place.ts";
import { tellStory, type Wait } from "./story.ts";

/**
 * Work that went on side by side inside one task: an async function that is called runs at once, with no task behind it, and nobody
 * can cancel it or ask for its state. A sentence and the line to look at; null when each task did one thing at a time.
 */
export function explainEagerCalls(run: Run): { readonly message: string; readonly at: Wait["frames"][0]["at"] } | null {
  const story = tellStory(run);
  for (const { waits } of story.tasks.values()) {
    const working = waits.filter(
      (wait) => wait.frames.length > 0 && (wait.kind !== "native" || isRequestWait(wait, run.requests)),
    );
    for (const [index, first] of working.entries()) {
      const second = working
        .slice(index + 1, index + 50)
        .find((other) => other.beganUs < first.endedUs && first.beganUs < other.endedUs && !isNested(first, other));
      if (second === undefined) continue;
      const [a, b] = [first, second].toSorted((x, y) => x.beganRow - y.beganRow) as [Wait, Wait];
      const [from, to] = [a.frames.at(-1)!.at, b.frames.at(-1)!.at];
      const where = samePlace(from, to)
        ? `Line ${to.line} waited in two calls at the same time`
        : `${capital(showLine(from, to))} and line ${to.line} waited at the same time`;
      return {
        message: `${where}, but in no task of its own: an async function that is called runs at once, as part of its caller's task.`,
        at: from,
      };
    }
  }
  return null;
}

/** One waits inside the other: the same frames, as far as the shorter stack goes. */
function isNested(a: Wait, b: Wait): boolean {
  const shorter = Math.min(a.frames.length, b.frames.length);
  return a.frames.slice(0, shorter).every(({ frame }, i) => frame === b.frames[i]!.frame);
}
