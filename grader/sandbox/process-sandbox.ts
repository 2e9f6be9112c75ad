import type { Program } from "../compile/index.ts";
import type { Schedule } from "../schedule/index.ts";
import { sandboxFolder } from "./build/locate.ts";
import { Child, DOES } from "./child.ts";
import type { Isolation } from "./isolation/isolation.ts";
import { findWalls } from "./isolation/walls.ts";
import { killedTwice, starvedTwice, TRIES_TO_COME_UP } from "../processes/index.ts";
import type { LaneSandbox } from "./lanes.ts";
import { mayNeedMore, muchMemory, withUsualMemory } from "./much-memory.ts";
import type { Run, ScenarioInput } from "./run.ts";
import type { SandboxOptions } from "./sandbox.ts";
import { Series } from "./series.ts";
import { type Nets, supervise } from "./supervise.ts";
import { stillborn, wasKilled } from "./untimely-end.ts";
import type { Job, ScenarioForm } from "./wire/job.ts";

/** One child process at a time, and what it may serve one after the other. */
export class ProcessSandbox implements LaneSandbox {
  readonly #options: SandboxOptions;
  readonly #turn: (program: Program) => Promise<void>;
  #child: Child | null = null;
  /** Has run nobody's code yet. */
  #spare: Promise<Child> | null = null;
  /** Whose code the child has run last. */
  #program: Program | null = null;
  /** So many programs it has run. */
  #served = 0;
  /** Something that it ran was stopped while it computed. */
  #stopped = false;
  #queue: Promise<unknown> = Promise.resolve();
  #plays = false;
  #closed = false;
  /** The last net had to end a scenario of this one. Its verdict is certain then, and nobody waits as long for the next scenario. */
  #caught: Program | null = null;
  /** Has needed more memory than is usual. */
  #large: Program | null = null;

  /** @param turn resolves when this program may have much; see Turns */
  constructor(options: SandboxOptions, turn: (program: Program) => Promise<void>) {
    this.#options = options;
    this.#turn = turn;
  }

  /** The child that is there may run the next program, too. */
  get #keeps(): boolean {
    if (this.#child === null || this.#child.over) return false;
    const { child: serves = "submission" } = this.#options;
    return serves === "author" || (serves === "batch" && !this.#stopped && this.#served < MOST_SERVED);
  }

  get #servesMany(): boolean {
    return (this.#options.child ?? "submission") !== "submission";
  }

  prepare({ entry, forbidden, input: { routes, limits, seed, startMs } }: ScenarioForm): void {
    if (this.#closed || this.#keeps) return;
    this.#spare ??= this.#startSpare();
    this.#spare.then(
      (child) => {
        const input = { routes, limits: withUsualMemory(limits), seed, startMs };
        child.send({ t: "prepare", form: { entry, forbidden, input } });
      },
      // Whoever wants this child is told.
      () => undefined,
    );
  }

  async run(program: Program, input: ScenarioInput): Promise<Run> {
    const [run] = await this.#enqueue(program, input, [input.schedule ?? null]);
    return run!;
  }

  runUnder(program: Program, input: ScenarioInput, schedules: readonly Schedule[]): Promise<readonly Run[]> {
    return this.#enqueue(program, input, schedules);
  }

  async rest(): Promise<void> {
    const ends = [this.#plays ? Promise.resolve() : this.#dropped()];
    // One that plays and has no child is about to take the spare one.
    if (!this.#plays || this.#child !== null) ends.push(this.#spareDropped());
    await Promise.all(ends);
  }

  async isolation(): Promise<Isolation> {
    return (await findWalls(await sandboxFolder())).isolation;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#drop();
    const spare = await this.#spare?.catch(() => null);
    spare?.kill();
    await this.#queue;
  }

  #enqueue(program: Program, input: ScenarioInput, schedules: Schedules): Promise<readonly Run[]> {
    // A child that is asked for nothing tells nothing, and would be waited for until the last net.
    if (schedules.length === 0) return Promise.resolve([]);
    const runs = this.#queue.then(async () => {
      this.#plays = true;
      try {
        return await this.#play(program, input, schedules);
      } finally {
        this.#plays = false;
      }
    });
    this.#queue = runs.catch(() => undefined);
    return runs;
  }

