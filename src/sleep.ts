import { awaitFuture, pause } from "./awaiting.ts";
import { CoroutineObject, madeByRuntime, type Starter } from "./coroutine.ts";
import { microseconds, requireNumber } from "./delay.ts";
import { FutureCore } from "./future.ts";
import { loop } from "./loop.ts";
import type { Site, TaskId, WaitKind } from "./observer.ts";
import { platform } from "./platform.ts";
import type { TaskCore } from "./task.ts";
import { type Timer, timerNumber } from "./timer.ts";

type Resolve = (value: unknown) => void;

/**
 * Pauses the current task for `ms` milliseconds and then gives `result`. Zero or less: for one turn of the loop.
 *
 * @throws RuntimeError when `ms` is no number
 */
export function sleep(ms: number): CoroutineObject<void>;
export function sleep<T>(ms: number, result: T): CoroutineObject<T>;
export function sleep(ms: number, result?: unknown): CoroutineObject {
  requireNumber(ms, "sleep()");
  const starter = ms <= 0 ? new Pause(result) : new Sleep(ms, result);
  return new CoroutineObject(madeByRuntime, "sleep", platform().callSite(), starter);
}

/** `sleep(0)`: no timer, no future, one turn. */
class Pause implements Starter {
  readonly #result: unknown;

  constructor(result: unknown) {
    this.#result = result;
  }

  start(task: TaskCore, _site: Site | null, resolve: Resolve, reject: Resolve): void {
    pause(task, this.#result, resolve, reject);
  }
}

let lastMs = Number.NaN;
let lastText = "";

/**
 * Future, timer and what the coroutine starts from in one object: a sleep is what programs do most, and a million of them
 * have to be paid for.
 */
class Sleep extends FutureCore implements Starter, Timer {
  /** As a timer: cancelled because the future was. */
  cancelled = false;
  scheduled = false;
  readonly #ms: number;
  #timer = 0;

  constructor(ms: number, result: unknown) {
    super();
    this.#ms = ms;
    this.value = result;
  }

  override get kind(): WaitKind {
    return "sleep";
  }

  override get resource(): string {
    // Programs sleep for the same time again and again, and a recorder asks at each.
    if (this.#ms !== lastMs) {
      lastMs = this.#ms;
      lastText = `sleep(${lastMs})`;
    }
    return lastText;
  }

  override get hopeless(): string {
    return "it never ends";
  }

  get outlivesRun(): boolean {
    return false;
  }

  /** It only sets the future: the task's own step comes after. */
  get stepOf(): TaskId {
    return 0;
  }

  start(task: TaskCore, site: Site | null, resolve: Resolve, reject: Resolve): void {
    // Asleep forever: no timer, so that the deadlock report can say so.
    if (this.#ms !== Infinity) {
      const when = loop.now() + microseconds(this.#ms, "sleep()");
      this.#timer = timerNumber(when);
      loop.callAt(when, this);
    }
    awaitFuture(this, task, site, resolve, reject);
  }

  /** The time is over. */
  run(): boolean {
    if (this.#timer !== 0) loop.observer?.timerEnded(this.#timer, "fired");
    if (!this.done) this.finish(this.value);
    return false;
  }

  override cancel(message: string | undefined): boolean {
    if (!super.cancel(message)) return false;
    this.cancelled = true;
    if (this.scheduled) loop.timerCancelled();
    if (this.#timer !== 0) loop.observer?.timerEnded(this.#timer, "cancelled");
    return true;
  }
}
