import type { AwaitFrame, Trace } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { whoEnded } from "./critical-path.ts";
import { holdsOf } from "./holds.ts";
import { firstNotBefore } from "./in-order.ts";
import { keptFor } from "./kept-for.ts";
import { mostTaken } from "./most-taken.ts";
import { placeKey } from "./place.ts";
import type { Story, Wait } from "./story.ts";
import { turnsIfReturned } from "./turns.ts";
import { waitsOf } from "./waits-by.ts";
import { endsByItself } from "./ends-by-itself.ts";

/** Where it is not waited for. */
export interface Skipped extends AwaitFrame {
  /** The running call that is waited for there; null when it is no call. */
  readonly call: number | null;
  /** Locks or semaphores of which its task had one there, which is given back without it. */
  readonly outside?: ReadonlySet<string>;
}

/** What is taken out of a run before it is played again. */
export interface Change {
  /** Locks or semaphores, and how many more than there were may have each of them at once. */
  readonly widened?: { readonly what: ReadonlySet<string>; readonly by: number };
  /** A semaphore, and tasks that give its places back when they end. */
  readonly returned?: { readonly what: string; readonly by: ReadonlySet<number> };
  /** How many places more every other semaphore has: one that a lock let in one by one may have more than were ever taken. */
  readonly semaphores?: number;
  /** Waits, by their number, that their task does not wait for where it did: only before an await that needs what they give, or before its own end. */
  readonly skipped?: ReadonlyMap<number, Skipped>;
}

/**
 * What a run would be shorter if it were changed so and all else stayed as it was: who wakes whom, who comes before whom in a queue for a lock, and
 * how long each sleep and each request takes. In µs. Dependencies that leave nothing in the trace (an item that lay in a queue already) are
 * unknown to it, so that this is the most that can be won. Null when the trace is too long, or does not tell enough to play the run even as it was.
 */
export function wonBy(story: Story, trace: Trace, change: Change): number | null {
  if (trace.event.length > mostRows) return null;
  const before = new Replay(story, trace, {}).endUs();
  return before === story.endUs ? Math.max(0, before - new Replay(story, trace, change).endUs()) : null;
}

/** Longer traces are not played again: a native await is compared with all that its task waited for meanwhile. */
const mostRows = 5000;

const exclusive = new Set(["lock", "semaphore"]);

/** One pass over the rows of a trace; all times in it are those of the run played again. */
class Replay {
  readonly #story: Story;
  readonly #trace: Trace;
  readonly #change: Change;
  readonly #now = new Map<number, number>();
  readonly #began = new Map<number, number>();
  readonly #ended = new Map<number, number>();
  /** When each timer was set, by its row. */
  readonly #timers = new Map<number, number>();
  readonly #taskEnds = new Map<number, number>();
  /** What a call has still to wait for, by the place, and when the last of that ends. */
  readonly #owed = new Map<number, Map<string, { readonly at: Position; us: number }>>();
  /** When the last of what a task has still to wait for ends. */
  readonly #owedBy = new Map<number, number>();
  /** Where the call stands, per task, that was not waited for: it goes on by itself. */
  readonly #skippedTo = new Map<number, { readonly by: Skipped; readonly us: number }>();
  /** Per lock or semaphore: since when each of its free places is free, the first of them first. */
  readonly #places = new Map<string, number[]>();
  readonly #units: ReadonlyMap<string, number>;
  /** Who comes to its place sooner may give it back before others that did so before it: the rows do not tell who is next then. */
  readonly #turns: ReadonlyMap<number, number> | null;

