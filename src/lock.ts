import { sealClass } from "./seal.ts";
import { awaitFuture } from "./awaiting.ts";
import type { CoroutineObject, Starter } from "./coroutine.ts";
import { CancelledError, RuntimeError } from "./errors.ts";
import { requireBody, runBody } from "./inline.ts";
import { type Caller, primitive, started } from "./library.ts";
import type { Site } from "./observer.ts";
import { Resource } from "./resource.ts";
import type { TaskCore } from "./task.ts";
import { Waiters } from "./waiters.ts";

type Resolve = (value: unknown) => void;

/** What Lock and Condition are built on. */
export class LockCore {
  readonly #resource = new Resource("lock", "nothing left can release it", 1);
  readonly #waiters = new Waiters();
  locked = false;

  /** At once only if nobody is before us: a lock that is free but promised to a waiter is not taken. */
  acquire(caller: Caller, resolve: Resolve, reject: Resolve): void {
    if (!this.locked && !this.#waiters.anyLeft) {
      this.#take(caller);
      resolve(true);
      return;
    }
    const waiter = this.#waiters.add();
    awaitFuture(
      waiter,
      caller.task,
      caller.site,
      () => {
        this.#waiters.remove(waiter);
        this.#take(caller);
        resolve(true);
      },
      (reason) => {
        this.#waiters.remove(waiter);
        if (reason instanceof CancelledError && !this.locked) this.#wakeFirst();
        reject(reason);
      },
      this.#resource,
    );
  }

  acquired(caller: Caller): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.acquire(caller, resolve, reject);
    });
  }

  release(): void {
    if (!this.locked) {
      throw new RuntimeError(
        "release() of a lock that nobody holds. Release once for each acquire(), or write lock.with(async () => { … }), which does both.",
      );
    }
    this.locked = false;
    this.#resource.givenBack();
    this.#wakeFirst();
  }

  #take({ task, site }: Caller): void {
    this.locked = true;
    this.#resource.taken(task, site);
  }

  /** One that is woken or cancelled already will come by here itself. */
  #wakeFirst(): void {
    const first = this.#waiters.first;
    if (first !== null && !first.done) first.finish(true);
  }
}

/** Null for what is no Lock. */
export let lockCoreOf: (lock: unknown) => LockCore | null;

/** One at a time, in order of arrival. Not reentrant: a task that holds it and acquires it again waits for itself. */
export class Lock {
  readonly #core = new LockCore();

  acquire(): CoroutineObject<boolean> {
    return primitive("Lock.acquire", (task, site, resolve, reject) => {
      this.#core.acquire({ task, site }, resolve, reject);
    });
  }

  /** @throws RuntimeError when nobody holds it */
  release(): void {
    this.#core.release();
  }

  locked(): boolean {
    return this.#core.locked;
  }

  /** Holds the lock while `body` runs, whatever becomes of it. */
  with<T>(body: () => Promise<T>): CoroutineObject<T> {
    requireBody(body, "lock.with()");
    return withLock("Lock.with", this.#core, body);
  }

  static {
    lockCoreOf = (lock) => (typeof lock === "object" && lock !== null && #core in lock ? lock.#core : null);
  }
}

/** Anything that is acquired and released. */
interface Acquirable {
  acquire(caller: Caller, resolve: Resolve, reject: Resolve): void;
}
interface Releasable {
  release(): void;
}

/**
 * What `with` starts from. An object and not closures, because a hundred thousand tasks may wait in line with one each.
 */
class Section implements Starter {
  readonly #acquirable: Acquirable;
  readonly #releasable: Releasable;
  readonly #body: () => unknown;

  constructor(acquirable: Acquirable, releasable: Releasable, body: () => unknown) {
    this.#acquirable = acquirable;
    this.#releasable = releasable;
    this.#body = body;
  }

  start(task: TaskCore, site: Site | null, resolve: Resolve, reject: Resolve): void {
    this.#acquirable.acquire({ task, site }, () => this.#enter({ task, site }, resolve, reject), reject);
  }

  #enter(caller: Caller, resolve: Resolve, reject: Resolve): void {
    runBody(
      caller,
      this.#body,
      (value) => {
        if (this.#leave(reject)) resolve(value);
      },
      (reason) => {
        if (this.#leave(reject)) reject(reason);
      },
    );
  }

  #leave(reject: Resolve): boolean {
    try {
      this.#releasable.release();
      return true;
    } catch (error) {
      reject(error);
      return false;
    }
  }
}

/** `releasable` where releasing is another's business than acquiring. */
export function withLock<T>(
  name: string,
  core: Acquirable & Releasable,
  body: () => Promise<T>,
  releasable: Releasable = core,
): CoroutineObject<T> {
  return started<T>(name, new Section(core, releasable, body));
}

sealClass(Lock);
