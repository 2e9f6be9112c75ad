/**
 * How many interrupts of the engine stand for one second of `limits.cpu`. The engine calls its interrupt handler after every
 * 10,000 calls and backward jumps, so the count depends on the program alone: the verdict is the same on every machine. On
 * the machine where this was measured, a second of the guest's time has 2400 of them in calls and plain loops; twice that
 * keeps honest work on the safe side.
 */
const INTERRUPTS_PER_SECOND = 5000;

/** How many interrupts may pass before the child says that it is alive (and finds out whether the parent is). */
const INTERRUPTS_PER_SIGN_OF_LIFE = 20;

/** So many times the guest's stack is looked at in the last quarter of its time: what is always there is the endless loop. */
const SAMPLES = 24;

/** What an interrupt is for. */
export type Tick = "go on" | "sample" | "over";

/** Counts the guest's work. */
export class CpuMeter {
  readonly #allowed: number;
  readonly #sampleEvery: number;
  readonly #signOfLife: () => void;
  #spent = 0;

  constructor(cpuMs: number, signOfLife: () => void) {
    this.#allowed = Math.max(1, Math.ceil((cpuMs / 1000) * INTERRUPTS_PER_SECOND));
    this.#sampleEvery = Math.max(1, Math.floor(this.#allowed / 4 / SAMPLES));
    this.#signOfLife = signOfLife;
  }

  /** Another interrupt. */
  tick(): Tick {
    this.#spent += 1;
    if (this.#spent % INTERRUPTS_PER_SIGN_OF_LIFE === 0) this.#signOfLife();
    const left = this.#allowed - this.#spent;
    if (left < 0) return "over";
    return left < SAMPLES * this.#sampleEvery && left % this.#sampleEvery === 0 ? "sample" : "go on";
  }
}