  async #play(program: Program, input: ScenarioInput, schedules: Schedules): Promise<readonly Run[]> {
    if (this.#program !== program && !this.#keeps) this.#drop();
    if (this.#program !== program) this.#served += 1;
    const series = new Series(program, schedules.length);
    if (this.#large !== program || !mayNeedMore(input.limits)) {
      const usual = { ...input, limits: withUsualMemory(input.limits) };
      const wholly = !mayNeedMore(input.limits);
      if (await this.#playOn(program, usual, series, schedules, wholly)) {
        if (series.isMuch) await this.#tellsMuch(program);
        return series.runs;
      }
      this.#large = program;
      await this.#dropped();
    }
    await this.#turn(program);
    const giveBack = await muchMemory(this.#options.makeRoom);
    try {
      await this.#playOn(program, input, series, schedules, true);
    } finally {
      await this.#dropped();
      giveBack();
    }
    return series.runs;
  }

  async #tellsMuch(program: Program): Promise<void> {
    await this.#turn(program);
    await this.#options.beforeMuchTold?.();
  }

  /**
   * Plays those that the series still wants.
   *
   * @param wholly it has all the memory that it may have
   * @returns false when it needs more memory than it has here
   */
  async #playOn(
    program: Program,
    input: ScenarioInput,
    series: Series,
    schedules: Schedules,
    wholly: boolean,
  ): Promise<boolean> {
    const job = jobOf(program, input);
    // In one process with others, or in a row of many: what a child did not live to tell may have been another run's.
    let gathers = this.#options.child === "batch" || schedules.length > 1;
    let hindered = 0;
    let unborn = 0;
    for (;;) {
      const child = await this.#childFor();
      this.#child = child;
      this.#program = program;
      if (this.#closed) {
        this.#drop();
        throw new Error("The sandbox was closed before this scenario could begin.");
      }
      const before = series.runs.length;
      series.beginAnew();
      child.send({ t: "job", job, schedules: schedules.slice(before), gathers });
      child.hold(true);
      const waits = nets(this.#options, input, this.#caught === program);
      const outcome = await supervise(child, series, waits, {
        gathers,
        wholly,
        stopped: () => void (this.#stopped = true),
        caught: () => void (this.#caught = program),
      });
      child.hold(false);
      if (outcome === "cramped") return false;
      if (outcome !== "healthy") this.#drop();
      if (outcome === "healthy" || outcome === "spent") return true;
      if (this.#closed) {
        series.end();
        return true;
      }
      if (outcome === "crashed") {
        // It had not told all of its story, and it is nobody else's affair: once more, in a process of its own that tells all at once.
        gathers = false;
        continue;
      }
      if (series.runs.length > before) hindered = unborn = 0;
      if (outcome === "unborn") unborn += 1;
      else hindered += 1;
      // Twice is no accident, but where nobody's code has run, no code is the cause either.
      if (hindered === 2) throw outcome === "killed" ? killedTwice(DOES) : starvedTwice(DOES);
      if (unborn >= (wasKilled(child) ? TRIES_TO_COME_UP : 2)) throw stillborn(child);
    }
  }

  async #startSpare(): Promise<Child> {
    const child = await Child.start(this.#servesMany);
    child.hold(false);
    return child;
  }

  /** One that is there, or the spare one; either may have been killed by somebody while it had nothing to do. */
  async #childFor(): Promise<Child> {
    if (this.#child?.over === false) return this.#child;
    const waiting = this.#spare;
    this.#spare = null;
    const spare = await waiting;
    return spare?.over === false ? spare : await Child.start(this.#servesMany);
  }

  /** Its memory is free again when this resolves. */
  async #dropped(): Promise<void> {
    const child = this.#child;
    this.#drop();
    if (child !== null) await ended(child);
  }

  async #spareDropped(): Promise<void> {
    const waiting = this.#spare;
    this.#spare = null;
    // Nobody waits for it who could be told that it did not come up.
    const spare = await waiting?.catch(() => null);
    if (spare) await ended(spare);
  }

  #drop(): void {
    this.#child?.kill();
    this.#child = null;
    this.#program = null;
    this.#served = 0;
    this.#stopped = false;
  }
}

async function ended(child: Child): Promise<void> {
  child.kill();
  if (child.over) return;
  child.hold(true);
  await new Promise<void>((resolve) => (child.onEnd = () => resolve()));
}

/** In a batch. A child does not live long enough for anything to pile up in it, and coming up costs little when so many share it. */
const MOST_SERVED = 500;

type Schedules = readonly (Schedule | null)[];

/** Only what the child needs to know: what is expected stays here. */
function jobOf(program: Program, input: ScenarioInput): Job {
  const { entryModule, entry, modules, sites, harness = null, forbidden = [] } = program;
  const { args, routes, limits, seed, startMs } = input;
  return { entryModule, entry, modules, harness, forbidden, sites, input: { args, routes, limits, seed, startMs } };
}

/** Generous: a scenario that any counted limit could end must never end here. On a busy machine they are wider still: see Net. */
function nets({ silenceMs = 60_000 }: SandboxOptions, { limits }: ScenarioInput, oneUsed: boolean): Nets {
  const wallMs = 120_000 + 60 * limits.cpuMs;
  return oneUsed ? { silenceMs: silenceMs / 4, wallMs: wallMs / 4 } : { silenceMs, wallMs };
}
