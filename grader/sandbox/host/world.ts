import { type Schedule, TaskRanks } from "../../schedule/index.ts";
import type { HttpCall, WorldSettings } from "../guest/host-functions.ts";
import type { Job, ScenarioForm } from "../wire/job.ts";
import { onlyWaits } from "../wire/only-waits.ts";
import { showPosition, SiteMap } from "../wire/positions.ts";
import type { ChildFrame, RawError, RawFrame, RawSite, RawStop } from "../wire/record.ts";
import { CpuMeter } from "./cpu.ts";
import { HostClock } from "./clock.ts";
import { type Guest, GuestFailure, type GuestKind } from "./guest.ts";
import type { GuestHost } from "./guest-host.ts";
import type { HeadStart, Lookout, Start } from "./head-start.ts";
import type { Mocked } from "./http/load-routes.ts";
import type { ReplyShelf } from "./http/reply-shelf.ts";
import type { Asked } from "./known-runs.ts";
import { exchanges } from "./http/meeting.ts";
import { HttpService } from "./http/service.ts";
import { type GuestFiles, GuestModules } from "./modules.ts";
import { Output } from "./output.ts";
import { showStack } from "./stacks.ts";
import { tellAgain } from "./watched-host.ts";
import {
  endless,
  ENGINE_GAVE_UP,
  NOBODY_RESOLVES,
  outOfMemory,
  tooLate,
  tooManyRequests,
  tooMuchAtOnce,
  tooMuchOutput,
  tooMuchSent,
} from "./why-stopped.ts";
import { RuntimeError } from "./webassembly.ts";

/** Where frames go to the parent. `rows` is JSON already. */
export interface Sink {
  send(frame: ChildFrame): void;
  sendRows(at: number, since: number, rows: string): void;
}

/** The guest that a scenario wants. */
export function guestKind({ entry, forbidden, input: { seed, startMs, limits, routes } }: ScenarioForm): GuestKind {
  const settings: WorldSettings = {
    entry,
    seed,
    startMs,
    maxSteps: limits.steps,
    maxTasks: limits.tasks,
    maxTimers: limits.timers,
    maxOutputBytes: limits.outputBytes,
    forbidden,
  };
  return { settings, memoryBytes: limits.memoryBytes, fetches: routes.length > 0 };
}

/** Where the replies of a scenario come from, and how they and its ready tasks are ordered. */
export interface Given {
  readonly routes: Mocked;
  readonly shelf: ReplyShelf;
  readonly schedule: Schedule | null;
}

/** One run of one scenario. */
export class World implements GuestHost {
  readonly modules: GuestModules;
  readonly #job: Job;
  readonly #guest: Guest;
  readonly #sink: Sink;
  readonly #cpu: CpuMeter;
  readonly #clock: HostClock;
  readonly #http: HttpService;
  readonly #output: Output;
  readonly #ranks: TaskRanks | null;
  readonly #sites: SiteMap;
  #samples: (readonly RawFrame[])[] = [];
  #hasSampled = false;
  readonly #asked: Asked[] = [];
  #hasSent = false;
  #over = false;
  #flushing = false;
  #clean = true;
  /** It was stopped as one that only waits, and none of the engine's own frames were left behind. */
  #isLeft = false;

