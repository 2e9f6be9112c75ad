import type { FutureCore } from "./future.ts";
import { HandleCore } from "./handle.ts";
import { loop } from "./loop.ts";
import { TimerCore } from "./timer.ts";

/** Ends a wait when the time is over. */
export class ReleaseTimer extends TimerCore {
  readonly #waiter: FutureCore;

  constructor(when: number, waiter: FutureCore) {
    super(when);
    this.#waiter = waiter;
  }

  start(): void {
    if (this.when !== Infinity) loop.callAt(this.when, this);
  }

  protected fire(): boolean {
    if (!this.#waiter.done) this.#waiter.finish(undefined);
    return false;
  }
}

/** A done callback that ends a wait for `waiter`. */
export class Release extends HandleCore {
  readonly #waiter: FutureCore;
  readonly #of: FutureCore;

  constructor(waiter: FutureCore, of: FutureCore) {
    super();
    this.#waiter = waiter;
    this.#of = of;
  }

  run(): boolean {
    if (!this.#waiter.done) {
      this.#waiter.waker = this.#of.taskId;
      this.#waiter.finish(undefined);
    }
    return false;
  }
}
