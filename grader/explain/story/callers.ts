import type { PathStep } from "./critical-path.ts";
import type { Wait } from "./story.ts";

/** Awaits at either end of a chain of calls that are told; a chain can be as long as there are tasks, and every stretch of time has its own. */
const mostTold = 50;

/** The waits that led from the entry to where a walk backward stands, outermost first. */
export class Callers {
  readonly #waits: Wait[] = [];
  /** Index of the first wait of each task. */
  readonly #first = new Map<number, number>();

  push(waits: readonly Wait[]): void {
    for (const wait of waits) {
      if (!this.#first.has(wait.task)) this.#first.set(wait.task, this.#waits.length);
      this.#waits.push(wait);
    }
  }

  /** Nobody is called by a task that waits for him. */
  leaveOut(task: number): void {
    this.#cut(this.#first.get(task) ?? this.#waits.length);
  }

  /** Only those that led to the first wait of that task are left. */
  backTo(task: number): void {
    this.#cut(this.#first.get(task) ?? 0);
  }

  /**
   * @param inner waits that the callers led to
   * @param asOf where a caller waited at the time that is told
   */
  steps(inner: readonly Wait[], asOf: (caller: Wait) => Wait = (caller) => caller): PathStep[] {
    const all = this.#waits.length + inner.length;
    const waitAt = (index: number): Wait => {
      const caller = this.#waits[index];
      return caller === undefined ? inner[index - this.#waits.length]! : asOf(caller);
    };
    const outer: PathStep[] = [];
    let next = 0;
    while (next < all && outer.length < mostTold) outer.push(...stepsOf(waitAt(next++)));
    const rest: PathStep[][] = [];
    let told = 0;
    for (let last = all - 1; last >= next && told < mostTold; last--) {
      const own = stepsOf(waitAt(last));
      rest.push(own);
      told += own.length;
    }
    return [...outer, ...rest.toReversed().flat()];
  }

  #cut(length: number): void {
    while (this.#waits.length > length) {
      const { task } = this.#waits.pop()!;
      if (this.#first.get(task) === this.#waits.length) this.#first.delete(task);
    }
  }
}

function stepsOf(wait: Wait): PathStep[] {
  return wait.frames.map(({ frame, at }, index) => ({
    task: wait.task,
    frame,
    at,
    visit: index + 1 < wait.frames.length ? `call ${wait.frames[index + 1]!.frame}` : `wait ${wait.number}`,
  }));
}
