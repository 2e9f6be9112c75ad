import type { Clock } from "./clock.ts";

/**
 * Time that jumps: from deadline to deadline, and never over work in flight. `defer` calls a function later, outside any
 * microtask.
 */
export class VirtualClock implements Clock {
  readonly #defer: (fn: () => void) => void;
  readonly #holds = new Map<object, string>();
  #now = 0;
  #sleeper: { readonly deadline: number | null; readonly wake: () => void; readonly stuck: () => void } | null = null;

  constructor(defer: (fn: () => void) => void) {
    this.#defer = defer;
  }

  now(): number {
    return this.#now;
  }

  jump(deadline: number): boolean {
    if (this.#holds.size > 0) return false;
    this.#now = Math.max(this.#now, deadline);
    return true;
  }

  wait(deadline: number | null, wake: () => void, stuck: () => void): void {
    this.#sleeper = { deadline, wake, stuck };
    if (this.#holds.size === 0) this.#moveOn();
  }

  interrupt(): void {
    const sleeper = this.#sleeper;
    if (sleeper === null) return;
    this.#sleeper = null;
    this.#defer(sleeper.wake);
  }

  hold(name: string): () => void {
    const key = {};
    this.#holds.set(key, name);
    return () => {
      if (this.#holds.delete(key) && this.#holds.size === 0 && this.#sleeper !== null) this.#moveOn();
    };
  }

  /** Names of the work in flight that keeps time from moving. */
  get held(): readonly string[] {
    return [...this.#holds.values()];
  }

  #moveOn(): void {
    // Later, not now: whoever ended the last hold may be about to make something ready.
    this.#defer(() => {
      const sleeper = this.#sleeper;
      if (sleeper === null || this.#holds.size > 0) return;
      this.#sleeper = null;
      if (sleeper.deadline === null) sleeper.stuck();
      else {
        this.#now = Math.max(this.#now, sleeper.deadline);
        sleeper.wake();
      }
    });
  }
}
