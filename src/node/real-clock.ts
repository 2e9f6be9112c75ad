import type { Clock } from "../clock.ts";

/** `setTimeout` takes no more than this, 24.8 days. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
/** How long the loop may keep the thread before sockets and signals get a turn, in ms. */
const LONGEST_TURN_MS = 5;

/** Time that passes. While main waits, the process stays alive; nothing of the clock is left when it does not. */
export class RealClock implements Clock {
  readonly #start = performance.now();
  #turnBegan = 0;
  #end: (() => void) | null = null;

  now(): number {
    return Math.floor((performance.now() - this.#start) * 1000);
  }

  breathe(resume: () => void): boolean {
    const now = performance.now();
    if (now - this.#turnBegan < LONGEST_TURN_MS) return false;
    this.#turnBegan = now;
    setImmediate(resume);
    return true;
  }

  wait(deadline: number | null, wake: () => void, stuck: () => void): void {
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      clearTimeout(timer);
      process.off("beforeExit", onEmpty);
      this.#end = null;
      this.#turnBegan = performance.now();
    };
    const onEmpty = () => {
      stop();
      stuck();
    };
    if (deadline === null) process.on("beforeExit", onEmpty);
    else {
      const ms = Math.min(Math.max(0, (deadline - this.now()) / 1000), LONGEST_TIMEOUT_MS);
      timer = setTimeout(() => {
        stop();
        wake();
      }, Math.ceil(ms));
    }
    this.#end = () => {
      stop();
      setImmediate(wake);
    };
  }

  interrupt(): void {
    this.#end?.();
  }

  hold(): () => void {
    // Real time passes by itself, whatever is in flight.
    return () => undefined;
  }
}
