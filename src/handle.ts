import type { TaskId } from "./observer.ts";

/**
 * One entry of the ready queue: a piece of work that the loop runs in one go, followed by every microtask that it caused.
 * Handles are never seen by learners (what `callSoon` gives them is a shell around one).
 */
export abstract class HandleCore {
  // Set in the constructor, not as an initialized field: with many subclasses, defining a field costs V8 ten times as much
  // as setting a property. The same in TimerCore and FutureCore.
  declare cancelled: boolean;

  constructor() {
    this.cancelled = false;
  }

  /** A timer that belongs to the world and not to the run during which it was set: plain `setTimeout` and the like. */
  get outlivesRun(): boolean {
    return false;
  }

  /** Id of the task whose step this is; 0 for everything else. */
  get stepOf(): TaskId {
    return 0;
  }

  /** Gives true when a microtask may have been queued, so that the loop has to drain before the next handle. */
  abstract run(): boolean;
}
