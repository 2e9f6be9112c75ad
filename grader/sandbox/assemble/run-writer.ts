import type { Program, ProgramLoop } from "../../compile/index.ts";
import type { Position } from "../../values/index.ts";
import type { AwaitFrame, Leftover, Outcome, OutputRecord, Run, RunWarning } from "../run.ts";
import { SiteMap } from "../wire/positions.ts";
import type { ChildFrame, GuestRow, RawError, RawSite, RawStop } from "../wire/record.ts";
import { Facts } from "./facts.ts";
import { findLoop } from "./find-loop.ts";
import { OpenEnds } from "./open-ends.ts";
import { Requests } from "./requests.ts";
import { taskRecords, Tasks } from "./tasks.ts";
import { TraceWriter } from "./trace-writer.ts";

/** Nothing that was told ended the run: nobody gets anything for that. */
const UNDECIDED: Outcome = {
  kind: "stopped",
  reason: {
    code: "crashed",
    message: "The process that ran the code ended without telling how the code ended.",
    file: null,
    line: null,
    column: null,
  },
};

/**
 * Puts a Run together from what the child tells, frame by frame: complete at every moment, so that a child that was killed
 * has told its story as far as it came. Times are those of the child's host side.
 */
export class RunWriter {
  readonly #sites: SiteMap;
  readonly #loops: readonly ProgramLoop[];
  readonly #stacks = new Map<string, readonly AwaitFrame[] | null>();
  readonly #positions = new Map<RawSite, Position | null>();
  readonly #entry: string;
  readonly #isScript: boolean;
  readonly #facts = new Facts();
  readonly #trace = new TraceWriter();
  readonly #tasks = new Tasks();
  readonly #requests = new Requests();
  readonly #output: OutputRecord[] = [];
  readonly #warnings: RunWarning[] = [];
  #leftovers: Leftover[] = [];
  readonly #open = new OpenEnds();
  #clock = 0;
  #beganAt = 0;
  /** When the module, before the entry was called, was last seen to do what a scenario asks for: waiting alone is its own affair. */
  #workedUntil = 0;
  /** When the last reply came after the entry had ended: what is cancelled then may still ask for more in its `finally`. */
  #answeredAfter = 0;
  #begun: boolean;
  /** Added to the ids of a script's later runs, which count anew. */
  #offset = 0;
  #main = 0;
  #mainEndedAt: number | null = null;
  #stopped = false;
  #outcome: Outcome | null = null;
  #settledAt: number | null = null;

  constructor(program: Program) {
    this.#sites = new SiteMap(program.modules, program.sites);
    this.#loops = program.loops ?? [];
    this.#isScript = program.entry === null;
    this.#entry = program.entry ?? "main";
    this.#begun = this.#isScript;
  }

