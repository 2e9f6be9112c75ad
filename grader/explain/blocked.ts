import { showDuration } from "./duration.ts";
import type { Explanation } from "./explanation.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Wait } from "./story.ts";

/** Locks and permits that the critical path had to queue for, each with what that cost in all. */
export function findBlocked(path: CriticalPath): Explanation[] {
  const byResource = new Map<string, Wait[]>();
  for (const wait of path.blocked) {
    if (wait.kind !== "lock" && wait.kind !== "semaphore") continue;
    const same = byResource.get(wait.what);
    if (same) same.push(wait);
    else byResource.set(wait.what, [wait]);
  }
  return [...byResource.values()].map(explain);
}

function explain(waits: readonly Wait[]): Explanation {
  const first = waits[0]!;
  const at = first.frames.at(-1)?.at ?? null;
  const costMs = unionUs(waits) / 1000;
  const where = at === null ? "" : ` in line ${at.line}`;
  return first.kind === "lock"
    ? {
        code: "lock-held",
        message: `The tasks queued for the lock${where}, ${showDuration(costMs)} in all: one held it while it waited for something else.`,
        hint: "What must nobody else do meanwhile? Hold the lock only for that, and not while you wait for an answer.",
        at,
        costMs,
      }
    : {
        code: "narrow-limit",
        message: `The tasks queued for the semaphore${where}, ${showDuration(costMs)} in all: it let fewer in at once than it may.`,
        hint: "How many at once does the exercise allow? Compare that with the number that the semaphore was made with.",
        at,
        costMs,
      };
}

/** Waits overlap where several tasks stood in one queue. */
function unionUs(waits: readonly Wait[]): number {
  let sum = 0;
  let until = 0;
  for (const wait of waits.toSorted((a, b) => a.beganUs - b.beganUs)) {
    sum += Math.max(0, wait.endedUs - Math.max(wait.beganUs, until));
    until = Math.max(until, wait.endedUs);
  }
  return sum;
}
