import { availableParallelism, loadavg } from "node:os";
import { activityOf, MS_PER_TICK } from "./activity.ts";

/** A machine that is busier than this is waited for no longer. */
const MOST_PATIENCE = 20;

/** So often, in all the time that must not pass, it is looked at what the process does. */
const LOOKS = 4;

/** Whoever works all the time uses more of it than this, and whoever is stopped uses none. */
const LEAST_SHARE = 1 / 4;

/**
 * Real time that must not pass. On a machine that has more to do than it can, it is longer in the same measure: what a scenario gets
 * must not depend on who else is there. And a process that was not let work, because somebody has stopped it, is told from one that works and
 * works.
 */
export class Net {
  readonly #ms: number;
  readonly #onTorn: (starved: boolean) => void;
  readonly #pid: number | undefined;
  /** What it had used when it was looked at for the first time since the beginning; null before that, or where the system does not tell. */
  #usedMs: number | null = null;
  #lookedAt = false;
  #since = performance.now();
  readonly #holds: boolean;
  #timer: NodeJS.Timeout;

  /**
   * @param onTorn `starved`: in all this time the process has hardly computed. Where the system does not tell, it is not
   * @param holds keeps this process alive. Default: true
   * @param pid the process that is waited for; left out: nobody asks what it does
   */
  constructor(
    ms: number,
    onTorn: (starved: boolean) => void,
    { holds = true, pid }: { readonly holds?: boolean; readonly pid?: number | undefined } = {},
  ) {
    this.#ms = ms;
    this.#onTorn = onTorn;
    this.#pid = pid;
    this.#holds = holds;
    this.#timer = this.#lookIn(ms / LOOKS);
  }

  /** Begins anew. */
  refresh(): void {
    this.#since = performance.now();
    this.#lookedAt = false;
  }

  remove(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const activity = this.#pid === undefined ? null : activityOf(this.#pid);
    const usedMs = activity?.usedMs ?? null;
    // All zeros where the system does not tell. Whoever is stopped would not work on an idle machine either.
    const busy = activity?.stopped === true ? 1 : loadavg()[0]! / availableParallelism();
    const left = this.#ms * Math.min(MOST_PATIENCE, Math.max(1, busy)) - (performance.now() - this.#since);
    if (!this.#lookedAt) this.#usedMs = usedMs;
    this.#lookedAt = true;
    if (left > 0) this.#timer = this.#lookIn(Math.ceil(Math.min(left, this.#ms / LOOKS)));
    else this.#onTorn(this.#isStarved(usedMs));
  }

  #isStarved(usedMs: number | null): boolean {
    if (usedMs === null || this.#usedMs === null) return false;
    return usedMs - this.#usedMs + MS_PER_TICK < this.#ms * LEAST_SHARE;
  }

  #lookIn(ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => this.#look(), ms);
    return this.#holds ? timer : timer.unref();
  }
}
