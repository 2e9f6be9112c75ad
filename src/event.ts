import { sealClass } from "./seal.ts";
import { awaitFuture } from "./awaiting.ts";
import type { CoroutineObject } from "./coroutine.ts";
import { type Caller, primitive } from "./library.ts";
import { Resource } from "./resource.ts";
import { Waiters } from "./waiters.ts";
import type { WaitedFor } from "./wakeup.ts";

type Resolve = (value: unknown) => void;

export class EventCore {
  readonly #resource: WaitedFor;
  readonly #waiters = new Waiters();
  isSet: boolean;

  constructor(resource: WaitedFor, isSet: boolean) {
    this.#resource = resource;
    this.isSet = isSet;
  }

  set(): void {
    if (this.isSet) return;
    this.isSet = true;
    this.#waiters.wake(Infinity);
  }

  wait({ task, site }: Caller, resolve: Resolve, reject: Resolve): void {
    if (this.isSet) {
      resolve(true);
      return;
    }
    const waiter = this.#waiters.add();
    awaitFuture(
      waiter,
      task,
      site,
      () => {
        this.#waiters.remove(waiter);
        resolve(true);
      },
      (reason) => {
        this.#waiters.remove(waiter);
        reject(reason);
      },
      this.#resource,
    );
  }
}

/** A flag that tasks can wait for. Who was woken goes on, even if `clear()` follows at once. */
export class Event {
  readonly #core = new EventCore(new Resource("event", "nothing left can set it"), false);

  isSet(): boolean {
    return this.#core.isSet;
  }

  set(): void {
    this.#core.set();
  }

  clear(): void {
    this.#core.isSet = false;
  }

  wait(): CoroutineObject<boolean> {
    return primitive("Event.wait", (task, site, resolve, reject) => {
      this.#core.wait({ task, site }, resolve, reject);
    });
  }
}

sealClass(Event);
