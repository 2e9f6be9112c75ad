import type { RunWarning } from "../run.ts";

/**
 * The clock of a run as far as it was told, and what of a run is the entry's time although it came before the call or after the end:
 * otherwise that would be a way to do the work in no time.
 */
export class RunClock {
  #clock = 0;
  #beganAt = 0;
  #begun: boolean;
  /** When the module, before the entry was called, was last seen to do what a scenario asks for: waiting alone is its own affair. */
  #workedUntil = 0;
  /** When the last reply came after the entry had ended: what is cancelled then may still ask for more in its `finally`. */
  #answeredAfter = 0;

  /** @param hasBegun nothing comes before: a script has no entry that would be called */
  constructor(hasBegun: boolean) {
    this.#begun = hasBegun;
  }

  /** The entry was called. */
  get begun(): boolean {
    return this.#begun;
  }

  /** In µs, as the child's host side counts. */
  get host(): number {
    return this.#clock;
  }

  /** µs since the entry was called. What a module did before that counts as the instant of the call. */
  get now(): number {
    return Math.max(0, this.#clock - this.#beganAt);
  }

  /** Time goes forward, and never past what the child's host side saw. False when this would not. */
  moveTo(instant: number, hostClock: number): boolean {
    if (instant < this.#clock || instant > hostClock) return false;
    this.#clock = instant;
    return true;
  }

  /** @param isInFlight there are requests that the module has sent: whenever the reply comes, what was waited for until now is that */
  begin(isInFlight: boolean): void {
    if (isInFlight) this.worked();
    this.#beganAt = this.#clock;
    this.#begun = true;
  }

  /** A request was answered, or there was output. */
  worked(): void {
    if (!this.#begun) this.#workedUntil = this.#clock;
  }

  /** A request was answered when the entry had ended. */
  answeredLate(): void {
    this.#answeredAfter = this.now;
  }

  /** @param endedAt of the entry, in µs since its call */
  elapsedMs(endedAt: number): number {
    return (Math.max(endedAt, this.#answeredAfter) + this.#workedUntil) / 1000;
  }

  early(entry: string): RunWarning[] {
    if (this.#workedUntil === 0) return [];
    const ms = this.#workedUntil / 1000;
    const message = `Requests or output took ${ms} ms while the file was loaded, before ${entry} was called. They count as its time.`;
    return [{ code: "time-before-entry", message, at: null }];
  }

  /** @param endedAt of the entry, in µs since its call */
  late(entry: string, endedAt: number): RunWarning[] {
    const micros = this.#answeredAfter - endedAt;
    if (micros <= 0) return [];
    const message = `Requests took ${micros / 1000} ms after ${entry} had ended, in tasks that it left behind. They count as its time.`;
    return [{ code: "time-after-entry", message, at: null }];
  }
}
