import { type Run, withUsualMemory, workOf } from "../../sandbox/index.ts";
import type { Limits } from "../../spec/index.ts";

/** In ms of `limits.cpu`: so much may be computed for one submission however little it computes itself. An honest run is a few of them. */
const ALWAYS_MS = 600;

/** What is tried may compute so many times what the submission's own runs have. */
const MOST_TIMES = 2;

/** In ms of `limits.cpu`: what one run may compute besides as many times what it did as it was handed in. */
const MORE_IN_A_RUN_MS = 20;

/**
 * What may be spent on trying. A submission is tried dozens of times, so one that computes as long as it may each time would take the time of a whole
 * class. Counted, and never measured: what is told must be the same on every machine.
 */
export class Thrift {
  readonly #runs: readonly Run[];
  #left: number;

  /** @param runs of the submission as it was handed in, one for each scenario */
  constructor(runs: readonly Run[]) {
    this.#runs = runs;
    this.#left = ALWAYS_MS + MOST_TIMES * runs.reduce((sum, run) => sum + workOf(run), 0);
  }

  /** Under which a scenario is played: whoever needs much more than the submission, or more memory than is usual, is not waited for. */
  limits(scenario: number, limits: Limits): Limits {
    const mostMs = MORE_IN_A_RUN_MS + MOST_TIMES * workOf(this.#runs[scenario]!);
    return { ...withUsualMemory(limits), cpuMs: Math.min(limits.cpuMs, mostMs) };
  }

  /** False when nothing is left for another run. */
  spend(run: Run): boolean {
    this.#left -= workOf(run);
    return this.#left > 0;
  }
}