  constructor(job: Job, given: Given, guest: Guest, files: GuestFiles, sink: Sink) {
    const { limits } = job.input;
    this.#job = job;
    this.#guest = guest;
    this.#sink = sink;
    this.#cpu = new CpuMeter(limits.cpuMs, () => sink.send({ t: "alive" }));
    this.#clock = new HostClock(limits.virtualTimeMs, () => this.#tooLate());
    this.#output = new Output(limits.outputBytes);
    this.#ranks = given.schedule?.tasks ? new TaskRanks(given.schedule) : null;
    this.#sites = new SiteMap(job.modules, job.sites);
    this.modules = new GuestModules(files, job, (module) => guest.namesOf(module));
    this.#http = new HttpService(given, limits.requests, {
      now: () => this.#clock.now,
      send: (frame) => sink.send(frame),
      tooMuch: (megabytes) => this.#stop("requests", tooMuchSent(megabytes)),
      tooMany: () => this.#stop("requests", tooManyRequests(limits)),
    });
  }

  /**
   * Gives whether the guest came to a regular end, so that nothing of it is in doubt; and whether no call into it was broken off, so that it can be entered again.
   *
   * @param headStart of this scenario under other schedules
   */
  async play(headStart: HeadStart | null): Promise<{ clean: boolean; atRest: boolean }> {
    try {
      if (headStart?.start) await this.#goOnFrom(headStart.start);
      else await this.#begin(headStart?.lookout(this) ?? null);
    } catch (error) {
      this.#hostFailed(error);
    }
    this.#over = true;
    this.#http.close();
    const workMs = Math.ceil(Math.max(this.#cpu.spentMs, this.#guest.spentMs));
    this.#sink.send({ t: "end", at: this.#clock.now, exceeded: this.#guest.memoryExceeded, workMs });
    return { clean: this.#clean, atRest: this.#clean || this.#isLeft };
  }

  get isOver(): boolean {
    return this.#over;
  }

  async #begin(lookout: Lookout | null): Promise<void> {
    const program = JSON.stringify([this.#job.modules, this.#job.harness]);
    this.#guest.enter(lookout?.host ?? this, program, this.#job.input.limits.cpuMs);
    const given = { args: this.#job.input.args, harness: this.#job.harness !== null };
    this.#guest.start(JSON.stringify(given), this.#ranks !== null);
    await this.#loop(false, lookout);
  }

  async #goOnFrom({ picture, told, isHostsTurn }: Start): Promise<void> {
    this.#guest.goOnFrom(picture, this, this.#job.input.limits.cpuMs);
    tellAgain(told, this);
    await this.#loop(isHostsTurn, null);
  }

  /** Jobs to the end; then what the loop wants to do next; when it only waits, time moves on or a reply comes. */
  async #loop(isHostsTurn: boolean, lookout: Lookout | null): Promise<void> {
    const guest = this.#guest;
    for (let skipsGuest = isHostsTurn; ; skipsGuest = false) {
      if (!skipsGuest) {
        lookout?.moment(guest, false);
        guest.nextHandle();
        guest.runJobs(() => this.#over);
        if (this.#over) return;
        const next = guest.call("tick");
        if (next === 1) continue;
        // Only now: an error that nobody caught has told its line meanwhile.
        if (guest.memoryExceeded) this.#outOfMemory(null);
        if (this.#over) return;
        if (next === 2) break;
        lookout?.moment(guest, true);
      }
      if (this.#http.busy || !this.#http.empty) {
        const replies = await this.#http.settle();
        for (const pair of exchanges(replies)) guest.exchange(...pair);
        for (const reply of replies) {
          guest.deliver(reply.id, reply.dueMicros, JSON.stringify(reply.answer), reply.body);
        }
        continue;
      }
      const deadline = guest.call("deadline");
      if (deadline >= 0) {
        if (this.#clock.moveTo(deadline)) guest.call("wake", this.#clock.now);
      } else if (guest.call("stuck") === 0) {
        this.#deadlock();
      }
    }
    guest.call("finish");
  }

  get hasSampled(): boolean {
    return this.#hasSampled;
  }

  interrupt(workShare: number): boolean {
    if (this.#over) return true;
    if (this.#flushing) return false;
    if (this.#guest.memoryExceeded) {
      // Where none of the learner's code runs, the error that has the line is still on its way.
      const site = this.#guest.stack()[0]?.[1];
      if (site !== undefined) {
        this.#outOfMemory(site);
        return true;
      }
    }
    const tick = this.#cpu.tick(workShare);
    if (tick === "first sample") this.#samples = [];
    if (tick !== "go on") this.#look();
    if (tick === "over") {
      this.#stop("cpu", endless(this.#job.input.limits), { samples: this.#samples });
    }
    return this.#over;
  }

  #look(): void {
    this.#hasSampled = true;
    this.#samples.push(this.#guest.stack());
  }

  rows(json: string, since: number): void {
    this.#sink.sendRows(this.#clock.now, since, json);
  }

  print(stream: "stdout" | "stderr", printed: string, task: number, sites: readonly RawSite[]): void {
    const allowed = this.#output.take(printed);
    if (allowed !== null) this.#sink.send({ t: "output", at: this.#clock.now, stream, text: allowed, task, sites });
    if (this.#output.exceeded) {
      this.#stop("output", tooMuchOutput(this.#job.input.limits), { site: sites[0] ?? null });
    }
  }

  order(tasks: readonly number[]): readonly number[] {
    const order = this.#ranks?.order(tasks) ?? [...tasks.keys()];
    this.#asked.push({ tasks, order });
    return order;
  }

  /** All that the run has asked of its schedule; null when replies came into it, whose times are another thing under each. */
  get asked(): readonly Asked[] | null {
    return this.#hasSent ? null : this.#asked;
  }

  jump(micros: number): boolean {
    if (this.#guest.memoryExceeded) return false;
    return !this.#http.busy && this.#http.empty && this.#clock.moveTo(micros);
  }

  fetch(id: number, call: HttpCall, body: Uint8Array | null): void {
    this.#hasSent = true;
    this.#http.begin(id, call, body);
  }

  arrived(id: number): void {
    this.#http.arrived(id);
  }

  abort(id: number): void {
    this.#http.abort(id);
  }

  seal(): void {
    this.modules.seal();
  }

  begin(): void {
    this.#clock.begin();
    this.#sink.send({ t: "begin", at: this.#clock.now });
  }

  settled(json: string): void {
    const outcome = JSON.parse(json) as { value?: never; error?: RawError | null; uncaught?: boolean };
    const { value = null, error = null, uncaught = false } = outcome;
    this.#sink.send({ t: "settled", at: this.#clock.now, value, error });
    const isOutOfMemory = error?.message === "out of memory" && error.name === "RangeError";
    if (this.#guest.memoryExceeded || isOutOfMemory) this.#outOfMemory(error?.site ?? null);
    if (uncaught) {
      this.#over = true;
      this.#clean = false;
    }
  }

  called(target: string, site: RawSite | null): void {
    this.#sink.send({ t: "called", at: this.#clock.now, target, site });
  }

  stopped(code: string, message: string, site: RawSite | null): void {
    this.#stop(code, message, { site });
  }

  showSite(site: RawSite): string {
    const position = this.#sites.position(site);
    return position === null ? "" : showPosition(position);
  }

  showStack(stack: string): string {
    return showStack(stack, this.#sites);
  }

  #outOfMemory(site: RawSite | null): void {
    this.#stop("memory", outOfMemory(this.#job.input.limits), { site });
  }

  /** The engine's stack still stands as it was when it was stopped: it tells who made the call, or which loop it was. */
  #tooMuchAtOnce(): void {
    const where =
      this.#samples.length === 0 ? { site: this.#guest.stack()[0]?.[1] ?? null } : { samples: this.#samples };
    this.#stop("cpu", tooMuchAtOnce(this.#job.input.limits), where);
  }

  #tooLate(): void {
    this.#stop("virtual-time", tooLate(this.#job.input.limits));
  }

  #deadlock(): void {
    this.#stop("deadlock", NOBODY_RESOLVES);
  }

  /** The engine itself gave up, or we did something wrong. */
  #hostFailed(error: unknown): void {
    this.#clean = false;
    // What the engine's own code throws comes back as its result; anything else has torn through its frames.
    if (!(error instanceof GuestFailure)) this.#isLeft = false;
    if (this.#over) return;
    const isExhaustion =
      error instanceof RangeError ||
      error instanceof RuntimeError ||
      (error instanceof GuestFailure && error.isExhaustion);
    if (!isExhaustion) throw error;
    if (this.#guest.workExceeded()) {
      this.#tooMuchAtOnce();
      return;
    }
    if (this.#guest.memoryExceeded) {
      this.#outOfMemory(null);
      return;
    }
    this.#stop("crashed", ENGINE_GAVE_UP);
  }

  #stop(code: string, message: string, where: Partial<Pick<RawStop, "site" | "samples">> = {}): void {
    if (this.#over || this.#flushing) return;
    this.#clean = false;
    this.#isLeft = onlyWaits(code);
    // What the guest has recorded so far comes before the end.
    this.#flushing = true;
    try {
      this.#guest.call("flush");
    } catch {
      // The guest has no room left even for that.
      this.#isLeft = false;
    }
    this.#flushing = false;
    this.#over = true;
    const stop: RawStop = { code, message, site: null, samples: [], ...where };
    this.#sink.send({ t: "stopped", at: this.#clock.now, stop });
  }
}
