import { availableParallelism } from "node:os";
import type { Program } from "../compile/index.ts";
import type { Schedule } from "../schedule/index.ts";
import type { Isolation } from "./isolation/isolation.ts";
import type { Run, ScenarioInput } from "./run.ts";
import type { Sandbox } from "./sandbox.ts";
import { Turns } from "./turns.ts";
import type { ScenarioForm } from "./wire/job.ts";

/** More children than this help nobody: each of them has to come up first. */
const MOST_LANES = 4;

/** A sandbox of one child. */
export interface LaneSandbox extends Omit<Sandbox, "keep" | "rest"> {
  /** Ends what has nothing to do. */
  rest(): Promise<void>;
}

interface Lane {
  readonly sandbox: LaneSandbox;
  waiting: number;
  keptFor: Program | null;
  /** Whose runs it has played last. */
  usedBy: Program | null;
  /** A child is coming up here for a program that nobody knows yet. */
  prepared: boolean;
}

/**
 * Several sandboxes as one: a run that is asked for while others are going on gets a child of its own, as long as this machine has a core
 * for it. Who asks for one run after the other never has more than one child.
 */
export class Lanes implements Sandbox {
  readonly #make: (turn: (program: Program) => Promise<void>) => LaneSandbox;
  readonly #lanes: Lane[] = [];
  readonly #mostKept: number;
  readonly #most: number;
  /** Who waits for a lane of their own, first come, first served. */
  readonly #queue: (() => void)[] = [];
  #kept = 0;
  /** So many want nothing to come up that nobody waits for. */
  #resting = 0;
  readonly #turns = new Turns<Program>();

  /**
   * @param make with what it has to wait for before a program has much
   * @param mostKept so many programs have a lane of their own at the same time
   */
  constructor(make: (turn: (program: Program) => Promise<void>) => LaneSandbox, mostKept: number) {
    this.#make = make;
    this.#mostKept = mostKept;
    this.#most = Math.max(mostKept, Math.min(MOST_LANES, availableParallelism()));
  }

  async keep(program: Program): Promise<() => void> {
    if (this.#kept === this.#mostKept) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#kept += 1;
    const free = this.#lanes.filter(isIdle);
    const lane = free.find(({ prepared }) => prepared) ?? free[0] ?? this.#another() ?? this.#freest(program);
    lane.keptFor = program;
    lane.prepared = false;
    return () => {
      this.#turns.end(program);
      lane.keptFor = null;
      const next = this.#queue.shift();
      if (next === undefined) this.#kept -= 1;
      else next();
    };
  }

  /** Where the next program will be: in a lane that is free, or will be as soon as another program is done. */
  prepare(form: ScenarioForm): void {
    if (this.#resting > 0) return;
    const lane = this.#lanes.find((each) => isIdle(each) && !each.prepared);
    const soon = this.#lanes.length < this.#mostKept ? this.#another() : this.#lanes.find(({ prepared }) => !prepared);
    const chosen = lane ?? soon;
    if (chosen === undefined) return;
    chosen.prepared = true;
    chosen.sandbox.prepare(form);
  }

  run(program: Program, input: ScenarioInput): Promise<Run> {
    return this.#inLane(program, (sandbox) => sandbox.run(program, input));
  }

  runUnder(program: Program, input: ScenarioInput, schedules: readonly Schedule[]): Promise<readonly Run[]> {
    return this.#inLane(program, (sandbox) => sandbox.runUnder(program, input, schedules));
  }

  async rest(): Promise<() => void> {
    this.#resting += 1;
    for (const lane of this.#lanes) lane.prepared = false;
    await Promise.all(this.#lanes.map(({ sandbox }) => sandbox.rest()));
    return () => void (this.#resting -= 1);
  }

  isolation(): Promise<Isolation> {
    return (this.#lanes[0] ?? this.#another()!).sandbox.isolation();
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map(({ sandbox }) => sandbox.close()));
  }

  async #inLane<T>(program: Program, play: (sandbox: LaneSandbox) => Promise<T>): Promise<T> {
    const own = this.#lanes.find(({ keptFor, waiting }) => keptFor === program && waiting === 0);
    const lane = own ?? this.#lanes.find(isIdle) ?? this.#another() ?? this.#freest(program);
    lane.usedBy = program;
    lane.waiting += 1;
    try {
      return await play(lane.sandbox);
    } finally {
      lane.waiting -= 1;
    }
  }

  #another(): Lane | undefined {
    if (this.#lanes.length === this.#most) return undefined;
    const turn = (program: Program) => (this.#isKept(program) ? this.#turns.wait(program) : Promise.resolve());
    const lane = { sandbox: this.#make(turn), waiting: 0, keptFor: null, usedBy: null, prepared: false };
    this.#lanes.push(lane);
    return lane;
  }

  #isKept(program: Program): boolean {
    return this.#lanes.some(({ keptFor }) => keptFor === program);
  }

  /**
   * One's own, though it is busy, rather than another's: a child goes from one program to the next only in between. And who has a lane never queues
   * behind another program elsewhere: that one may be waiting for this one's turn to end.
   */
  #freest(program: Program): Lane {
    const isKept = this.#isKept(program);
    const isOwn = ({ keptFor, usedBy }: Lane): boolean =>
      keptFor === program || (keptFor === null && (!isKept || usedBy === program));
    const rank = (lane: Lane): number => lane.waiting + (isOwn(lane) ? 0 : 1e6);
    return this.#lanes.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  }
}

function isIdle({ keptFor, waiting }: Lane): boolean {
  return keptFor === null && waiting === 0;
}
