import type { HandleCore } from "./handle.ts";
import type { TaskId } from "./observer.ts";

/** First in, first out. A ring that doubles when full, so that neither end ever moves the others. */
export class ReadyQueue {
  #slots: (HandleCore | undefined)[] = Array.from({ length: 64 }, () => undefined);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(handle: HandleCore): void {
    if (this.#length === this.#slots.length) this.#grow();
    this.#slots[(this.#head + this.#length) & (this.#slots.length - 1)] = handle;
    this.#length += 1;
  }

  shift(): HandleCore {
    const handle = this.#slots[this.#head] as HandleCore;
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#slots.length - 1);
    this.#length -= 1;
    return handle;
  }

  /** Puts the steps of tasks among the first `count` handles into `order`; other handles keep their places. */
  arrange(count: number, order: (tasks: readonly TaskId[]) => readonly number[]): void {
    const mask = this.#slots.length - 1;
    const steps: HandleCore[] = [];
    const places: number[] = [];
    for (let i = 0; i < count; i++) {
      const place = (this.#head + i) & mask;
      const handle = this.#slots[place] as HandleCore;
      if (handle.stepOf === 0) continue;
      places.push(place);
      steps.push(handle);
    }
    if (steps.length === 0) return;
    const ordered = order(steps.map(({ stepOf }) => stepOf));
    for (const [i, place] of places.entries()) this.#slots[place] = steps[ordered[i] as number];
  }

  /** Forgets every handle that `keep` refuses. */
  retain(keep: (handle: HandleCore) => boolean): void {
    for (let left = this.#length; left > 0; left--) {
      const handle = this.shift();
      if (keep(handle)) this.push(handle);
    }
  }

  #grow(): void {
    const old = this.#slots;
    const slots: (HandleCore | undefined)[] = Array.from({ length: old.length * 2 }, () => undefined);
    for (let i = 0; i < old.length; i++) slots[i] = old[(this.#head + i) & (old.length - 1)];
    this.#slots = slots;
    this.#head = 0;
  }
}
