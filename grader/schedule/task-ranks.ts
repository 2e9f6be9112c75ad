import { fractionOf } from "./fraction.ts";
import type { Schedule } from "./schedule.ts";

/** The order among ready tasks under one schedule of one run: see TaskOrder. */
export class TaskRanks {
  readonly #seed: string;
  readonly #demotions: ReadonlySet<number>;
  readonly #ranks = new Map<number, number>();
  #asked = 0;
  #lowest = 1;

  constructor({ seed, tasks }: Schedule) {
    this.#seed = seed;
    this.#demotions = new Set(tasks?.demotions);
  }

  /**
   * Asked each time that tasks are about to take a step and something else is ready, too. Gives their places in the order in which they go
   * on.
   */
  order(tasks: readonly number[]): number[] {
    const ranks = tasks.map((task) => this.#rank(task));
    return [...tasks.keys()].sort((a, b) => ranks[a]! - ranks[b]!);
  }

  /** The smallest goes first. */
  #rank(task: number): number {
    this.#asked += 1;
    if (this.#demotions.has(this.#asked)) {
      this.#lowest += 1;
      this.#ranks.set(task, this.#lowest);
    }
    let rank = this.#ranks.get(task);
    if (rank === undefined) {
      rank = fractionOf(`${this.#seed} task ${task}`);
      this.#ranks.set(task, rank);
    }
    return rank;
  }
}
