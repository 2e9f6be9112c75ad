import type { Program } from "../compile/index.ts";
import type { Schedule } from "../schedule/index.ts";
import { sandboxFolder } from "./build/locate.ts";
import { Child, DOES } from "./child.ts";
import type { Isolation } from "./isolation/isolation.ts";
import { findWalls } from "./isolation/walls.ts";
import { killedTwice, Net, neverCameUp, notStarted, Patience, TRIES_TO_COME_UP } from "../processes/index.ts";
import { mayNeedMore, muchMemory, withUsualMemory } from "./much-memory.ts";
import type { Run, ScenarioInput } from "./run.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { Series } from "./series.ts";
import { death, GARBLED, isKill, lastNet, stillborn, wasKilled } from "./untimely-end.ts";
import { parseFrame } from "./wire/check.ts";
import type { Job, ScenarioForm } from "./wire/job.ts";
import type { RawStop } from "./wire/record.ts";

/** One child process at a time, and what it may serve one after the other. */
export class ProcessSandbox implements Omit<Sandbox, "keep"> {
  readonly #options: SandboxOptions;
  #child: Child | null = null;
  /** Has run nobody's code yet. */
  #spare: Promise<Child> | null = null;
  /** Whose code the child has run last. */
  #program: Program | null = null;
  /** So many programs it has run. */
  #served = 0;
  /** Something that it ran was stopped, by a limit or otherwise. */
  #stopped = false;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** The last net had to end a scenario of this one. Its verdict is certain then, and nobody waits as long for the next scenario. */
  #caught: Program | null = null;
  /** Has needed more memory than is usual. */
  #large: Program | null = null;

  constructor(options: SandboxOptions) {
    this.#options = options;
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
    const runs = this.#queue.then(() => this.#play(program, input, schedules));
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
      if (await this.#playOn(program, usual, series, schedules, wholly)) return series.runs;
      this.#large = program;
      await this.#dropped();
    }
    const giveBack = await muchMemory();
    try {
      await this.#options.beforeMuchMemory?.();
      await this.#playOn(program, input, series, schedules, true);
    } finally {
      await this.#dropped();
      giveBack();
    }
    return series.runs;
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
    let killed = 0;
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
      const outcome = await this.#supervise(child, series, waits, { gathers, wholly });
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
      if (series.runs.length > before) killed = unborn = 0;
      if (outcome === "killed") killed += 1;
      else unborn += 1;
      // Twice is no accident, but where nobody's code has run, no code is the cause either.
      if (killed === 2) throw killedTwice(DOES);
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

  /** Resolves when the series is over: may the child serve another one, did it run the submission at all? */
  #supervise(child: Child, series: Series, net: Nets, { gathers, wholly }: Telling): Promise<Ending> {
    return new Promise((resolve, reject) => {
      const tooLong = (realMs: number) => {
        if (child.entered) {
          if (!gathers) this.#caught = this.#program;
          crash(lastNet(realMs));
        } else {
          patience.neverCameUp();
          fail(neverCameUp(DOES, `nothing was heard of it for ${Math.round(realMs / 1000)} s`));
        }
      };
      let isUp = child.entered;
      const quietMs = isUp ? net.silenceMs : patience.ms;
      let silence = new Net(quietMs, () => tooLong(quietMs));
      let wall = new Net(net.wallMs, () => tooLong(net.wallMs));
      const noNets = () => {
        silence.remove();
        wall.remove();
      };
      const over = (outcome: Ending) => {
        noNets();
        child.onFrame = () => undefined;
        child.onEnd = () => undefined;
        resolve(outcome);
      };
      const crash = (stop: RawStop) => {
        child.kill();
        if (gathers) {
          over("crashed");
          return;
        }
        series.writer.stop(stop);
        series.end();
        over("spent");
      };
      const fail = (error: Error) => {
        noNets();
        child.kill();
        reject(error);
      };
      const bug = (message: string) => fail(new Error(bugReport(message)));
      child.onEnd = (end) => {
        // Even if the entry had settled: what came after that is missing.
        series.writer.stop(death(end));
        if (!child.entered) over("unborn");
        else if (isKill(end, child.stderr)) over("killed");
        else if (gathers) over("crashed");
        else {
          series.end();
          over("spent");
        }
      };
      const runEnded = () => {
        const [last] = series.end().slice(-1);
        if (series.isComplete) over("healthy");
        // Nobody waits for the others; the child is still at them.
        else if (last!.outcome.kind === "stopped") {
          child.kill();
          over("spent");
        } else {
          told = 0;
          wall.remove();
          wall = new Net(net.wallMs, () => tooLong(net.wallMs));
          series.beginAnew();
        }
      };
      let told = 0;
      child.onFrame = (message) => {
        if (isUp) silence.refresh();
        else {
          isUp = true;
          patience.cameUp();
          silence.remove();
          silence = new Net(net.silenceMs, () => tooLong(net.silenceMs));
        }
        told += message.length;
        if (told > MOST_TOLD) {
          crash(GARBLED);
          return;
        }
        const frame = parseFrame(message);
        try {
          if (frame === null) crash(GARBLED);
          else if (frame.t === "bug") bug(frame.message);
          else if (frame.t === "no-room") fail(notStarted(DOES, { code: "ENOMEM" }));
          else if (!series.writer.take(frame)) crash(GARBLED);
          else if (frame.t === "stopped") this.#stopped = true;
          else if (frame.t === "end" && frame.exceeded && !wholly) over("cramped");
          else if (frame.t === "end") runEnded();
        } catch (error) {
          // Nobody listens above a stream's event; a scenario that goes on without this frame would be a false one.
          bug(String(error));
        }
      };
    });
  }

