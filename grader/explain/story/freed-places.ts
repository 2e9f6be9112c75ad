import { firstNotBefore } from "./in-order.ts";
import type { Trace } from "../../sandbox/index.ts";
import type { Wait } from "./story.ts";

/** When a place of a lock or semaphore became free, and who gave it back. */
export interface Freed {
  readonly task: number;
  readonly endedUs: number;
  readonly endedRow: number;
}

interface Uses {
  readonly rows: number[];
  /** How many places were taken before each of these rows. */
  readonly before: number[];
  /** The most that were ever taken: as many as there are, when somebody looked whether one was free. */
  most: number;
}

/** The locks and semaphores of a run: since when one was free that somebody took without waiting for it. */
export class FreedPlaces {
  readonly #trace: Trace;
  #uses: ReadonlyMap<string, Uses> | null = null;
  #taken: ReadonlyMap<number, readonly number[]> | null = null;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** The place that a task took just after this sleep, when that had become free while it slept. */
  during({ task, beganRow, endedRow, endedUs }: Wait): Freed | null {
    const { at, detail } = this.#trace;
    const { uses, taken } = this.#told();
    const own = taken.get(task) ?? [];
    const row = own[firstAbove(own, endedRow)];
    if (row === undefined || at[row] !== endedUs) return null;
    const { rows, before, most } = uses.get(detail[row]!)!;
    for (let i = firstAbove(rows, row) - 2; i >= 0 && rows[i]! > beganRow; i--) {
      if (before[i]! < most) continue;
      return { task: this.#trace.task[rows[i]!]!, endedUs: at[rows[i]!]!, endedRow: rows[i]! };
    }
    return null;
  }

  #told(): { readonly uses: ReadonlyMap<string, Uses>; readonly taken: ReadonlyMap<number, readonly number[]> } {
    if (this.#uses !== null && this.#taken !== null) return { uses: this.#uses, taken: this.#taken };
    const { event, task, detail } = this.#trace;
    const uses = new Map<string, Uses>();
    const taken = new Map<number, number[]>();
    const now = new Map<string, number>();
    for (const [row, each] of event.entries()) {
      if (each !== "held" && each !== "given-back") continue;
      const what = detail[row]!;
      const before = now.get(what) ?? 0;
      const after = Math.max(0, before + (each === "held" ? 1 : -1));
      now.set(what, after);
      const own = uses.get(what) ?? { rows: [], before: [], most: 0 };
      uses.set(what, own);
      own.rows.push(row);
      own.before.push(before);
      own.most = Math.max(own.most, after);
      if (each !== "held") continue;
      const rows = taken.get(task[row]!);
      if (rows) rows.push(row);
      else taken.set(task[row]!, [row]);
    }
    this.#uses = uses;
    this.#taken = taken;
    return { uses, taken };
  }
}

function firstAbove(rows: readonly number[], row: number): number {
  return firstNotBefore(rows, (each) => each <= row);
}
