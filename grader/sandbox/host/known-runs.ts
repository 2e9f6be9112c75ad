import { Buffer } from "node:buffer";
import { type Schedule, TaskRanks } from "../../schedule/index.ts";

/** Something that a run asked of its schedule, and was answered. */
export interface Asked {
  readonly tasks: readonly number[];
  readonly order: readonly number[];
}

/** Where every run that came this far asks the same, and goes on by what it is answered. */
interface Fork {
  readonly tasks: readonly number[];
  readonly ways: Map<string, Fork | Buffer>;
}

const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Runs of one scenario that sends no requests. Under its schedules it differs in nothing but the orders in which its ready tasks go on, and
 * few different orders come of many schedules. A run that would be answered as an earlier one was is that one again, since nothing else
 * decides what happens in a guest.
 */
export class KnownRuns {
  #first: Fork | Buffer | null = null;
  #bytes = 0;

  /** What the run under this schedule tells; null when it has to be played. */
  find(schedule: Schedule): Buffer | null {
    const ranks = new TaskRanks(schedule);
    let at = this.#first;
    while (at !== null && !Buffer.isBuffer(at)) at = at.ways.get(ranks.order(at.tasks).join()) ?? null;
    return at;
  }

  /** @param asked all of it, in the order in which it was */
  keep(asked: readonly Asked[], told: Buffer): void {
    if (this.#bytes + told.length > MOST_BYTES) return;
    this.#bytes += told.length;
    let at = this.#first;
    let put = (next: Fork | Buffer): void => void (this.#first = next);
    for (const { tasks, order } of asked) {
      const fork = at ?? { tasks, ways: new Map<string, Fork | Buffer>() };
      if (Buffer.isBuffer(fork)) throw new Error("A scenario that was over under the same answers goes on.");
      if (at === null) put(fork);
      const way = order.join();
      put = (next) => void fork.ways.set(way, next);
      at = fork.ways.get(way) ?? null;
    }
    put(told);
  }
}
