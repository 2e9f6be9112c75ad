/** Passes on what becomes known in any order in the order of its numbers: each as soon as all before it are known. */
export class InOrder<T> {
  readonly #tell: (what: T) => void;
  readonly #early = new Map<number, T | null>();
  #next = 0;

  constructor(tell: (what: T) => void) {
    this.#tell = tell;
  }

  /** @param what null: there is nothing to tell of this one */
  known(number: number, what: T | null): void {
    this.#early.set(number, what);
    for (let next = this.#early.get(this.#next); next !== undefined; next = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#next += 1;
      if (next !== null) this.#tell(next);
    }
  }
}