  /** False for a frame that no honest child sends now. */
  take(frame: ChildFrame): boolean {
    if (frame.t === "rows") return this.#rows(frame);
    if ("at" in frame && !this.#moveTo(frame.at, frame.at)) return false;
    switch (frame.t) {
      case "begin":
        // What it waited for is that, whenever the reply comes.
        if (this.#requests.inFlight.length > 0) this.#workSeen();
        this.#beganAt = this.#clock;
        this.#begun = true;
        return true;
      case "output":
        this.#workSeen();
        this.#printed(frame);
        return true;
      case "request":
        return this.#sent(frame);
      case "response":
        this.#workSeen();
        if (this.#mainEndedAt !== null && frame.outcome === "answered") this.#answeredAfter = this.#now;
        return this.#ended(frame);
      case "settled":
        return this.#settled(frame);
      case "stopped":
        this.stop(frame.stop);
        return true;
      default:
        return true;
    }
  }

  /** The grader ended the run. It is the last word, whatever came before. */
  stop(stop: RawStop): void {
    const known = this.#position(stop.site) ?? findLoop(stop.samples, this.#sites, this.#loops);
    // A limit that is reached between two lines: what was begun last is what is done without an end.
    const at = known ?? this.#trace.lastSite;
    const { code, message } = stop;
    const reason = { code, message, file: at?.file ?? null, line: at?.line ?? null, column: at?.column ?? null };
    this.#outcome = { kind: "stopped", reason };
    this.#trace.add({ at: this.#now, event: "stopped", detail: code, site: at });
  }

  run(): Run {
    const outcome = this.#outcome ?? UNDECIDED;
    // A script may have several runs, and is over after the last of them.
    const endedAt = this.#isScript
      ? this.#settledAt
      : this.#mainEndedAt === null
        ? this.#settledAt
        : Math.max(this.#mainEndedAt, this.#answeredAfter);
    return {
      outcome,
      elapsedMs: outcome.kind === "stopped" || endedAt === null ? null : (endedAt + this.#workedUntil) / 1000,
      endMs: this.#now / 1000,
      tasks: taskRecords(this.#tasks, { id: this.#main, name: this.#entry, returned: this.#isScript ? null : outcome }),
      requests: this.#requests.all,
      output: this.#output,
      leftovers: this.#leftovers,
      warnings: [...this.#early(), ...this.#warnings, ...this.#late()],
      trace: this.#trace.trace,
    };
  }

  /** Work that was done while the module was loaded is not done in no time: see `#workedUntil`. */
  #early(): RunWarning[] {
    if (this.#workedUntil === 0) return [];
    const ms = this.#workedUntil / 1000;
    const message = `Requests or output took ${ms} ms while the file was loaded, before ${this.#entry} was called. They count as its time.`;
    return [{ code: "time-before-entry", message, at: null }];
  }

  /** Nor is what is asked for by tasks that are being cancelled because the entry has ended. */
  #late(): RunWarning[] {
    const micros = this.#answeredAfter - (this.#mainEndedAt ?? 0);
    if (this.#isScript || this.#mainEndedAt === null || micros <= 0) return [];
    const message = `Requests took ${micros / 1000} ms after ${this.#entry} had ended, in tasks that it left behind. They count as its time.`;
    return [{ code: "time-after-entry", message, at: null }];
  }

  /** A request or some output while the module is loaded. */
  #workSeen(): void {
    if (!this.#begun) this.#workedUntil = this.#clock;
  }

  /** µs since the entry was called. What a module did before that counts as the instant of the call. */
  get #now(): number {
    return Math.max(0, this.#clock - this.#beganAt);
  }

  #position(site: RawSite | null): Position | null {
    if (site === null) return null;
    let position = this.#positions.get(site);
    if (position === undefined) {
      position = this.#sites.position(site);
      this.#positions.set(site, position);
    }
    return position;
  }

  #id(task: number): number {
    return task === 0 ? 0 : task + this.#offset;
  }

  /** Time goes forward, and never past what the child's host side saw. */
  #moveTo(instant: number, hostClock: number): boolean {
    if (instant < this.#clock || instant > hostClock) return false;
    this.#clock = instant;
    return true;
  }

  #rows(frame: Extract<ChildFrame, { t: "rows" }>): boolean {
    if (!this.#moveTo(frame.since, frame.at)) return false;
    for (const row of frame.rows) {
      if (!this.#facts.fits(row, this.#clock)) return false;
      if (row[0] !== "@") this.#row(row);
      else if (!this.#moveTo(row[1], frame.at)) return false;
    }
    return true;
  }

  #row(row: Exclude<GuestRow, readonly ["@", ...unknown[]]>): void {
    if (row[0] === "R") this.#newRun();
    else if (row[0] === "timer")
      this.#leftovers.push({ kind: "timer", what: "a timer is still set", at: this.#position(row[1]) });
    else if (row[0] === "W") this.#warnings.push({ code: row[1], message: row[2], at: this.#position(row[4]) });
    else if (row[0] === "L") this.#loopStopped(row[1]);
    // A run of its own that the module made while it was loaded is none of the scenario's; nor is the clearing up at the end.
    else if (this.#begun && !this.#stopped) this.#taskRow(row);
  }

  #newRun(): void {
    // The run of an entry that has ended is read already; whatever begins now is too late to change it.
    if (this.#stopped && !this.#isScript) return;
    this.#stopped = false;
    this.#open.clear();
    this.#offset = Math.max(0, ...this.#tasks.all.map((task) => task.id));
  }

  #taskRow(row: Exclude<GuestRow, readonly ["R" | "@" | "timer" | "W" | "L", ...unknown[]]>): void {
    const at = this.#now;
    switch (row[0]) {
      case "c": {
        const [, task, creator, name, coroutine, site] = row;
        this.#created(this.#id(task), this.#id(creator), name, coroutine, this.#position(site));
        return;
      }
      case "m":
        this.#main = this.#id(row[1]);
        return;
      case "n": {
        const task = this.#tasks.get(this.#id(row[1]));
        if (task !== undefined) task.name = row[2];
        this.#trace.add({ at, event: "task-renamed", task: this.#id(row[1]), detail: row[2] });
        return;
      }
      case "s":
        this.#trace.add({ at, event: "task-step", task: this.#id(row[1]) });
        return;
      case "w":
        this.#waitBegan(row);
        return;
      case "e":
        this.#waitEnded(row[1], this.#id(row[2]));
        return;
      case "x": {
        const [, task, by, site] = row;
        const position = this.#position(site);
        this.#trace.add({ at, event: "cancel-requested", task: this.#id(task), other: this.#id(by), site: position });
        return;
      }
      case "d":
        this.#taskEnded(row);
        return;
      case "t": {
        const [, timer, when, task, site, plain] = row;
        const position = this.#position(site);
        if (plain === 0 && position !== null && when >= 0) this.#open.timerSet(timer, position);
        const detail = when < 0 ? "never" : `${when / 1000} ms`;
        this.#trace.add({ at, event: "timer-set", task: this.#id(task), ref: timer, detail, site: position });
        return;
      }
      case "u":
        this.#open.timerEnded(row[1]);
        this.#trace.add({ at, event: "timer-ended", ref: row[1], detail: row[2] });
        return;
      case "h":
        this.#heldChanged(row);
        return;
    }
  }

  #created(id: number, creator: number, name: string, coroutine: string, createdAt: Position | null): void {
    if (this.#tasks.has(id)) return;
    if (this.#main === 0 && this.#isScript) this.#main = id;
    this.#tasks.add({
      id,
      name,
      coroutine,
      state: "pending",
      createdMs: this.#now / 1000,
      endedMs: null,
      creator,
      createdAt,
      result: null,
      error: null,
      waits: new Map(),
    });
    this.#trace.add({
      at: this.#now,
      event: "task-created",
      task: id,
      other: creator,
      detail: name,
      site: createdAt,
    });
  }

  #waitBegan(row: Extract<GuestRow, readonly ["w", ...unknown[]]>): void {
    const [, wait, task, kind, resource, on, site, rawStack] = row;
    const detail = waitWords(kind, resource);
    const stack = rawStack === null ? null : this.#stack(rawStack);
    this.#tasks.get(this.#id(task))?.waits.set(wait, resource);
    this.#open.waitBegan(wait, {
      task: this.#id(task),
      sleep: kind === "sleep" ? resource : null,
      at: this.#position(site),
    });
    this.#trace.add({
      at: this.#now,
      event: "wait-began",
      task: this.#id(task),
      other: this.#id(on),
      ref: wait,
      detail,
      site: this.#position(site),
      stack,
    });
  }

  /** Loops wait in the same frames again and again; one copy of each stack is enough. */
  #stack(rawStack: readonly (readonly [frame: number, site: RawSite])[]): readonly AwaitFrame[] | null {
    const key = rawStack.join(" ");
    let stack = this.#stacks.get(key);
    if (stack === undefined) {
      const frames = rawStack
        .map(([frame, site]) => ({ frame, at: this.#position(site) }))
        .filter((each): each is AwaitFrame => each.at !== null);
      stack = frames.length === 0 ? null : frames;
      this.#stacks.set(key, stack);
    }
    return stack;
  }

  #waitEnded(wait: number, waker: number): void {
    const task = this.#open.waitEnded(wait);
    this.#tasks.get(task)?.waits.delete(wait);
    this.#trace.add({ at: this.#now, event: "wait-ended", task, other: waker, ref: wait });
  }

  #taskEnded(row: Extract<GuestRow, readonly ["d", ...unknown[]]>): void {
    const [, number, state, result, error] = row;
    const id = this.#id(number);
    const task = this.#tasks.get(id);
    if (task === undefined || task.endedMs !== null) return;
    task.state = state;
    task.endedMs = this.#now / 1000;
    task.result = state === "done" ? result : null;
    task.error = error === null ? null : this.#error(error);
    if (id === this.#main) this.#mainEndedAt = this.#now;
    this.#trace.add({ at: this.#now, event: "task-ended", task: id, detail: state });
  }

  #heldChanged(row: Extract<GuestRow, readonly ["h", ...unknown[]]>): void {
    const [, kind, resource, task, change, site] = row;
    const position = this.#position(site);
    this.#open.heldChanged(task, resource, change, position);
    this.#trace.add({
      at: this.#now,
      event: change > 0 ? "held" : "given-back",
      task: this.#id(task),
      detail: waitWords(kind, resource),
      site: position,
    });
  }

  /** The entry has ended: what is open now is left behind. A script may have several runs; the last one counts. */
  #loopStopped(main: number): void {
    if (!this.#begun || (this.#stopped && main !== 0)) return;
    // The entry has joined a loop that its module began: the end of that one is not its own.
    if (!this.#isScript && main !== 0 && this.#id(main) !== this.#main) return;
    this.#stopped = true;
    this.#leftovers = this.#open.leftovers(this.#tasks, this.#main, this.#requests.inFlight);
  }

  #printed(frame: Extract<ChildFrame, { t: "output" }>): void {
    const { stream, text, site } = frame;
    const task = this.#begun ? this.#id(frame.task) : 0;
    const at = this.#position(site);
    this.#output.push({ stream, atMs: this.#now / 1000, text, task, at });
    this.#trace.add({ at: this.#now, event: "output", task, detail: stream, site: at });
  }

  #sent(frame: Extract<ChildFrame, { t: "request" }>): boolean {
    const task = this.#begun ? this.#id(frame.task) : 0;
    const position = this.#position(frame.site);
    const id = this.#requests.sent({ ...frame, task }, this.#now / 1000, position);
    if (id === null) return false;
    const detail = `${frame.method} ${frame.url}`;
    this.#trace.add({ at: this.#now, event: "request-sent", task, ref: id, detail, site: position });
    return true;
  }

  #ended(frame: Extract<ChildFrame, { t: "response" }>): boolean {
    const ended = this.#requests.ended(frame, this.#now / 1000);
    if (ended === null) return false;
    const detail = ended.status === null ? ended.outcome : `${ended.outcome} ${ended.status}`;
    this.#trace.add({ at: this.#now, event: "request-ended", task: ended.task, ref: frame.id, detail });
    return true;
  }

  #settled(frame: Extract<ChildFrame, { t: "settled" }>): boolean {
    if (this.#outcome !== null) return true;
    // An entry gives its value by ending.
    if (frame.error === null && !this.#isScript && !this.#facts.entryIsDone) return false;
    this.#settledAt = this.#now;
    this.#outcome =
      frame.error === null
        ? { kind: "returned", value: frame.value }
        : { kind: "threw", error: this.#error(frame.error) };
    return true;
  }

  #error(error: RawError): { name: string; message: string; at: Position | null } {
    return { name: error.name, message: error.message, at: this.#position(error.site) };
  }
}

/** `sleep(300)`, `lock 1`, `future`: the first word is the kind of the wait. */
function waitWords(kind: string, resource: string): string {
  const bare = resource.replace(/^an? /, "");
  return bare.startsWith(kind) ? bare : `${kind} ${resource}`;
}
