import { sealClass } from "./seal.ts";
import type { CoroutineObject } from "./coroutine.ts";
import { microseconds } from "./delay.ts";
import { CancelledError, RuntimeError } from "./errors.ts";
import { HandleCore } from "./handle.ts";
import { requireBody, runBody } from "./inline.ts";
import { primitive } from "./library.ts";
import { loop } from "./loop.ts";
import { timeoutError } from "./stackless.ts";
import type { TaskCore } from "./task.ts";
import { TimerCore } from "./timer.ts";

/** The deadline of one `timeout`, for the body to ask and to move. */
export class Timeout {
  readonly #core: TimeoutCore;

  constructor(core: TimeoutCore) {
    if (!(core instanceof TimeoutCore))
      throw new RuntimeError("A Timeout is what timeout(ms, async (t) => …) passes to its body.");
    this.#core = core;
  }

  /** The deadline in milliseconds of `loop.time()`, null for none. */
  when(): number | null {
    const { when } = this.#core;
    return when === null ? null : when / 1000;
  }

  /**
   * Moves the deadline; null takes it away.
   *
   * @throws RuntimeError when the timeout has expired or its body has ended
   */
  reschedule(when: number | null): void {
    this.#core.reschedule(when === null ? null : microseconds(when, "reschedule()"));
  }

  expired(): boolean {
    return this.#core.expired;
  }
}

class TimeoutCore {
  readonly #task: TaskCore;
  /** Requests that were outstanding at entry: none of our business at the exit. */
  readonly #cancelling: number;
  when: number | null;
  #state: "active" | "expiring" | "expired" | "finished" = "active";
  #handle: HandleCore | null = null;

  constructor(task: TaskCore, when: number | null) {
    this.#task = task;
    this.#cancelling = task.cancelRequests;
    this.when = when;
    this.#schedule();
  }

  get expired(): boolean {
    return this.#state === "expiring" || this.#state === "expired";
  }

  reschedule(when: number | null): void {
    if (this.#state !== "active") {
      throw new RuntimeError(
        `reschedule() of a timeout that is ${this.#state}. Only the body of a running timeout can move its deadline.`,
      );
    }
    this.when = when;
    this.#unschedule();
    this.#schedule();
  }

  /** The body has ended. True when the CancelledError that left it was our doing and nobody else's. */
  leave(cancelled: boolean): boolean {
    this.#unschedule();
    if (this.#state === "expiring") {
      this.#state = "expired";
      return this.#task.uncancel() <= this.#cancelling && cancelled;
    }
    this.#state = "finished";
    return false;
  }

  expire(): void {
    this.#handle = null;
    this.#task.cancel(undefined);
    this.#state = "expiring";
  }

  #schedule(): void {
    if (this.when === null || this.when === Infinity) return;
    if (this.when <= loop.now()) {
      const handle = new ExpireSoon(this);
      this.#handle = handle;
      loop.callSoon(handle);
    } else {
      const timer = new ExpireLater(this.when, this);
      this.#handle = timer;
      loop.callAt(this.when, timer);
    }
  }

  #unschedule(): void {
    const handle = this.#handle;
    this.#handle = null;
    if (handle instanceof TimerCore) handle.cancel();
    else if (handle !== null) handle.cancelled = true;
  }
}

class ExpireSoon extends HandleCore {
  readonly #timeout: TimeoutCore;

  constructor(timeout: TimeoutCore) {
    super();
    this.#timeout = timeout;
  }

  run(): boolean {
    this.#timeout.expire();
    return false;
  }
}

class ExpireLater extends TimerCore {
  readonly #timeout: TimeoutCore;

  constructor(when: number, timeout: TimeoutCore) {
    super(when);
    this.#timeout = timeout;
  }

  protected fire(): boolean {
    this.#timeout.expire();
    return false;
  }
}

/**
 * Runs `body` in the current task and cancels it after `ms` milliseconds; the CancelledError then becomes a TimeoutError on
 * its way out. null means no deadline.
 */
export function timeout<T>(ms: number | null, body: (t: Timeout) => Promise<T>): CoroutineObject<T> {
  requireBody(body, "timeout(ms, body)");
  const delay = ms === null ? null : microseconds(ms, "timeout()");
  return deadline("timeout", body, () => (delay === null ? null : loop.now() + delay));
}

/** The same with an instant of `loop.time()` instead of a duration. */
export function timeoutAt<T>(when: number | null, body: (t: Timeout) => Promise<T>): CoroutineObject<T> {
  requireBody(body, "timeoutAt(when, body)");
  const instant = when === null ? null : microseconds(when, "timeoutAt()");
  return deadline("timeoutAt", body, () => instant);
}

function deadline<T>(name: string, body: (t: Timeout) => Promise<T>, when: () => number | null): CoroutineObject<T> {
  return primitive(name, (task, site, resolve, reject) => {
    const began = loop.now();
    const core = new TimeoutCore(task, when());
    const shell = new Timeout(core);
    runBody(
      { task, site },
      () => body(shell),
      (result) => {
        core.leave(false);
        resolve(result);
      },
      (error) => {
        if (core.leave(error instanceof CancelledError)) {
          reject(timeoutError(`timed out after ${(loop.now() - began) / 1000} ms`, site !== null));
        } else reject(error);
      },
    );
  });
}

sealClass(Timeout);
