import type { GuestRow } from "../wire/record.ts";
import { MOST_ROWS } from "../wire/row-limit.ts";

interface Task {
  stepped: boolean;
  cancelRequested: boolean;
  state: "pending" | "done" | "failed" | "cancelled";
}

interface Sleep {
  readonly task: number;
  readonly wakesAt: number;
}

/**
 * Holds what the guest's recorder tells against what can be: no task ends that was never begun, no sleep is over and no timer
 * fires before the clock of the child's host side has come that far. The recorder itself never tells such a thing, so who does
 * has got at it, and gets nothing for it.
 *
 * What cannot be held against anything: a wait for a request without one is honest where a program has a fetch of its own.
 */
export class Facts {
  /** Of the run that is going on; ids start anew with each. */
  readonly #tasks = new Map<number, Task>();
  readonly #sleeps = new Map<number, Sleep>();
  /** When they are due, on the host's clock. */
  readonly #timers = new Map<number, number>();
  #entry = 0;
  #entryIsDone = false;
  #newestTask = 0;
  #runs = 0;
  #began = 0;
  #rows = 0;

  /** False for a row that no honest recorder tells when the host's clock shows `now`, in µs. */
  fits(row: GuestRow, now: number): boolean {
    this.#rows += 1;
    switch (row[0]) {
      case "R":
        this.#runBegins(now);
        return true;
      case "c":
        return this.#created(row[1], row[2]);
      case "s": {
        const task = this.#tasks.get(row[1]);
        if (task !== undefined) task.stepped = true;
        return task !== undefined;
      }
      case "x": {
        const task = this.#tasks.get(row[1]);
        if (task !== undefined) task.cancelRequested = true;
        return true;
      }
      case "m":
        this.#entry = row[1];
        return this.#tasks.has(row[1]);
      case "n":
        return this.#tasks.has(row[1]);
      case "w":
        return this.#waits(row, now);
      case "e":
        return this.#wakes(row[1], now);
      case "d":
        return this.#ended(row[1], row[2]);
      case "t":
        // A timer of the world outlives the run that numbers it.
        if (row[5] === 0 && row[2] >= 0) this.#timers.set(row[1], this.#began + row[2]);
        return true;
      case "u": {
        const due = this.#timers.get(row[1]);
        this.#timers.delete(row[1]);
        return row[2] === "cancelled" || this.#runs > 1 || due === undefined || now >= due;
      }
      default:
        return true;
    }
  }

  /** Whether the entry's own task has ended with a value. */
  get entryIsDone(): boolean {
    return this.#entryIsDone;
  }

  /** From here on, steps, cancels and what is held are no longer told, nor what begins to wait. */
  get isCut(): boolean {
    return this.#rows >= MOST_ROWS;
  }

  #runBegins(now: number): void {
    this.#tasks.clear();
    this.#sleeps.clear();
    this.#timers.clear();
    this.#newestTask = 0;
    this.#entry = 0;
    this.#runs += 1;
    this.#began = now;
  }

  #created(id: number, creator: number): boolean {
    if (id <= this.#newestTask || (creator !== 0 && !this.#tasks.has(creator))) return false;
    this.#newestTask = id;
    this.#tasks.set(id, { stepped: false, cancelRequested: false, state: "pending" });
    return true;
  }

  #waits([, wait, task, kind, resource]: Extract<GuestRow, readonly ["w", ...unknown[]]>, now: number): boolean {
    if (!this.#tasks.has(task)) return false;
    const ms = kind === "sleep" ? Number(/^sleep\((.+)\)$/.exec(resource)?.[1]) : NaN;
    if (ms > 0) this.#sleeps.set(wait, { task, wakesAt: now + Math.round(ms * 1000) });
    return true;
  }

  #wakes(wait: number, now: number): boolean {
    const sleep = this.#sleeps.get(wait);
    this.#sleeps.delete(wait);
    if (sleep === undefined || now >= sleep.wakesAt) return true;
    // That it was cancelled is not told past the limit, its end is.
    return this.isCut || this.#tasks.get(sleep.task)?.cancelRequested === true;
  }

  #ended(id: number, state: "done" | "failed" | "cancelled"): boolean {
    const task = this.#tasks.get(id);
    if (task === undefined || task.state !== "pending") return false;
    task.state = state;
    if (id === this.#entry && state === "done") this.#entryIsDone = true;
    if (task.stepped || this.#rows > MOST_ROWS) return true;
    return state === "cancelled" && task.cancelRequested;
  }
}
