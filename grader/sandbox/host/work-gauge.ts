import type { WasmGlobal } from "./webassembly.ts";

/**
 * How much of the engine's work one second of `limits.cpu` is, for one handle of the loop. The unit is one bytecode of the interpreter;
 * a round of another loop counts as two, a piece of memory that is asked for as ten, which is what they take (build/meter-wasm.ts). On the machine
 * where this was measured a unit takes 7 to 12 ns, whatever the program does. Of honest programs that use up a second of interrupts
 * the hungriest need 500 million; a hundred thousand awaits in a row are 250 million, a sort of 200,000 numbers is 90 million.
 */
const UNITS_PER_SECOND = 600_000_000;

/**
 * A scenario may do so many times as much when it does it in pieces. 60,000 timers one after the other are 1300 million, and
 * 100,000 steps without time 1500 million: who never ends that way is to hear of virtual time, or of steps.
 */
const ALL_HANDLES = 4;

/**
 * Where the engine is stopped in the middle of something, in shares of what a handle may do. An interrupt that comes before that stops it
 * better: it knows more of where the program is.
 */
const HARD_STOP = 2;

/** What is left to the engine once it was stopped, to tell what it still has to tell. */
const GRACE_UNITS = 100_000_000n;

/** No scenario is on: the guest comes up, which is our own code. */
const UNBOUNDED = 2n ** 62n;

/** A gauge as it was at one moment. */
export interface WorkState {
  readonly left: bigint;
  readonly given: bigint;
  readonly kept: bigint;
}

/**
 * The work of the engine. Its interrupts count calls and jumps, but not what lies between them: a built-in function goes over something
 * large, the body of a loop is long, an object is made. A count, so the same on every machine.
 */
export class WorkGauge {
  readonly #left: WasmGlobal;
  /** Units that a handle may use before it is too much. */
  #allowed = 1;
  /** What the current handle got. */
  #given = 0n;
  /** What later handles may still get. */
  #kept = 0n;
  /** The engine has used all that it may: it was stopped in the middle of something. */
  exhausted = false;

  constructor(left: WasmGlobal) {
    this.#left = left;
    left.value = UNBOUNDED;
  }

  /** A scenario begins. */
  allow(cpuMs: number): void {
    this.#allowed = Math.ceil((cpuMs / 1000) * UNITS_PER_SECOND);
    this.#kept = BigInt(this.#allowed * (ALL_HANDLES + 1));
    this.#left.value = 0n;
    this.exhausted = false;
    this.nextHandle();
  }

  nextHandle(): void {
    const rest = this.#kept + this.#left.value;
    const most = BigInt(this.#allowed * HARD_STOP);
    this.#given = rest < most ? rest : most;
    this.#kept = rest - this.#given;
    this.#left.value = this.#given;
  }

  /** The host did something for the guest that takes as long as so many bytecodes. */
  spend(units: number): void {
    this.#left.value -= BigInt(units);
  }

  /** How much of what it may do the guest has done; more than 1 is too much. */
  get share(): number {
    const left = this.#left.value;
    const handle = Number(this.#given - left) / this.#allowed;
    const all = (ALL_HANDLES + 1 - Number(this.#kept + left) / this.#allowed) / ALL_HANDLES;
    return Math.max(handle, all);
  }

  /** What the guest has done in this scenario, in ms of `limits.cpu`. Of what was stopped, at least that. */
  get spentMs(): number {
    const rest = Math.max(0, Number(this.#kept + this.#left.value));
    return Math.max(0, ((this.#allowed * (ALL_HANDLES + 1) - rest) / UNITS_PER_SECOND) * 1000);
  }

  get state(): WorkState {
    return { left: this.#left.value, given: this.#given, kept: this.#kept };
  }

  /** A scenario with the same limits goes on from where the state was this. */
  goOnWith(cpuMs: number, { left, given, kept }: WorkState): void {
    this.allow(cpuMs);
    this.#left.value = left;
    this.#given = given;
    this.#kept = kept;
  }

  /** After an error of the engine: was it this? Then a little more is given, for the end. */
  look(): boolean {
    if (this.#left.value >= 0n) return this.exhausted;
    this.exhausted = true;
    this.#left.value = GRACE_UNITS;
    return true;
  }
}
