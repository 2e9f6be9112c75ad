import type { Trace } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";

/** From when a timer was set to when it fired, in µs. */
export interface Leg {
  readonly fromUs: number;
  readonly toUs: number;
  /** Where the first of a chain was set. */
  readonly at: Position;
}

interface Timer {
  readonly task: number;
  readonly setUs: number;
  readonly at: Position | null;
  /** The one whose callback set this one: an interval, or a function that sets itself again. */
  readonly parent: Timer | null;
  /** Behind a sleep() of the runtime's own. Those behind a request and the like have no place. */
  isSleep: boolean;
  readonly setRow: number;
  firedUs: number;
  firedRow: number;
}

/** Timers of the submission's own, one set by the other, of which the last fired at some moment. */
export interface Chain {
  readonly legs: readonly Leg[];
  /** Where the first of them was set. */
  readonly setRow: number;
}

/** Timers of a run, told row by row: which one ended a wait that no task ended. */
export class Timers {
  readonly #trace: Trace;
  readonly #set = new Map<number, Timer>();
  /** In the order of the trace. */
  readonly #fired: Timer[] = [];
  /** Whose callback is running. */
  #running: Timer | null = null;
  #latest: Timer | null = null;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  take(row: number): void {
    const { at, event, task, ref, detail, site } = this.#trace;
    const us = at[row]!;
    const latest = this.#latest;
    this.#latest = null;
    if (event[row] === "timer-set") {
      const parent = this.#running;
      const timer: Timer = {
        task: task[row]!,
        setUs: us,
        at: site[row] ?? parent?.at ?? null,
        parent,
        isSleep: false,
        setRow: row,
        firedUs: 0,
        firedRow: 0,
      };
      this.#set.set(ref[row]!, timer);
      this.#latest = timer;
    } else if (event[row] === "timer-ended") {
      const timer = this.#set.get(ref[row]!) ?? null;
      this.#set.delete(ref[row]!);
      this.#running = detail[row] === "fired" ? timer : null;
      if (this.#running === null) return;
      this.#running.firedUs = us;
      this.#running.firedRow = row;
      this.#fired.push(this.#running);
    } else {
      if (event[row] === "wait-began" && latest !== null && detail[row]!.startsWith("sleep")) latest.isSleep = true;
      this.#running = null;
    }
  }

  /**
   * The timers, one after the other, that a wait of this task from `sinceUs` to `us` came to; null when it was something else.
   * @param row only what is told before counts
   */
  chainUntil(us: number, row: number, sinceUs: number, task: number): Chain | null {
    const last = this.#fired.findLastIndex(({ firedRow }) => firedRow < row);
    let found: Timer | null = null;
    for (let i = last; i >= 0 && this.#fired[i]!.firedUs === us; i--) {
      const timer = this.#fired[i]!;
      if (timer.isSleep || timer.at === null) continue;
      found ??= timer;
      if (timer.task !== task) continue;
      found = timer;
      break;
    }
    if (found === null) return null;
    const legs: Leg[] = [];
    let first = found;
    for (let timer: Timer | null = found; timer !== null && timer.firedUs > sinceUs; timer = timer.parent) {
      legs.unshift({ fromUs: Math.max(timer.setUs, sinceUs), toUs: timer.firedUs, at: timer.at ?? found.at! });
      first = timer;
    }
    return { legs, setRow: first.setRow };
  }
}
