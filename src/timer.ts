import { HandleCore } from "./handle.ts";
import { loop } from "./loop.ts";
import { platform } from "./platform.ts";

/** What the heap of the loop holds. */
export interface Timer extends HandleCore {
  /** In the heap: not yet due, and counted there when it is cancelled. */
  scheduled: boolean;
}

/** Tells the observer of a new timer and gives its number, 0 when nobody listens. */
export function timerNumber(when: number): number {
  const { observer } = loop;
  if (observer === null) return 0;
  const number = loop.nextTimerNumber();
  observer.timerSet(number, when, platform().carrier.current()?.id ?? 0, platform().callSite());
  return number;
}

/** A handle with a deadline. `run` is for the subclass: what is to happen when the time has come. */
export abstract class TimerCore extends HandleCore implements Timer {
  declare scheduled: boolean;
  /** Microseconds since the outermost run began. */
  declare readonly when: number;
  /** The observer's number for it, 0 when nobody listens. */
  declare readonly number: number;
  /** A timer that has fired may still be cancelled by whoever set it, to no effect. */
  declare fired: boolean;

  constructor(when: number) {
    super();
    this.scheduled = false;
    this.fired = false;
    this.when = when;
    this.number = timerNumber(when);
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    if (this.scheduled) loop.timerCancelled();
    if (this.number !== 0 && !this.fired) loop.observer?.timerEnded(this.number, "cancelled");
  }

  run(): boolean {
    this.fired = true;
    if (this.number !== 0) loop.observer?.timerEnded(this.number, "fired");
    return this.fire();
  }

  /** Gives true when a microtask may have been queued. */
  protected abstract fire(): boolean;
}
