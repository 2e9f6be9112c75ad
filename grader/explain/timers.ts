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
  firedUs: number;
}

/** Timers of a run, told row by row: which one ended a wait that no task ended. */
export class Timers {
  readonly #trace: Trace;
  readonly #set = new Map<number, Timer>();
  #fired: Timer[] = [];
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
        firedUs: 0,
      };
      this.#set.set(ref[row]!, timer);
      this.#latest = timer;
    } else if (event[row] === "timer-ended") {
      const timer = this.#set.get(ref[row]!) ?? null;
      this.#set.delete(ref[row]!);
      this.#running = detail[row] === "fired" ? timer : null;
      if (this.#running === null) return;
      this.#running.firedUs = us;
      this.#fired = [...this.#fired.filter(({ firedUs }) => firedUs === us), this.#running];
    } else {
      if (event[row] === "wait-began" && latest !== null && detail[row]!.startsWith("sleep")) latest.isSleep = true;
      this.#running = null;
    }
  }

  /** The timers, one after the other, that a wait of this task from `sinceUs` until now came to; none when it was something else. */
  legsUntil(us: number, sinceUs: number, task: number): readonly Leg[] {
    const own = this.#fired.filter((timer) => timer.firedUs === us && !timer.isSleep && timer.at !== null);
    let timer = own.findLast((each) => each.task === task) ?? own.at(-1) ?? null;
    const legs: Leg[] = [];
    while (timer !== null && timer.firedUs > sinceUs) {
      legs.unshift({ fromUs: Math.max(timer.setUs, sinceUs), toUs: timer.firedUs, at: timer.at ?? own[0]!.at! });
      timer = timer.parent;
    }
    return legs;
  }
}
