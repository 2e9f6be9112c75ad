import type { Limits } from "../spec/index.ts";

/** Most submissions need a fraction of it. */
const USUAL_BYTES = 24 * 1024 * 1024;

/**
 * These limits with the memory that any run may have at any time. One that needs more is played again with all that its own limits allow, while no
 * other one is: several such at once would together take more than the machine has to spare. A run is the same under both, up to where it
 * needs more.
 */
export function withUsualMemory(limits: Limits): Limits {
  return { ...limits, memoryBytes: Math.min(limits.memoryBytes, USUAL_BYTES) };
}

export function mayNeedMore({ memoryBytes }: Limits): boolean {
  return memoryBytes > USUAL_BYTES;
}

let last: Promise<void> = Promise.resolve();

/** Resolves when no other run has much memory; what it gives is to be called when this one has given it back. */
export async function muchMemory(): Promise<() => void> {
  const before = last;
  let done!: () => void;
  last = new Promise((resolve) => (done = resolve));
  await before;
  return done;
}

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
