import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace } from "../story/place.ts";

/** Locks that one line made, a new one in each call: nobody ever waits for such a lock. Null unless several were held at the same time. */
export function explainOwnLocks(run: Run): Explanation | null {
  const [at, ...more] = run.text?.freshLocks ?? [];
  if (at === undefined || more.length > 0) return null;
  // Of the locks of two lines, nobody can tell which is which.
  if ((run.makers ?? []).some((maker) => maker.kind === "lock" && !samePlace(maker.at, at))) return null;
  const { event, detail, task } = run.trace;
  const owners = new Map<string, Set<number>>();
  const open = new Set<string>();
  let most = 0;
  for (const [row, each] of event.entries()) {
    const lock = detail[row]!;
    if (!/^lock\b/.test(lock)) continue;
    if (each === "wait-began") return null;
    if (each === "held") {
      owners.set(lock, (owners.get(lock) ?? new Set()).add(task[row]!));
      open.add(lock);
      most = Math.max(most, open.size);
    } else if (each === "given-back") open.delete(lock);
  }
  if (most < 2 || [...owners.values()].some(({ size }) => size > 1)) return null;
  return {
    code: "own-locks",
    message: `Line ${at.line} makes a new lock each time: ${owners.size} were made, each was taken by one task only, and ${most} were held at the same time. So nobody waited for anybody.`,
    hint: "Which tasks must not be at it at the same time, and how does each of them come to its lock?",
    at,
    costMs: 0,
  };
}
