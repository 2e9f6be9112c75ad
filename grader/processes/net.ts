import { availableParallelism, loadavg } from "node:os";

/** A machine that is busier than this is waited for no longer. */
const MOST_PATIENCE = 20;

/**
 * Real time that must not pass. On a machine that has more to do than it can, it is longer in the same measure: what a scenario gets
 * must not depend on who else is there.
 */
export class Net {
  readonly #ms: number;
  readonly #onTorn: () => void;
  #since = performance.now();
  readonly #holds: boolean;
  #timer: NodeJS.Timeout;

  /** @param holds keeps this process alive. Default: true */
  constructor(ms: number, onTorn: () => void, { holds = true } = {}) {
    this.#ms = ms;
    this.#onTorn = onTorn;
    this.#holds = holds;
    this.#timer = this.#lookIn(ms);
  }

  /** Begins anew. */
  refresh(): void {
    this.#since = performance.now();
  }

  remove(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    // All zeros where the system does not tell.
    const busy = loadavg()[0]! / availableParallelism();
    const left = this.#ms * Math.min(MOST_PATIENCE, Math.max(1, busy)) - (performance.now() - this.#since);
    if (left <= 0) this.#onTorn();
    else this.#timer = this.#lookIn(Math.ceil(left));
  }

  #lookIn(ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => this.#look(), ms);
    return this.#holds ? timer : timer.unref();
  }
}
