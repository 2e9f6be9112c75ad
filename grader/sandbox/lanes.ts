import { availableParallelism } from "node:os";
import type { Program } from "../compile/index.ts";
import type { Schedule } from "../schedule/index.ts";
import type { Isolation } from "./isolation/isolation.ts";
import type { Run, ScenarioInput } from "./run.ts";
import type { Sandbox } from "./sandbox.ts";
import type { ScenarioForm } from "./wire/job.ts";

/** More children than this help nobody: each of them has to come up first. */
const MOST_LANES = 4;

/**
 * Several sandboxes as one: a run that is asked for while others are going on gets a child of its own, as long as this machine has a core
 * for it. Who asks for one run after the other never has more than one child.
 */
export class Lanes implements Sandbox {
  readonly #make: () => Sandbox;
  readonly #lanes: { readonly sandbox: Sandbox; waiting: number }[] = [];
  readonly #most = Math.min(MOST_LANES, availableParallelism());

  constructor(make: () => Sandbox) {
    this.#make = make;
  }

  prepare(form: ScenarioForm): void {
    this.#lane(0).sandbox.prepare(form);
  }

  run(program: Program, input: ScenarioInput): Promise<Run> {
    return this.#inLane((sandbox) => sandbox.run(program, input));
  }

  runUnder(program: Program, input: ScenarioInput, schedules: readonly Schedule[]): Promise<readonly Run[]> {
    return this.#inLane((sandbox) => sandbox.runUnder(program, input, schedules));
  }

  isolation(): Promise<Isolation> {
    return this.#lane(0).sandbox.isolation();
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map(({ sandbox }) => sandbox.close()));
  }

  async #inLane<T>(play: (sandbox: Sandbox) => Promise<T>): Promise<T> {
    const lane = this.#freest();
    lane.waiting += 1;
    try {
      return await play(lane.sandbox);
    } finally {
      lane.waiting -= 1;
    }
  }

  #freest(): { readonly sandbox: Sandbox; waiting: number } {
    const idle = this.#lanes.find(({ waiting }) => waiting === 0);
    if (idle !== undefined) return idle;
    if (this.#lanes.length < this.#most) return this.#lane(this.#lanes.length);
    return this.#lanes.reduce((a, b) => (b.waiting < a.waiting ? b : a));
  }

  #lane(index: number): { readonly sandbox: Sandbox; waiting: number } {
    return (this.#lanes[index] ??= { sandbox: this.#make(), waiting: 0 });
  }
}
