import { FutureCore } from "./future.ts";

/**
 * A place in a queue of waiters. It leaves the queue when its task goes on, not when it is woken or cancelled: that is what
 * keeps others from overtaking.
 */
export class Waiter extends FutureCore {
  previous: Waiter | null = null;
  next: Waiter | null = null;
  queued = false;
}

/** Waiters in order of arrival: a doubly linked list, so that one of a hundred thousand can leave at no cost. */
export class Waiters {
  #first: Waiter | null = null;
  #last: Waiter | null = null;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get first(): Waiter | null {
    return this.#first;
  }

  add(): Waiter {
    const waiter = new Waiter();
    waiter.queued = true;
    waiter.previous = this.#last;
    if (this.#last === null) this.#first = waiter;
    else this.#last.next = waiter;
    this.#last = waiter;
    this.#length += 1;
    return waiter;
  }

  /** No effect when it has left already. */
  remove(waiter: Waiter): void {
    if (!waiter.queued) return;
    waiter.queued = false;
    this.#length -= 1;
    if (waiter.previous === null) this.#first = waiter.next;
    else waiter.previous.next = waiter.next;
    if (waiter.next === null) this.#last = waiter.previous;
    else waiter.next.previous = waiter.previous;
    waiter.previous = null;
    waiter.next = null;
  }

  /** The first one that is neither woken nor cancelled. */
  firstAsleep(): Waiter | null {
    for (let waiter = this.#first; waiter !== null; waiter = waiter.next) if (!waiter.done) return waiter;
    return null;
  }

  /** Whether somebody waits who has not been cancelled, be it that he is woken already. */
  get anyLeft(): boolean {
    for (let waiter = this.#first; waiter !== null; waiter = waiter.next) if (waiter.state !== "cancelled") return true;
    return false;
  }

  /** Takes waiters out at the head until one was asleep, and wakes that one. */
  wakeNext(): void {
    for (let waiter = this.#first; waiter !== null; waiter = this.#first) {
      this.remove(waiter);
      if (!waiter.done) {
        waiter.finish(undefined);
        return;
      }
    }
  }

  /** Wakes up to `count` of those asleep, and says how many; they stay in the queue until they go on. */
  wake(count: number): number {
    let woken = 0;
    for (let waiter = this.#first; waiter !== null && woken < count; waiter = waiter.next) {
      if (waiter.done) continue;
      woken += 1;
      waiter.finish(undefined);
    }
    return woken;
  }
}
