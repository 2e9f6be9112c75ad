import type { Timer } from "./timer.ts";

/** Below this many timers a heap full of cancelled ones is not worth a clean-up. */
const SMALL = 100;

/**
 * Timers in (when, sequence) order: a binary heap in three parallel columns, which is two to three times as fast at a
 * million timers as a heap of objects. Cancelled timers stay until they reach the head or outnumber the rest.
 */
export class TimerHeap {
  #when: number[] = [];
  #sequence: number[] = [];
  #handle: Timer[] = [];
  #cancelled = 0;

  /** Including cancelled timers that have not been dropped yet. */
  get length(): number {
    return this.#when.length;
  }

  /** Not to be called when empty. */
  firstWhen(): number {
    return this.#when[0] as number;
  }

  push(when: number, sequence: number, handle: Timer): void {
    const index = this.#when.length;
    this.#when.push(when);
    this.#sequence.push(sequence);
    this.#handle.push(handle);
    this.#up(index, when, sequence, handle);
  }

  /** Takes the first timer out. Not to be called when empty. */
  pop(): Timer {
    const first = this.#handle[0] as Timer;
    const when = this.#when.pop() as number;
    const sequence = this.#sequence.pop() as number;
    const handle = this.#handle.pop() as Timer;
    if (this.#when.length > 0) this.#down(0, when, sequence, handle);
    return first;
  }

  dropCancelledHead(): void {
    while (this.#handle.length > 0 && (this.#handle[0] as Timer).cancelled) {
      this.pop();
      this.#cancelled -= 1;
    }
  }

  /** To be called once for each timer that is cancelled while it is in here. */
  noteCancelled(): void {
    this.#cancelled += 1;
    if (this.#handle.length > SMALL && this.#cancelled * 2 > this.#handle.length) {
      this.retain((handle) => !handle.cancelled);
    }
  }

  /** Keeps only the timers that `keep` accepts. */
  retain(keep: (handle: Timer) => boolean): void {
    let kept = 0;
    for (let i = 0; i < this.#handle.length; i++) {
      const handle = this.#handle[i] as Timer;
      if (handle.cancelled || !keep(handle)) continue;
      this.#when[kept] = this.#when[i] as number;
      this.#sequence[kept] = this.#sequence[i] as number;
      this.#handle[kept] = handle;
      kept += 1;
    }
    this.#when.length = kept;
    this.#sequence.length = kept;
    this.#handle.length = kept;
    this.#cancelled = 0;
    for (let i = (kept >> 1) - 1; i >= 0; i--) {
      this.#down(i, this.#when[i] as number, this.#sequence[i] as number, this.#handle[i] as Timer);
    }
  }

  #up(from: number, when: number, sequence: number, handle: Timer): void {
    const whens = this.#when;
    const sequences = this.#sequence;
    const handles = this.#handle;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const parentWhen = whens[parent] as number;
      if (parentWhen < when || (parentWhen === when && (sequences[parent] as number) < sequence)) break;
      whens[index] = parentWhen;
      sequences[index] = sequences[parent] as number;
      handles[index] = handles[parent] as Timer;
      index = parent;
    }
    whens[index] = when;
    sequences[index] = sequence;
    handles[index] = handle;
  }

  #down(from: number, when: number, sequence: number, handle: Timer): void {
    const whens = this.#when;
    const sequences = this.#sequence;
    const handles = this.#handle;
    const length = whens.length;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      const right = child + 1;
      if (
        right < length &&
        ((whens[right] as number) < (whens[child] as number) ||
          (whens[right] === whens[child] && (sequences[right] as number) < (sequences[child] as number)))
      ) {
        child = right;
      }
      const childWhen = whens[child] as number;
      if (when < childWhen || (when === childWhen && sequence < (sequences[child] as number))) break;
      whens[index] = childWhen;
      sequences[index] = sequences[child] as number;
      handles[index] = handles[child] as Timer;
      index = child;
    }
    whens[index] = when;
    sequences[index] = sequence;
    handles[index] = handle;
  }
}