  /** Its memory is free again when this resolves. */
  async #dropped(): Promise<void> {
    const child = this.#child;
    this.#drop();
    if (child === null || child.over) return;
    child.hold(true);
    await new Promise<void>((resolve) => (child.onEnd = () => resolve()));
  }

  #drop(): void {
    this.#child?.kill();
    this.#child = null;
    this.#program = null;
    this.#served = 0;
    this.#stopped = false;
  }
}

/** In a batch. A child does not live long enough for anything to pile up in it, and coming up costs little when so many share it. */
const MOST_SERVED = 500;

type Schedules = readonly (Schedule | null)[];

/**
 * `healthy`: may serve another scenario. `spent`: may not. `unborn`: ended before it ran anybody's code. `killed`: ended by somebody on this
 * machine while it ran the code, which is as good a reason to run it again. `crashed`: while what it told was gathered. `cramped`: it needs more memory
 * than it has here, and what was told of it counts for nothing.
 */
type Ending = "healthy" | "spent" | "unborn" | "killed" | "crashed" | "cramped";

interface Telling {
  /** What is told may come later, in one piece. */
  readonly gathers: boolean;
  /** With all the memory that the scenario's limits allow. */
  readonly wholly: boolean;
}

/** Only what the child needs to know: what is expected stays here. */
function jobOf(program: Program, input: ScenarioInput): Job {
  const { entryModule, entry, modules, sites, harness = null, forbidden = [] } = program;
  const { args, routes, limits, seed, startMs } = input;
  return { entryModule, entry, modules, harness, forbidden, sites, input: { args, routes, limits, seed, startMs } };
}

const patience = new Patience(30_000);

/** All that a scenario's limits let an honest child tell is far less. Everything is kept in memory here. */
const MOST_TOLD = 128 * 1024 * 1024;

function bugReport(message: string): string {
  return `The sandbox failed. Please report this as a bug. ${message}`;
}

interface Nets {
  readonly silenceMs: number;
  readonly wallMs: number;
}

/** Generous: a scenario that any counted limit could end must never end here. On a busy machine they are wider still: see Net. */
function nets({ silenceMs = 60_000 }: SandboxOptions, { limits }: ScenarioInput, oneUsed: boolean): Nets {
  const wallMs = 120_000 + 60 * limits.cpuMs;
  return oneUsed ? { silenceMs: silenceMs / 4, wallMs: wallMs / 4 } : { silenceMs, wallMs };
}
