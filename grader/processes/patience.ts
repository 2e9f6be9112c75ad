/** Of the time that a process may take to come up, when the one before it has not come up at all. */
const SHARE = 1 / 4;

/**
 * How long a process may take to come up. On a machine that lets none come up the next one is waited for less long, so that a class is
 * not told the same after hours.
 */
export class Patience {
  readonly #ms: number;
  #isShort = false;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Real time that the next one may take. */
  get ms(): number {
    return this.#isShort ? this.#ms * SHARE : this.#ms;
  }

  cameUp(): void {
    this.#isShort = false;
  }

  neverCameUp(): void {
    this.#isShort = true;
  }
}
