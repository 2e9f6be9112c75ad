import { sealClass } from "./seal.ts";
import { RuntimeError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { callBack, Future, shellOf, type Task, taskShell } from "./future-shell.ts";
import { requireLoop } from "./create-task.ts";
import { microseconds } from "./delay.ts";
import { HandleCore } from "./handle.ts";
import { loop } from "./loop.ts";
import type { Site } from "./observer.ts";
import { platform } from "./platform.ts";
import { TaskCore } from "./task.ts";
import { TimerCore } from "./timer.ts";

/** A callback that was handed to the loop. */
export class Handle {
  readonly #core: HandleCore;

  constructor(core: HandleCore) {
    if (!(core instanceof HandleCore)) throw new RuntimeError("Handles are made by callSoon, callLater and callAt.");
    this.#core = core;
  }

  cancel(): void {
    const core = this.#core;
    if (core instanceof TimerCore) core.cancel();
    else core.cancelled = true;
  }

  cancelled(): boolean {
    return this.#core.cancelled;
  }
}

export class TimerHandle extends Handle {
  readonly #when: number;

  constructor(core: TimerCore) {
    super(core);
    this.#when = core.when / 1000;
  }

  /** The instant at which it is due, in milliseconds of `loop.time()`. */
  when(): number {
    return this.#when;
  }
}

class Callback extends HandleCore {
  readonly #fn: () => void;

  constructor(fn: () => void) {
    super();
    this.#fn = fn;
  }

  run(): boolean {
    callBack(this.#fn);
    return true;
  }
}

class TimedCallback extends TimerCore {
  readonly #fn: () => void;

  constructor(when: number, fn: () => void) {
    super(when);
    this.#fn = fn;
  }

  protected fire(): boolean {
    callBack(this.#fn);
    return true;
  }
}

/** A future of the learner's own: it knows where it was made. */
class MadeFuture extends FutureCore {
  readonly #site: Site | null;

  constructor(site: Site | null) {
    super();
    this.#site = site;
  }

  override get site(): Site | null {
    return this.#site;
  }
}

/** What `getRunningLoop()` gives: asyncio's low-level door. */
export class Loop {
  constructor() {
    if (loopShell !== null) throw new RuntimeError("There is only one loop. Get it with getRunningLoop().");
  }

  /** Milliseconds since the outermost `run` began. */
  time(): number {
    return loop.now() / 1000;
  }

  callSoon<A extends unknown[]>(fn: (...args: A) => void, ...args: A): Handle {
    requireFunction(fn, "callSoon(fn)");
    const core = new Callback(() => fn(...args));
    loop.callSoon(core);
    return new Handle(core);
  }

  callLater<A extends unknown[]>(ms: number, fn: (...args: A) => void, ...args: A): TimerHandle {
    requireFunction(fn, "callLater(ms, fn)");
    return schedule(loop.now() + microseconds(ms, "callLater()"), () => fn(...args));
  }

  callAt<A extends unknown[]>(when: number, fn: (...args: A) => void, ...args: A): TimerHandle {
    requireFunction(fn, "callAt(when, fn)");
    return schedule(microseconds(when, "callAt()"), () => fn(...args));
  }

  createFuture<T>(): Future<T> {
    return shellOf<T>(new MadeFuture(platform().callSite()));
  }
}

let loopShell: Loop | null = null;
loopShell = Object.freeze(new Loop());

function schedule(when: number, fn: () => void): TimerHandle {
  const core = new TimedCallback(when, fn);
  if (when !== Infinity) loop.callAt(when, core);
  return new TimerHandle(core);
}

function requireFunction(fn: unknown, call: string): void {
  if (typeof fn !== "function") throw new RuntimeError(`${call} needs a function to call.`);
}

/** @throws RuntimeError when no loop is running */
export function getRunningLoop(): Loop {
  requireLoop("getRunningLoop");
  return loopShell as Loop;
}

/**
 * The task in which this code runs, null in a callback of the loop.
 *
 * @throws RuntimeError when no loop is running
 */
export function currentTask(): Task | null {
  requireLoop("currentTask");
  const task = platform().carrier.current();
  return task === null ? null : taskShell(task);
}

/**
 * All tasks that are not done, in the order in which they were made.
 *
 * @throws RuntimeError when no loop is running
 */
export function allTasks(): Set<Task> {
  requireLoop("allTasks");
  return new Set(TaskCore.unfinished().map((task) => taskShell(task)));
}

for (const shell of [Handle, TimerHandle, Loop]) sealClass(shell);
