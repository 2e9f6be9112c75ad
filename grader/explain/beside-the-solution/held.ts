import type { Trace } from "../../sandbox/index.ts";

/** What went on under the locks of a run. In µs. */
export interface Held {
  /** How many different ones were taken, and how often in all. */
  readonly locks: number;
  readonly times: number;
  /** How long they were held in all. */
  readonly us: number;
  /** How long the holders themselves slept or waited for answers meanwhile: more than that went by only where they waited for others. */
  readonly workUs: number;
}

export function heldIn({ event, task, at, detail, ref }: Trace): Held {
  let [times, us, workUs] = [0, 0, 0];
  const locks = new Set<string>();
  const since = new Map<string, number>();
  const holding = new Map<number, number>();
  const began = new Map<number, number>();
  for (const [row, each] of event.entries()) {
    const [id, what] = [task[row]!, detail[row]!];
    if (each === "held" && what.startsWith("lock")) {
      times += 1;
      locks.add(what);
      since.set(what, at[row]!);
      holding.set(id, (holding.get(id) ?? 0) + 1);
    } else if (each === "given-back" && since.has(what)) {
      us += at[row]! - since.get(what)!;
      since.delete(what);
      holding.set(id, Math.max(0, (holding.get(id) ?? 0) - 1));
    } else if (each === "wait-began" && isWork(what) && (holding.get(id) ?? 0) > 0) {
      began.set(ref[row]!, at[row]!);
    } else if (each === "wait-ended" && began.has(ref[row]!)) {
      workUs += at[row]! - began.get(ref[row]!)!;
    }
  }
  return { locks: locks.size, times, us, workUs };
}

function isWork(what: string): boolean {
  return what.startsWith("sleep") || what.startsWith("request");
}

/**
 * Whether locks were held for more than in the solution's run. Null where nobody knows: they were taken another number of times, so that they are not the
 * same locks, or were held longer without more work of their holders', who then waited for others.
 */
export function isHeldLonger(own: Held, solution: Held): boolean | null {
  if (own.times !== solution.times) return null;
  if (own.us <= solution.us) return false;
  return own.workUs > solution.workUs ? true : null;
}

/** Whether the solution takes a lock as often, but not always the same: who need not exclude one another there does so here. */
export function isOneForMore(own: Held, solution: Held): boolean {
  return own.times === solution.times && own.locks < solution.locks;
}
