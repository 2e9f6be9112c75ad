import { sealClass } from "./seal.ts";
import { awaitFuture, deliver } from "./awaiting.ts";
import { carried } from "./coroutine.ts";
import { RuntimeError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { HandleCore } from "./handle.ts";
import { platform } from "./platform.ts";
import { asText, showError } from "./show.ts";
import { TaskCore } from "./task.ts";
import { isEngineCall, noteThenRead } from "./then-call.ts";

type Resolve = (value: unknown) => void;

// Friends of the class, not static methods of it: those could be had by way of `someTask.constructor`.
export let isFuture: (value: unknown) => value is Future;
export let coreOf: (future: Future) => FutureCore;

/** What learners hold of a future. All state is in the core, which cannot be reached from here. */
export class Future<T = unknown> implements PromiseLike<T> {
  readonly #core: FutureCore;

  constructor(core: FutureCore) {
    if (!(core instanceof FutureCore)) {
      throw new RuntimeError("A future is made by getRunningLoop().createFuture(), a task by createTask(…).");
    }
    this.#core = core;
    core.shell = this;
  }

  /** So that a text in which one stands in place of its value says so. */
  get [Symbol.toStringTag](): string {
    return "Future";
  }

  /** Read at the `await`, called in a microtask: see CoroutineObject. */
  get then(): PromiseLike<T>["then"] {
    noteThenRead();
    const world = platform();
    const task = world.carrier.current();
    const core = this.#core;
    const site = core.done ? null : (world.awaitSite() ?? world.callSite());
    return <R, S>(
      onFulfilled?: ((value: T) => R | PromiseLike<R>) | null,
      onRejected?: ((reason: unknown) => S | PromiseLike<S>) | null,
    ): PromiseLike<R | S> => {
      if (isEngineCall(onFulfilled)) {
        awaitFuture(core, task, site, onFulfilled as unknown as Resolve, onRejected as unknown as Resolve);
        return undefined as never;
      }
      return promiseOf<T>(core).then(carried(task, onFulfilled), carried(task, onRejected));
    };
  }

  catch<U>(onRejected: (reason: unknown) => U | PromiseLike<U>): Promise<T | U> {
    return promiseOf<T>(this.#core).catch(carried(platform().carrier.current(), onRejected));
  }

  finally(onFinally: () => void | PromiseLike<void>): Promise<T> {
    const task = platform().carrier.current();
    const last = () => platform().carrier.run(task, onFinally);
    return promiseOf<T>(this.#core).then(
      async (value) => {
        await last();
        return value;
      },
      async (reason: unknown) => {
        await last();
        throw reason;
      },
    );
  }

  done(): boolean {
    return this.#core.done;
  }

  cancelled(): boolean {
    return this.#core.state === "cancelled";
  }

  result(): T {
    return this.#core.result() as T;
  }

  exception(): Error | null {
    return this.#core.exception() as Error | null;
  }

  setResult(value: T): void {
    this.#core.finish(value);
  }

  setException(error: Error): void {
    this.#core.fail(error);
  }

  cancel(msg?: string): boolean {
    return this.#core.cancel(msg === undefined ? undefined : asText(msg));
  }

  addDoneCallback(fn: (fut: this) => void): void {
    if (typeof fn !== "function")
      throw new RuntimeError("addDoneCallback() takes a function: fut.addDoneCallback((f) => …).");
    this.#core.addCallback(new DoneCallback(fn as (fut: object) => void, this));
  }

  /** Gives how many were removed. */
  removeDoneCallback(fn: (fut: this) => void): number {
    return this.#core.removeCallbacks((handle) => handle instanceof DoneCallback && handle.fn === fn);
  }

  static {
    isFuture = (value): value is Future => typeof value === "object" && value !== null && #core in value;
    coreOf = (future) => future.#core;
  }
}

/** What learners hold of a task. */
export class Task<T = unknown> extends Future<T> {
  override get [Symbol.toStringTag](): string {
    return "Task";
  }

  uncancel(): number {
    return taskOf(this).uncancel();
  }

  cancelling(): number {
    return taskOf(this).cancelRequests;
  }

  getName(): string {
    return taskOf(this).name;
  }

  setName(name: string): void {
    taskOf(this).rename(asText(name));
  }
}

/** The shell of a task has no field of its own: one is enough, and tasks are many. */
function taskOf(task: Task): TaskCore {
  return coreOf(task) as TaskCore;
}

/** The one shell of a core. */
export function shellOf<T>(core: FutureCore): Future<T> {
  return (core.shell ?? (core instanceof TaskCore ? new Task(core) : new Future(core))) as Future<T>;
}

export function taskShell<T>(core: TaskCore): Task<T> {
  return shellOf<T>(core) as Task<T>;
}

/** A native promise of the outcome: for `.then(…)` written by hand, which is no wait of the task in which it stands. */
function promiseOf<T>(core: FutureCore): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (core.done) deliver(core, resolve as Resolve, reject);
    else awaitFuture(core, null, null, resolve as Resolve, reject);
  });
}

class DoneCallback extends HandleCore {
  readonly fn: (fut: object) => void;
  readonly #shell: object;

  constructor(fn: (fut: object) => void, shell: object) {
    super();
    this.fn = fn;
    this.#shell = shell;
  }

  run(): boolean {
    callBack(() => (0, this.fn)(this.#shell));
    return true;
  }
}

/** Calls a learner's callback outside any task. What it throws is told on stderr and stops nothing, as in asyncio. */
export function callBack(fn: () => unknown): void {
  try {
    platform().carrier.run(null, fn);
  } catch (error) {
    platform().warn(`Exception in callback: ${showError(error)}`);
  }
}

for (const shell of [Future, Task]) sealClass(shell);
