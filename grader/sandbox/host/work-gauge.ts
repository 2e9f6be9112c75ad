import type { WasmGlobal } from "./webassembly.ts";

/**
 * How many rounds the engine's own loops may make for one second of `limits.cpu`. A built-in function that goes over something large
 * makes a hundred million or two in a second of real time, and where they miss the cache thirty million; the interpreter's own loop does
 * not count. Of honest programs that use up a second of interrupts the hungriest makes 120 million, a sort of 200,000 numbers 14 million, and
 * 60,000 timers one after the other 900 million: who never ends that way is to hear of virtual time.
 */
const ROUNDS_PER_SECOND = 1_000_000_000;

/** What is left to the engine once it was stopped, to tell what it still has to tell. */
const GRACE_ROUNDS = 50_000_000n;

/** No scenario is on: the guest comes up, which is our own code. */
const UNBOUNDED = 2n ** 62n;

/**
 * The work of the engine that none of its interrupts sees: within one call of a built-in function nobody is asked whether it may go
 * on. A count, so the same on every machine.
 */
export class WorkGauge {
  readonly #left: WasmGlobal;
  /** The engine has used all that it may: it was stopped in the middle of something. */
  exhausted = false;

  constructor(left: WasmGlobal) {
    this.#left = left;
    left.value = UNBOUNDED;
  }

  allow(cpuMs: number): void {
    this.#left.value = BigInt(Math.ceil((cpuMs / 1000) * ROUNDS_PER_SECOND));
    this.exhausted = false;
  }

  /** The host did something for the guest that takes as long as so many rounds. */
  spend(rounds: number): void {
    this.#left.value -= BigInt(rounds);
  }

  /** What the scenario may still do. */
  get left(): bigint {
    return this.#left.value;
  }

  /** A scenario goes on from where `left` was this. */
  goOnWith(left: bigint): void {
    this.#left.value = left;
    this.exhausted = false;
  }

  /** After an error of the engine: was it this? Then a little more is given, for the end. */
  look(): boolean {
    if (this.#left.value >= 0n) return this.exhausted;
    this.exhausted = true;
    this.#left.value = GRACE_ROUNDS;
    return true;
  }
}
