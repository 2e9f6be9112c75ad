import type { Trace } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { keptFor } from "./kept-for.ts";

export type ResourceKind = "lock" | "semaphore";

/** One stay of a task in what only so many may be in, from being taken to being given back. */
export interface Hold {
  readonly kind: ResourceKind;
  /** `lock 3`. */
  readonly what: string;
  readonly task: number;
  readonly fromRow: number;
  readonly fromUs: number;
  /** Infinity while it is held. */
  toRow: number;
  toUs: number;
  /** Where it was taken. */
  readonly takenAt: Position | null;
  /** Where it was given back. */
  backAt: Position | null;
}

interface Open {
  readonly all: Set<Hold>;
  readonly byTask: Map<number, Hold[]>;
}

/** In the order in which they began. */
export const holdsOf = keptFor((trace: Trace): readonly Hold[] => {
  const holds: Hold[] = [];
  const open = new Map<string, Open>();
  for (const [row, event] of trace.event.entries()) {
    if (event !== "held" && event !== "given-back") continue;
    const what = trace.detail[row]!;
    const kind = /^(lock|semaphore)\b/.exec(what)?.[1] as ResourceKind | undefined;
    if (kind === undefined) continue;
    const [task, us] = [trace.task[row]!, trace.at[row]!];
    const same = open.get(what) ?? { all: new Set(), byTask: new Map() };
    open.set(what, same);
    const own = same.byTask.get(task) ?? [];
    same.byTask.set(task, own);
    const place = trace.site[row] ?? null;
    if (event === "held") {
      const never = { toRow: Number.POSITIVE_INFINITY, toUs: Number.POSITIVE_INFINITY, backAt: null };
      const hold: Hold = { kind, what, task, fromRow: row, fromUs: us, takenAt: place, ...never };
      holds.push(hold);
      same.all.add(hold);
      own.push(hold);
      continue;
    }
    // Somebody else may give it back: then it is the oldest that ends.
    const [ended] = own.length > 0 ? own : same.all;
    if (ended === undefined) continue;
    same.all.delete(ended);
    same.byTask.get(ended.task)!.shift();
    ended.toRow = row;
    ended.toUs = us;
    ended.backAt = place;
  }
  return holds;
});
