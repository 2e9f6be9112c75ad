import type { Handle } from "./handle.ts";

/** First in, first out. A ring that doubles when full, so that neither end ever moves the others. */
export class ReadyQueue {
  #slots: (Handle | undefined)[] = Array.from({ length: 64 }, () => undefined);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(handle: Handle): void {
    if (this.#length === this.#slots.length) this.#grow();
    this.#slots[(this.#head + this.#length) & (this.#slots.length - 1)] = handle;
    this.#length += 1;
  }

  shift(): Handle {
    const handle = this.#slots[this.#head] as Handle;
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#slots.length - 1);
    this.#length -= 1;
    return handle;
  }

  /** Forgets every handle that `keep` refuses. */
  retain(keep: (handle: Handle) => boolean): void {
    for (let left = this.#length; left > 0; left--) {
      const handle = this.shift();
      if (keep(handle)) this.push(handle);
    }
  }

  #grow(): void {
    const old = this.#slots;
    const slots: (Handle | undefined)[] = Array.from({ length: old.length * 2 }, () => undefined);
    for (let i = 0; i < old.length; i++) slots[i] = old[(this.#head + i) & (old.length - 1)];
    this.#slots = slots;
    this.#head = 0;
  }
}