  constructor(story: Story, trace: Trace, change: Change) {
    this.#story = story;
    this.#trace = trace;
    this.#change = change;
    this.#units = mostTaken(trace);
    const { returned } = change;
    this.#turns = returned
      ? turnsIfReturned(story, trace, { ...returned, units: this.#units.get(returned.what) ?? 1 })
      : null;
  }

  endUs(): number {
    const { event, task, detail } = this.#trace;
    const { waits, tasks } = this.#story;
    const began = new Map(waits.map((wait) => [wait.beganRow, wait]));
    const ended = new Map(waits.map((wait) => [wait.endedRow, wait]));
    const passing = passingRows(this.#trace);
    for (const [row, each] of event.entries()) {
      const id = task[row]!;
      if (each === "task-created") this.#now.set(id, this.#at(tasks.get(id)?.creator ?? 0));
      else if (each === "timer-set") this.#timers.set(row, this.#at(id));
      else if (each === "task-ended") this.#end(id);
      else if (passing.has(row)) continue;
      else if (each === "held") this.#take(id, row);
      else if (each === "given-back") this.#giveBack(id, detail[row]!);
      else if (each === "wait-began" && began.has(row)) this.#begin(began.get(row)!);
      else if (each === "wait-ended" && ended.has(row)) this.#finish(ended.get(row)!);
    }
    return this.#taskEnds.get(this.#story.main) ?? this.#at(this.#story.main);
  }

  #at(task: number): number {
    return this.#now.get(task) ?? 0;
  }

  #end(task: number): void {
    const us = Math.max(this.#at(task), this.#owedBy.get(task) ?? 0);
    this.#now.set(task, us);
    this.#taskEnds.set(task, us);
    const { returned } = this.#change;
    if (returned?.by.has(task)) this.#giveBack(task, returned.what);
  }

  #begin({ task, number, frames }: Wait): void {
    const call = this.#skippedTo.get(task);
    this.#skippedTo.delete(task);
    if (call !== undefined && isSameCall(this.#change.skipped?.get(number), call.by)) {
      this.#began.set(number, call.us);
      return;
    }
    const dueUs = this.#dueAt(task, frames);
    this.#began.set(number, dueUs);
    // What is not waited for begins when what it needs is there; its task goes on before that.
    if (!this.#change.skipped?.has(number)) this.#now.set(task, dueUs);
  }

  #dueAt(task: number, frames: Wait["frames"]): number {
    let dueUs = this.#at(task);
    for (const { frame, at } of frames) {
      for (const debt of this.#owed.get(frame)?.values() ?? []) {
        if (this.#story.awaits.needs(at, debt.at)) dueUs = Math.max(dueUs, debt.us);
      }
    }
    return dueUs;
  }

  #owe(task: number, { frame, at }: Skipped, us: number): void {
    const debts = this.#owed.get(frame) ?? new Map<string, { readonly at: Position; us: number }>();
    this.#owed.set(frame, debts);
    debts.set(placeKey(at), { at, us: Math.max(us, debts.get(placeKey(at))?.us ?? 0) });
    this.#owedBy.set(task, Math.max(us, this.#owedBy.get(task) ?? 0));
  }

  #free(what: string): number[] {
    let free = this.#places.get(what);
    if (free === undefined) {
      const { widened, semaphores = 0 } = this.#change;
      const more = widened?.what.has(what) ? widened.by : what.startsWith("semaphore") ? semaphores : 0;
      const units = Math.min((this.#units.get(what) ?? 1) + more, this.#trace.event.length);
      this.#places.set(what, (free = Array.from({ length: units }, () => 0)));
    }
    return free;
  }

  #freeAt(task: number, what: string): number {
    const skipped = this.#skippedTo.get(task);
    return skipped === undefined || skipped.by.outside?.has(what) === true ? this.#at(task) : skipped.us;
  }

  #take(task: number, row: number): void {
    const since = this.#free(this.#trace.detail[row]!).shift() ?? 0;
    this.#now.set(task, Math.max(this.#at(task), this.#turns?.get(row) ?? since));
  }

  #giveBack(task: number, what: string): void {
    const free = this.#free(what);
    const us = this.#freeAt(task, what);
    free.splice(
      firstNotBefore(free, (each) => each <= us),
      0,
      us,
    );
  }

  #finish(wait: Wait): void {
    const since = this.#began.get(wait.number) ?? 0;
    const us = Math.max(since, this.#endOf(wait, since));
    this.#ended.set(wait.number, us);
    const by = this.#change.skipped?.get(wait.number);
    if (by !== undefined) {
      this.#owe(wait.task, by, us);
      this.#skippedTo.set(wait.task, { by, us });
    } else {
      this.#now.set(wait.task, exclusive.has(wait.kind) ? Math.max(this.#at(wait.task), us) : us);
    }
  }

  /** When the timer went off that ended it; null when none did. */
  #firedAt({ task, endedRow, endedUs }: Wait): number | null {
    const chain = this.#story.timers.chainUntil(endedUs, endedRow, 0, task);
    const setUs = chain === null ? undefined : this.#timers.get(chain.setRow);
    return setUs === undefined ? null : setUs + endedUs - this.#trace.at[chain!.setRow]!;
  }

  #endOf(wait: Wait, since: number): number {
    const { kind, task, waker, beganRow, endedRow, beganUs, endedUs } = wait;
    const lasted = since + endedUs - beganUs;
    if (wait.cut) return lasted;
    if (exclusive.has(kind)) return since;
    if (endsByItself(kind) && waker === 0) return lasted;
    const by = whoEnded(this.#story, wait);
    const byOther = by === null ? null : (this.#taskEnds.get(by) ?? this.#at(by));
    if (kind === "gather" || kind === "group") {
      const { endings, tasks } = this.#story;
      let lastUs = byOther ?? since;
      for (
        let i = firstNotBefore(endings, ({ row }) => row <= beganRow);
        (endings[i]?.row ?? endedRow) < endedRow;
        i++
      ) {
        const child = endings[i]!.task;
        if (tasks.get(child)?.creator === task) lastUs = Math.max(lastUs, this.#taskEnds.get(child)!);
      }
      return lastUs;
    }
    if (byOther !== null) return waker === 0 ? byOther : this.#at(by!);
    if (kind !== "native") return this.#firedAt(wait) ?? lasted;
    const waits = waitsOf(this.#story, task);
    let lastUs: number | null = null;
    for (let i = firstNotBefore(waits, (each) => each.endedRow <= beganRow); waits[i]!.endedRow < endedRow; i++) {
      const { number, beganRow: row } = waits[i]!;
      if (row > beganRow) lastUs = Math.max(lastUs ?? 0, this.#ended.get(number) ?? since);
    }
    return lastUs ?? lasted;
  }
}

function isSameCall(a: Skipped | undefined, b: Skipped): boolean {
  return a !== undefined && a.call !== null && a.call === b.call;
}

/** What is given back at the very moment when it is taken, as the lock of a condition mostly is, makes nobody wait: those who come sooner pass each other. */
const passingRows = keptFor(
  (trace: Trace): ReadonlySet<number> =>
    new Set(holdsOf(trace).flatMap(({ fromUs, toUs, fromRow, toRow }) => (fromUs === toUs ? [fromRow, toRow] : []))),
);
