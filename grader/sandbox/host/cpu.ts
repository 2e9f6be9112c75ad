/**
 * How many interrupts of the engine stand for one second of `limits.cpu`. The engine calls its interrupt handler after every
 * 10,000 calls and backward jumps, so the count depends on the program alone: the verdict is the same on every machine. On
 * the machine where this was measured, a second of the guest's time has 2400 of them in calls and plain loops; twice that
 * keeps honest work on the safe side. What a program does between two of them is bounded by the work gauge.
 */
const INTERRUPTS_PER_SECOND = 5000;

/** How many interrupts, or how much work in ms of `limits.cpu`, may pass before the child says that it is alive (and finds out whether the parent is). */
const INTERRUPTS_PER_SIGN_OF_LIFE = 20;
const WORK_MS_PER_SIGN_OF_LIFE = 50;

/** What is left when the guest's stack is looked at for the first time, as a share of all that it may do. */
const SAMPLED_SHARE = 0.25;

/** So many times it is looked at from then on: what is always there is the endless loop. */
const SAMPLES = 24;

/** What an interrupt is for. With the first sample, those before it tell nothing any more. */
export type Tick = "go on" | "first sample" | "sample" | "over";

/** Counts the guest's work. */
export class CpuMeter {
  readonly #cpuMs: number;
  readonly #allowed: number;
  readonly #signOfLife: () => void;
  #spent = 0;
  #samples = 0;
  #shareAtSign = 0;

  constructor(cpuMs: number, signOfLife: () => void) {
    this.#cpuMs = cpuMs;
    this.#allowed = Math.max(1, Math.ceil((cpuMs / 1000) * INTERRUPTS_PER_SECOND));
    this.#signOfLife = signOfLife;
  }

  /** What its interrupts come to, in ms of `limits.cpu`. */
  get spentMs(): number {
    return (this.#spent / INTERRUPTS_PER_SECOND) * 1000;
  }

  /**
   * Another interrupt.
   *
   * @param workShare how much of the work that it may do the guest has done: from 0 to 1, and then it is too much. Falls with each handle of the loop
   */
  tick(workShare: number): Tick {
    this.#spent += 1;
    const workMs = Math.abs(workShare - this.#shareAtSign) * this.#cpuMs;
    if (this.#spent % INTERRUPTS_PER_SIGN_OF_LIFE === 0 || workMs >= WORK_MS_PER_SIGN_OF_LIFE) {
      this.#shareAtSign = workShare;
      this.#signOfLife();
    }
    return this.#look(Math.max(this.#spent / this.#allowed, workShare));
  }

  #look(share: number): Tick {
    if (share > 1) return "over";
    const due = Math.max(0, Math.ceil(((share - 1 + SAMPLED_SHARE) / SAMPLED_SHARE) * SAMPLES));
    const taken = this.#samples;
    this.#samples = due;
    if (due <= taken) return "go on";
    return taken === 0 ? "first sample" : "sample";
  }
}
