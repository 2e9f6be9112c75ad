import { sealClass } from "./seal.ts";
import { park } from "./awaiting.ts";
import type { CoroutineObject } from "./coroutine.ts";
import { CancelledError, RuntimeError } from "./errors.ts";
import { requireBody } from "./inline.ts";
import { type Caller, library, primitive } from "./library.ts";
import { type Lock, LockCore, lockCoreOf, withLock } from "./lock.ts";
import { platform } from "./platform.ts";
import type { Site } from "./observer.ts";
import { Resource } from "./resource.ts";
import { Waiters } from "./waiters.ts";

export class ConditionCore {
  readonly lock: LockCore;
  readonly #resource: Resource;
  readonly #waiters = new Waiters();
  #notified = 0;
  #last: { readonly call: string; readonly site: Site | null; readonly woken: number } | null = null;

  constructor(lock: LockCore, resource: Resource) {
    this.lock = lock;
    this.#resource = resource;
  }

  /** Gives the lock away, waits for a notify, and has the lock again in any case, cancelled or not. */
  async wait(caller: Caller): Promise<true> {
    if (!this.lock.locked) throw notHeld("wait()");
    this.lock.release();
    const waiter = this.#waiters.add();
    const before = this.#notified;
    const resource = this.#resource.but(() => this.#whyAsleep(this.#notified > before));
    try {
      await park(caller.task, caller.site, waiter, resource);
    } catch (error) {
      this.#waiters.remove(waiter);
      await this.#takeLockAgain(caller);
      throw error;
    }
    this.#waiters.remove(waiter);
    await this.#takeLockAgain(caller);
    return true;
  }

  async waitFor<T>(caller: Caller, predicate: () => T): Promise<T> {
    const ask = () => platform().carrier.run(caller.task, predicate, caller.site);
    let result = ask();
    while (!result) {
      await this.wait(caller);
      result = ask();
    }
    return result;
  }

  /** @param call as the submission wrote it; null when it did not */
  notify(count: number, call: string | null = null): void {
    if (!this.lock.locked) throw notHeld("notify()");
    const woken = this.#waiters.wake(count);
    if (call === null) return;
    this.#notified += 1;
    this.#last = { call, site: platform().callSite(), woken };
  }

  /** @param waited whether whoever waits did so when it was notified last */
  #whyAsleep(waited: boolean): string {
    const { hopeless } = this.#resource;
    if (this.#last === null) return hopeless;
    const { call, site, woken } = this.#last;
    const what = `${call}${site === null ? "" : ` at ${platform().showSite(site)}`}`;
    if (waited) return `${what} woke only ${woken === 1 ? "one" : woken} of those that waited`;
    return woken === 0 ? `${what} came when nobody waited, and ${hopeless}` : hopeless;
  }

  /** A cancel that comes meanwhile is kept until the lock is taken. */
  async #takeLockAgain(caller: Caller): Promise<void> {
    let cancelled = false;
    for (;;) {
      try {
        await this.lock.acquired(caller);
        break;
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        cancelled = true;
      }
    }
    if (cancelled) throw new CancelledError();
  }
}

/** Waits for something that another task changes under the same lock and then tells with `notify`. */
export class Condition {
  readonly #core: ConditionCore;

  /** @throws RuntimeError when `lock` is no Lock */
  constructor(lock?: Lock) {
    const core = lock === undefined || lock === null ? new LockCore() : lockCoreOf(lock);
    if (core === null) throw new RuntimeError("new Condition() takes a Lock, or nothing: new Condition(lock).");
    this.#core = new ConditionCore(core, new Resource("condition", "nothing left can notify it"));
  }

  acquire(): CoroutineObject<boolean> {
    return primitive("Condition.acquire", (task, site, resolve, reject) => {
      this.#core.lock.acquire({ task, site }, resolve, reject);
    });
  }

  /** @throws RuntimeError when nobody holds the lock */
  release(): void {
    this.#core.lock.release();
  }

  locked(): boolean {
    return this.#core.lock.locked;
  }

  /** Fails with RuntimeError when the lock is not held. */
  wait(): CoroutineObject<boolean> {
    return library("Condition.wait", (caller) => this.#core.wait(caller));
  }

  /** Waits until `predicate` gives something true, and gives that. */
  waitFor<T>(predicate: () => T): CoroutineObject<T> {
    if (typeof predicate !== "function") {
      throw new RuntimeError(
        "waitFor() takes a function that is asked after each notify: cond.waitFor(() => items.length > 0).",
      );
    }
    return library("Condition.waitFor", (caller) => this.#core.waitFor(caller, predicate));
  }

  /** @throws RuntimeError when the lock is not held */
  notify(n = 1): void {
    this.#core.notify(n, n === 1 ? "notify()" : `notify(${n})`);
  }

  /** @throws RuntimeError when the lock is not held */
  notifyAll(): void {
    this.#core.notify(Infinity, "notifyAll()");
  }

  /** Holds the lock while `body` runs. */
  with<T>(body: () => Promise<T>): CoroutineObject<T> {
    requireBody(body, "cond.with()");
    return withLock("Condition.with", this.#core.lock, body);
  }
}

function notHeld(call: string): RuntimeError {
  return new RuntimeError(
    `${call} of a condition needs its lock, but nobody holds it. Write cond.with(async () => { … }) around it.`,
  );
}

sealClass(Condition);
