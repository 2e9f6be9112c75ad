/**
 * Which one of several programs may have much at a time, until it is graded: memory for its runs, or much to tell, which the grader's own process
 * has to keep. Runs of nobody who could be waited for, such as the solution's, need no turn.
 */
export class Turns<T> {
  #now: T | null = null;
  /** First come, first served. */
  readonly #waiting = new Map<T, { readonly turn: Promise<void>; readonly begin: () => void }>();

  /** Resolves when it is the turn of this one, for all of its runs. */
  async wait(who: T): Promise<void> {
    this.#now ??= who;
    if (this.#now === who) return;
    let own = this.#waiting.get(who);
    if (own === undefined) {
      let begin!: () => void;
      const turn = new Promise<void>((resolve) => (begin = resolve));
      own = { turn, begin };
      this.#waiting.set(who, own);
    }
    await own.turn;
  }

  /** This one is graded, whether it had a turn, still waited for one, or never did. */
  end(who: T): void {
    this.#begin(who);
    if (this.#now !== who) return;
    const [next = null] = this.#waiting.keys();
    this.#now = next;
    if (next !== null) this.#begin(next);
  }

  #begin(who: T): void {
    this.#waiting.get(who)?.begin();
    this.#waiting.delete(who);
  }
}
