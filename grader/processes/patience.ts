/** However often it was for nothing, a process gets this share of the time. */
const LEAST_SHARE = 1 / 16;

/**
 * How long a process may take to come up. On a machine that lets none come up the next one is waited for less long, so that a class is
 * not told the same after hours.
 */
export class Patience {
  readonly #ms: number;
  #share = 1;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Real time that the next one may take. */
  get ms(): number {
    return this.#ms * this.#share;
  }

  cameUp(): void {
    this.#share = 1;
  }

  neverCameUp(): void {
    this.#share = Math.max(LEAST_SHARE, this.#share / 4);
  }
}
