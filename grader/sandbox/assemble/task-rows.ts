import type { Position } from "../../values/index.ts";
import type { Leftover, Outcome, RequestRecord, TaskRecord } from "../run.ts";
import type { GuestRow, RawSite } from "../wire/record.ts";
import { OpenEnds } from "./open-ends.ts";
import type { Places } from "./places.ts";
import type { RunClock } from "./run-clock.ts";
import { taskRecords, Tasks } from "./tasks.ts";
import type { TraceWriter } from "./trace-writer.ts";

/** What the guest's recorder tells of tasks, and of what they wait for and hold. */
export type TaskRow = Exclude<GuestRow, readonly ["R" | "@" | "timer" | "sleep" | "W" | "L", ...unknown[]]>;

/** The tasks of a run, from what is told of them row by row. */
export class TaskRows {
  readonly #places: Places;
  readonly #clock: RunClock;
  readonly #trace: TraceWriter;
  readonly #isScript: boolean;
  readonly #tasks = new Tasks();
  readonly #open = new OpenEnds();
  /** Added to the ids of a script's later runs, which count anew. */
  #offset = 0;
  #main = 0;
  #mainEndedAt: number | null = null;

  constructor(places: Places, clock: RunClock, trace: TraceWriter, isScript: boolean) {
    this.#places = places;
    this.#clock = clock;
    this.#trace = trace;
    this.#isScript = isScript;
  }

  /** The entry's own task; 0 while it is not known. */
  get main(): number {
    return this.#main;
  }

  /** In µs since the call of the entry. */
  get mainEndedAt(): number | null {
    return this.#mainEndedAt;
  }

  /** Of a task of the run that is going on: its number in all of them. */
  id(task: number): number {
    return task === 0 ? 0 : task + this.#offset;
  }

  newRun(): void {
    this.#open.clear();
    this.#offset = Math.max(0, ...this.#tasks.all.map((task) => task.id));
  }

  leftovers(inFlight: readonly RequestRecord[]): Leftover[] {
    return this.#open.leftovers(this.#tasks, this.#main, inFlight);
  }

  /** What a sleep that goes on leaves behind: nothing when its task is left pending, and said to be. */
  abandonedSleep(task: number, sleep: string, site: RawSite | null): Leftover[] {
    return this.#open.abandoned(this.#tasks, { task: this.id(task), sleep, at: this.#places.position(site) });
  }

  /** @param returned how the call of the entry ended; null for a script */
  records(entry: string, returned: Outcome | null): TaskRecord[] {
    return taskRecords(this.#tasks, { id: this.#main, name: entry, returned });
  }

  take(row: TaskRow): void {
    const at = this.#clock.now;
    switch (row[0]) {
      case "c": {
        const [, task, creator, name, coroutine, site] = row;
        this.#created(this.id(task), this.id(creator), name, coroutine, this.#places.position(site));
        return;
      }
      case "m":
        this.#main = this.id(row[1]);
        return;
      case "n": {
        const task = this.#tasks.get(this.id(row[1]));
        if (task !== undefined) task.name = row[2];
        this.#trace.add({ at, event: "task-renamed", task: this.id(row[1]), detail: row[2] });
        return;
      }
      case "s":
        this.#trace.add({ at, event: "task-step", task: this.id(row[1]) });
        return;
      case "w":
        this.#waitBegan(row);
        return;
      case "e":
        this.#waitEnded(row[1], this.id(row[2]));
        return;
      case "x": {
        const [, task, by, site] = row;
        const position = this.#places.position(site);
        this.#trace.add({ at, event: "cancel-requested", task: this.id(task), other: this.id(by), site: position });
        return;
      }
      case "d":
        this.#ended(row);
        return;
      case "t": {
        const [, timer, when, task, site, plain] = row;
        const position = this.#places.position(site);
        if (plain === 0 && position !== null && when >= 0) this.#open.timerSet(timer, position);
        const detail = when < 0 ? "never" : `${when / 1000} ms`;
        this.#trace.add({ at, event: "timer-set", task: this.id(task), ref: timer, detail, site: position });
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
      createdMs: this.#clock.now / 1000,
      endedMs: null,
      creator,
      createdAt,
      result: null,
      error: null,
      waits: new Map(),
    });
    const at = this.#clock.now;
    this.#trace.add({ at, event: "task-created", task: id, other: creator, detail: name, site: createdAt });
  }

  #waitBegan(row: Extract<GuestRow, readonly ["w", ...unknown[]]>): void {
    const [, wait, number, kind, resource, on, site, rawStack] = row;
    const task = this.id(number);
    const position = this.#places.position(site);
    const stack = rawStack === null ? null : this.#places.stack(rawStack);
    this.#tasks.get(task)?.waits.set(wait, resource);
    this.#open.waitBegan(wait, { task, sleep: kind === "sleep" ? resource : null, at: position });
    this.#trace.add({
      at: this.#clock.now,
      event: "wait-began",
      task,
      other: this.id(on),
      ref: wait,
      detail: waitWords(kind, resource),
      site: position,
      stack,
    });
  }

  #waitEnded(wait: number, waker: number): void {
    const task = this.#open.waitEnded(wait);
    this.#tasks.get(task)?.waits.delete(wait);
    this.#trace.add({ at: this.#clock.now, event: "wait-ended", task, other: waker, ref: wait });
  }

  #ended(row: Extract<GuestRow, readonly ["d", ...unknown[]]>): void {
    const [, number, state, result, error] = row;
    const at = this.#clock.now;
    const id = this.id(number);
    const task = this.#tasks.get(id);
    if (task === undefined || task.endedMs !== null) return;
    task.state = state;
    task.endedMs = at / 1000;
    task.result = state === "done" ? result : null;
    task.error = error === null ? null : this.#places.error(error);
    if (id === this.#main) this.#mainEndedAt = at;
    this.#trace.add({ at, event: "task-ended", task: id, detail: state });
  }

  #heldChanged(row: Extract<GuestRow, readonly ["h", ...unknown[]]>): void {
    const [, kind, resource, task, change, site] = row;
    const position = this.#places.position(site);
    this.#open.heldChanged(task, resource, change, position);
    this.#trace.add({
      at: this.#clock.now,
      event: change > 0 ? "held" : "given-back",
      task: this.id(task),
      detail: waitWords(kind, resource),
      site: position,
    });
  }
}

/** `sleep(300)`, `lock 1`, `future`: the first word is the kind of the wait. */
function waitWords(kind: string, resource: string): string {
  const bare = resource.replace(/^an? /, "");
  return bare.startsWith(kind) ? bare : `${kind} ${resource}`;
}
