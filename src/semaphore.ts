import { sealClass } from "./seal.ts";
import { suspend } from "./awaiting.ts";
import type { CoroutineObject } from "./coroutine.ts";
import { CancelledError, RuntimeError } from "./errors.ts";
import { requireBody } from "./inline.ts";
import { type Caller, primitive } from "./library.ts";
import { withLock } from "./lock.ts";
import { Resource } from "./resource.ts";
import { show } from "./show.ts";
import { type Waiter, Waiters } from "./waiters.ts";
import { type WaitedFor, Wakeup } from "./wakeup.ts";

type Resolve = (value: unknown) => void;

class SemaphoreCore {
  readonly #resource: Resource;
  readonly #waiters = new Waiters();
  value: number;

  constructor(value: number) {
    this.value = value;
    this.#resource = new Resource("semaphore", "nothing left can release it", value);
  }

  get locked(): boolean {
    return this.value === 0 || this.#waiters.anyLeft;
  }

  acquire(caller: Caller, resolve: Resolve, reject: Resolve): void {
    if (!this.locked) {
      this.value -= 1;
      this.#resource.taken(caller.task, caller.site);
      resolve(true);
      return;
    }
    suspend(new SemaphoreWakeup(this, this.#waiters.add(), caller, this.#resource, resolve, reject));
  }

  woken(waiter: Waiter, { task, site }: Wakeup): void {
    this.#waiters.remove(waiter);
    this.#resource.taken(task, site);
    if (this.value > 0) this.#wakeNext();
  }

  failed(waiter: Waiter, reason: unknown): void {
    this.#waiters.remove(waiter);
    // It was given a unit and cannot use it: the next one gets it.
    if (reason instanceof CancelledError && waiter.state !== "cancelled") {
      this.value += 1;
      this.#wakeNext();
    }
  }

  release(): void {
    this.value += 1;
    this.#resource.givenBack();
    this.#wakeNext();
  }

  /** The unit is given over here and now, so that nobody can take it before the woken one goes on. */
  #wakeNext(): void {
    const waiter = this.#waiters.firstAsleep();
    if (waiter === null) return;
    this.value -= 1;
    waiter.finish(true);
  }
}

class SemaphoreWakeup extends Wakeup {
  readonly #semaphore: SemaphoreCore;
  readonly #waiter: Waiter;

  constructor(
    semaphore: SemaphoreCore,
    waiter: Waiter,
    { task, site }: Caller,
    what: WaitedFor,
    resolve: Resolve,
    reject: Resolve,
  ) {
    super(task, waiter, what, site, resolve, reject);
    this.#semaphore = semaphore;
    this.#waiter = waiter;
  }

  protected override succeeded(): void {
    this.#semaphore.woken(this.#waiter, this);
    super.succeeded(true);
  }

  protected override failed(reason: unknown): void {
    this.#semaphore.failed(this.#waiter, reason);
    super.failed(reason);
  }
}

let unitsOf: (semaphore: Semaphore) => number;

/** At most `value` at a time, in order of arrival. */
export class Semaphore {
  readonly #core: SemaphoreCore;

  /** @throws RuntimeError when `value` is no number of 0 or more */
  constructor(value = 1) {
    if (typeof value !== "number" || !(value >= 0)) {
      throw new RuntimeError(
        `A semaphore starts with 0 or more, got ${show(value)}. Ten at a time is new Semaphore(10).`,
      );
    }
    this.#core = new SemaphoreCore(value);
  }

  acquire(): CoroutineObject<boolean> {
    return primitive("Semaphore.acquire", (task, site, resolve, reject) => {
      this.#core.acquire({ task, site }, resolve, reject);
    });
  }

  release(): void {
    this.#core.release();
  }

  /** True when acquire() would have to wait. */
  locked(): boolean {
    return this.#core.locked;
  }

  /** Has one of the units while `body` runs, whatever becomes of it. */
  with<T>(body: () => Promise<T>): CoroutineObject<T> {
    requireBody(body, "semaphore.with()");
    // Released by way of the shell: the one of the subclass may have something against it.
    return withLock("Semaphore.with", this.#core, body, this);
  }

  static {
    unitsOf = (semaphore) => semaphore.#core.value;
  }
}

/** A semaphore that notices when more is given back than was taken. */
export class BoundedSemaphore extends Semaphore {
  readonly #bound: number;

  /** @throws RuntimeError when `value` is no number of 0 or more */
  constructor(value = 1) {
    super(value);
    this.#bound = value;
  }

  /** @throws RuntimeError when everything has been given back already */
  override release(): void {
    if (unitsOf(this) >= this.#bound) {
      throw new RuntimeError(
        "release() of a BoundedSemaphore that has all its units already. Release once for each acquire(), or write semaphore.with(async () => { … }), which does both.",
      );
    }
    super.release();
  }
}

for (const shell of [Semaphore, BoundedSemaphore]) sealClass(shell);
