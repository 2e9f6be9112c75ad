import type { Position } from "../../values/index.ts";
import type { Leftover, RequestRecord } from "../run.ts";
import type { Tasks } from "./tasks.ts";

interface OpenWait {
  readonly task: number;
  /** `sleep(300)`; null for any other wait. */
  readonly sleep: string | null;
  readonly at: Position | null;
}

/** What is open while a run goes on: timers that are set, waits that have not ended, locks and permits that are held. */
export class OpenEnds {
  /** Those of callLater and callAt. */
  readonly #timers = new Map<number, Position | null>();
  readonly #waits = new Map<number, OpenWait>();
  /** By `task resource`. */
  readonly #held = new Map<string, { count: number; what: string; at: Position | null }>();

  /** A new run counts anew. */
  clear(): void {
    this.#timers.clear();
    this.#waits.clear();
    this.#held.clear();
  }

  timerSet(timer: number, at: Position | null): void {
    this.#timers.set(timer, at);
  }

  timerEnded(timer: number): void {
    this.#timers.delete(timer);
  }

  waitBegan(wait: number, open: OpenWait): void {
    this.#waits.set(wait, open);
  }

  /** Gives the task that waited; 0 when nobody is known to have waited so. */
  waitEnded(wait: number): number {
    const task = this.#waits.get(wait)?.task ?? 0;
    this.#waits.delete(wait);
    return task;
  }

  heldChanged(task: number, resource: string, change: 1 | -1, at: Position | null): void {
    const key = `${task} ${resource}`;
    const held = this.#held.get(key) ?? { count: 0, what: resource, at };
    held.count += change;
    if (change > 0) held.at = at;
    if (held.count > 0) this.#held.set(key, held);
    else this.#held.delete(key);
  }

  /** The entry, the task of number `main`, has ended: what is left behind now. */
  leftovers(tasks: Tasks, main: number, inFlight: readonly RequestRecord[]): Leftover[] {
    const pending = tasks.all.filter((task) => task.endedMs === null && task.id !== main);
    return [
      ...pending.map((task): Leftover => ({
        kind: "task",
        what: pendingWords(task.name, task.coroutine, task.waits),
        at: task.createdAt,
      })),
      ...inFlight.map(({ method, url, at }): Leftover => ({
        kind: "request",
        what: `${method} ${url} is still in flight`,
        at,
      })),
      ...[...this.#timers.values()].map((at): Leftover => ({ kind: "timer", what: "a timer is still set", at })),
      ...[...this.#waits.values()].flatMap((wait) => this.abandoned(tasks, wait)),
      ...[...this.#held.values()].map(({ what, at }): Leftover => ({
        kind: "held",
        what: `${what} is still held`,
        at,
      })),
    ];
  }

  /** A sleep of a plain async function that runs on although the task in which it was called is over. */
  abandoned(tasks: Tasks, { task, sleep, at }: OpenWait): Leftover[] {
    if (sleep === null || tasks.get(task)?.endedMs === null) return [];
    return [{ kind: "timer", what: `${sleep} is still running, in a call by a task that is over`, at }];
  }
}

function pendingWords(name: string, coroutine: string, waits: ReadonlyMap<number, string>): string {
  const who = /^Task-\d+$/.test(name) && coroutine !== "<anonymous>" ? coroutine : name;
  const what = [...waits.values()].join(" and ");
  return `task ${who} is still ${what === "" ? "running" : `waiting for ${what}`}`;
}
