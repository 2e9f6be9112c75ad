import type {
  Program,
  ProgramAwait,
  ProgramCall,
  ProgramFunction,
  ProgramLoop,
  ProgramMaker,
} from "../../compile/index.ts";
import type { ForbiddenCall, Leftover, Outcome, OutputRecord, ProgramText, Run, RunWarning } from "../run.ts";
import type { ChildFrame, GuestRow, RawStop } from "../wire/record.ts";
import { callerOf } from "./caller.ts";
import { EarlyRows } from "./early-rows.ts";
import { Facts } from "./facts.ts";
import { findLoop } from "./find-loop.ts";
import { Places } from "./places.ts";
import { Requests } from "./requests.ts";
import { RunClock } from "./run-clock.ts";
import { TaskRows } from "./task-rows.ts";
import { TraceWriter } from "./trace-writer.ts";

/** Nothing that was told ended the run: nobody gets anything for that. */
const UNDECIDED: Outcome = {
  kind: "stopped",
  reason: {
    code: "crashed",
    message: "The process that ran the code ended without saying how the code ended.",
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
  readonly #forbidden: ReadonlySet<string>;
  readonly #loops: readonly ProgramLoop[];
  readonly #awaits: readonly ProgramAwait[];
  readonly #makers: readonly ProgramMaker[];
  readonly #calls: readonly ProgramCall[];
  readonly #text: ProgramText;
  readonly #functions: readonly ProgramFunction[];
  readonly #entry: string;
  readonly #isScript: boolean;
  readonly #facts = new Facts();
  readonly #early = new EarlyRows();
  readonly #trace = new TraceWriter();
  readonly #requests = new Requests();
  readonly #output: OutputRecord[] = [];
  readonly #warnings: RunWarning[] = [];
  readonly #forbiddenCalls: ForbiddenCall[] = [];
  readonly #places: Places;
  readonly #clock: RunClock;
  readonly #tasks: TaskRows;
  #leftovers: Leftover[] = [];
  /** The entry has ended, and what it left behind was read. */
  #stopped = false;
  #outcome: Outcome | null = null;
  #settledAt: number | null = null;

  constructor(program: Program) {
    this.#forbidden = new Set(program.forbidden);
    this.#loops = program.loops ?? [];
    this.#awaits = program.awaits ?? [];
    this.#makers = program.makers ?? [];
    this.#calls = program.calls ?? [];
    const { unawaited, catches, functions, unthrown, lateValues, sharedByRounds, cuts, floating, eagerCalls, updates } =
      program;
    const { looseCalls, finallies, earlyDones, thenAppends, freshLocks, readsBeforeLock, sharedResets, races } =
      program;
    const told = {
      unawaited,
      catches,
      functions,
      unthrown,
      lateValues,
      sharedByRounds,
      cuts,
      floating,
      eagerCalls,
      updates,
    };
    const more = { looseCalls, finallies, earlyDones, thenAppends, freshLocks, readsBeforeLock, sharedResets, races };
    const { madeFor, earlySignals, askedLast, triedResults, cancels } = program;
    const asked = { madeFor, earlySignals, askedLast, triedResults, cancels };
    const { emptyLooks, narrowKeys, sharedWrites, earlyClocks, waitsUnderIf, sorts } = program;
    const last = { emptyLooks, narrowKeys, sharedWrites, earlyClocks, waitsUnderIf, sorts };
    this.#text = { ...told, ...more, ...asked, ...last };
    this.#functions = program.functions ?? [];
    this.#isScript = program.entry === null;
    this.#entry = program.entry ?? "main";
    this.#places = new Places(program);
    this.#clock = new RunClock(this.#isScript);
    this.#tasks = new TaskRows(this.#places, this.#clock, this.#trace, this.#isScript);
  }

  /** False for a frame that no honest child sends now. */
  take(frame: ChildFrame): boolean {
    if (frame.t === "rows") return this.#rows(frame);
    if ("at" in frame && !this.#clock.moveTo(frame.at, frame.at)) return false;
    switch (frame.t) {
      case "begin":
        this.#clock.begin(this.#requests.inFlight.length > 0);
        return true;
      case "output":
        this.#clock.worked();
        this.#printed(frame);
        return true;
      case "request":
        return this.#sent(frame);
      case "response":
        return this.#answered(frame);
      case "called":
        return this.#called(frame);
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
    const known = this.#places.position(stop.site) ?? findLoop(stop.samples, this.#places.sites, this.#loops);
    // A limit that is reached between two lines: what was begun last is what is done without an end.
    const at = known ?? this.#trace.lastSite;
    const { code, message } = stop;
    const reason = { code, message, file: at?.file ?? null, line: at?.line ?? null, column: at?.column ?? null };
    this.#outcome = { kind: "stopped", reason };
    this.#trace.add({ at: this.#clock.now, event: "stopped", detail: code, site: at });
  }

  run(): Run {
    const outcome = this.#outcome ?? UNDECIDED;
    const { mainEndedAt } = this.#tasks;
    // A script may have several runs, and is over after the last of them.
    const endedAt = this.#isScript ? this.#settledAt : (mainEndedAt ?? this.#settledAt);
    const late = this.#isScript || mainEndedAt === null ? [] : this.#clock.late(this.#entry, mainEndedAt);
    return {
      outcome,
      elapsedMs: outcome.kind === "stopped" || endedAt === null ? null : this.#clock.elapsedMs(endedAt),
      endMs: this.#clock.now / 1000,
      tasks: this.#tasks.records(this.#entry, this.#isScript ? null : outcome),
      requests: this.#requests.all,
      output: this.#output,
      leftovers: this.#leftovers,
      warnings: [...this.#clock.early(this.#entry), ...this.#warnings, ...late],
      forbiddenCalls: this.#forbiddenCalls,
      trace: this.#trace.trace,
      awaits: this.#awaits,
      makers: this.#makers,
      calls: this.#calls,
      text: this.#text,
    };
  }

  #rows(frame: Extract<ChildFrame, { t: "rows" }>): boolean {
    if (!this.#clock.moveTo(frame.since, frame.at)) return false;
    for (const row of frame.rows) {
      if (!this.#facts.fits(row, this.#clock.host)) return false;
      if (row[0] !== "@") this.#row(row);
      else if (!this.#clock.moveTo(row[1], frame.at)) return false;
      if (this.#facts.isCut) this.#trace.cut();
    }
    return true;
  }

  #row(row: Exclude<GuestRow, readonly ["@", ...unknown[]]>): void {
    if (row[0] === "R") this.#newRun();
    else if (row[0] === "timer")
      this.#leftovers.push({ kind: "timer", what: "a timer is still set", at: this.#places.position(row[1]) });
    else if (row[0] === "sleep") this.#leftovers.push(...this.#tasks.abandonedSleep(row[1], row[2], row[3]));
    else if (row[0] === "W") this.#warnings.push({ code: row[1], message: row[2], at: this.#places.position(row[4]) });
    else if (row[0] === "L") this.#loopStopped(row[1]);
    else if (!this.#clock.begun) this.#early.add(row);
    // The clearing up at the end is none of the scenario's.
    else if (!this.#stopped) {
      for (const each of this.#early.take()) this.#tasks.take(each);
      this.#tasks.take(row);
    }
  }

  #newRun(): void {
    this.#early.clear();
    // The run of an entry that has ended is read already; whatever begins now is too late to change it.
    if (this.#stopped && !this.#isScript) return;
    this.#stopped = false;
    this.#tasks.newRun();
  }

  /** The entry has ended: what is open now is left behind. A script may have several runs; the last one counts. */
  #loopStopped(main: number): void {
    if (!this.#clock.begun || (this.#stopped && main !== 0)) return;
    // The entry has joined a loop that its module began: the end of that one is not its own.
    if (!this.#isScript && main !== 0 && this.#tasks.id(main) !== this.#tasks.main) return;
    this.#stopped = true;
    const left = this.#tasks.leftovers(this.#requests.inFlight);
    // That it was given back is not told past the limit.
    this.#leftovers = this.#facts.isCut ? left.filter(({ kind }) => kind !== "held") : left;
  }

  #printed(frame: Extract<ChildFrame, { t: "output" }>): void {
    const { stream, text, sites } = frame;
    const task = this.#clock.begun ? this.#tasks.id(frame.task) : 0;
    const [at = null, ...callers] = sites.map((site) => this.#places.position(site));
    const calledAt = callerOf(at, callers, this.#functions);
    this.#output.push({ stream, atMs: this.#clock.now / 1000, text, task, at, calledAt });
    this.#trace.add({ at: this.#clock.now, event: "output", task, detail: stream, site: at });
  }

  #sent(frame: Extract<ChildFrame, { t: "request" }>): boolean {
    const task = this.#clock.begun ? this.#tasks.id(frame.task) : 0;
    const position = this.#places.position(frame.site);
    const id = this.#requests.sent({ ...frame, task }, this.#clock.now / 1000, position);
    if (id === null) return false;
    const detail = `${frame.method} ${frame.url}`;
    this.#trace.add({ at: this.#clock.now, event: "request-sent", task, ref: id, detail, site: position });
    return true;
  }

  #answered(frame: Extract<ChildFrame, { t: "response" }>): boolean {
    this.#clock.worked();
    if (this.#tasks.mainEndedAt !== null && frame.outcome === "answered") this.#clock.answeredLate();
    const ended = this.#requests.ended(frame, this.#clock.now / 1000);
    if (ended === null) return false;
    const detail = ended.status === null ? ended.outcome : `${ended.outcome} ${ended.status}`;
    this.#trace.add({ at: this.#clock.now, event: "request-ended", task: ended.task, ref: frame.id, detail });
    return true;
  }

  #called({ target, site }: Extract<ChildFrame, { t: "called" }>): boolean {
    if (!this.#forbidden.has(target)) return false;
    const isFirst = !this.#forbiddenCalls.some((known) => known.target === target);
    if (isFirst) this.#forbiddenCalls.push({ target, at: this.#places.position(site) });
    return true;
  }

  #settled(frame: Extract<ChildFrame, { t: "settled" }>): boolean {
    if (this.#outcome !== null) return true;
    // An entry gives its value by ending.
    if (frame.error === null && !this.#isScript && !this.#facts.entryIsDone) return false;
    this.#settledAt = this.#clock.now;
    this.#outcome =
      frame.error === null
        ? { kind: "returned", value: frame.value }
        : { kind: "threw", error: this.#places.error(frame.error) };
    return true;
  }
}
