/** Below this many entries nothing is swept. */
const FIRST_SWEEP = 1024;

/**
 * Things that must be settled by the end of a run: coroutines to be awaited, errors to be looked at. What has been settled
 * is thrown out now and then, at a cost that does not grow with the number of entries.
 */
export class Ledger<T> {
  readonly #isOpen: (entry: T) => boolean;
  #entries: T[] = [];
  #sweepAt = FIRST_SWEEP;

  constructor(isOpen: (entry: T) => boolean) {
    this.#isOpen = isOpen;
  }

  note(entry: T): void {
    if (this.#entries.length >= this.#sweepAt) {
      this.#entries = this.#entries.filter(this.#isOpen);
      this.#sweepAt = Math.max(FIRST_SWEEP, this.#entries.length * 2);
    }
    this.#entries.push(entry);
  }

  /** Gives what is still open, and forgets all. */
  take(): T[] {
    const open = this.#entries.filter(this.#isOpen);
    this.#entries = [];
    return open;
  }
}
