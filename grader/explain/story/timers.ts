import type { Trace } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { lastBelow } from "./in-order.ts";

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
  /** The first of all that led to this one; null when that is itself. */
  readonly root: Timer | null;
  /** Behind a sleep() of the runtime's own. Those behind a request and the like have no place. */
  isSleep: boolean;
  readonly setRow: number;
  firedUs: number;
  firedRow: number;
}

/** Timers of the submission's own, one set by the other, of which the last fired at some moment. Only who asks for them goes through all of them. */
export class Chain {
  readonly #last: Timer;
  readonly #sinceUs: number;
  #all: readonly Timer[] | null = null;
  #legs: readonly Leg[] | null = null;

  constructor(last: Timer, sinceUs: number) {
    this.#last = last;
    this.#sinceUs = sinceUs;
  }

  /** Whether they take up all the time since then. */
  get isWhole(): boolean {
    return this.#last.firedUs > this.#sinceUs && this.#root.setUs <= this.#sinceUs;
  }

  /** Where the last of them was set; null when it had fired before. */
  get at(): Position | null {
    return this.#last.firedUs > this.#sinceUs ? this.#last.at : null;
  }

  get legs(): readonly Leg[] {
    const since = this.#sinceUs;
    const at = this.#last.at!;
    return (this.#legs ??= this.#timers.map((timer) => ({
      fromUs: Math.max(timer.setUs, since),
      toUs: timer.firedUs,
      at: timer.at ?? at,
    })));
  }

  /** Where the first of them was set. */
  get setRow(): number {
    const first = this.#root.firedUs > this.#sinceUs ? this.#root : (this.#timers[0] ?? this.#last);
    return first.setRow;
  }

  get #root(): Timer {
    return this.#last.root ?? this.#last;
  }

  get #timers(): readonly Timer[] {
    if (this.#all !== null) return this.#all;
    const found: Timer[] = [];
    for (let timer: Timer | null = this.#last; timer !== null && timer.firedUs > this.#sinceUs; timer = timer.parent) {
      found.push(timer);
    }
    return (this.#all = found.toReversed());
  }
}

/** Timers of a run, told row by row: which one ended a wait that no task ended. */
export class Timers {
  readonly #trace: Trace;
  readonly #set = new Map<number, Timer>();
  /** Those of the submission's own, in the order of the trace. */
  readonly #fired: Timer[] = [];
  readonly #firedByTask = new Map<number, Timer[]>();
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
        root: parent?.root ?? parent,
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
      if (!this.#running.isSleep && this.#running.at !== null) this.#remember(this.#running);
    } else {
      if (event[row] === "wait-began" && latest !== null && detail[row]!.startsWith("sleep")) latest.isSleep = true;
      this.#running = null;
    }
  }

  #remember(timer: Timer): void {
    this.#fired.push(timer);
    const own = this.#firedByTask.get(timer.task);
    if (own === undefined) this.#firedByTask.set(timer.task, [timer]);
    else own.push(timer);
  }

  /**
   * The timers, one after the other, that a wait of this task from `sinceUs` to `us` came to; null when it was something else.
   * @param row only what is told before counts
   */
  chainUntil(us: number, row: number, sinceUs: number, task: number): Chain | null {
    const lastOf = (fired: readonly Timer[]): Timer | undefined => {
      const last = lastBelow(fired, ({ firedRow }) => firedRow, row);
      return last?.firedUs === us ? last : undefined;
    };
    const found = lastOf(this.#firedByTask.get(task) ?? []) ?? lastOf(this.#fired);
    return found === undefined ? null : new Chain(found, sinceUs);
  }
}

/** Whether the program has set a timer itself: what it then does later, nobody is seen to wait for. Those of the runtime have no place. */
export function hasOwnTimer({ event, site }: Trace): boolean {
  return event.some((each, row) => each === "timer-set" && site[row] !== null);
}
