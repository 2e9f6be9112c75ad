import { type CoroutineObject, nameOf, runInline, isCoroutine, coroutineSite, claim } from "./coroutine.ts";
import { RuntimeError } from "./errors.ts";
import { type FutureCore } from "./future.ts";
import { type Task, taskShell, isFuture, coreOf } from "./future-shell.ts";
import { loop } from "./loop.ts";
import { ignoreRejection, isNativePromise } from "./native.ts";
import type { Site } from "./observer.ts";
import { platform } from "./platform.ts";
import { asText, show } from "./show.ts";
import { type Job, TaskCore } from "./task.ts";

/**
 * Schedules the coroutine and returns at once; nothing of it runs before the caller suspends.
 *
 * @throws RuntimeError outside a running loop, and for what has started already (a native promise)
 */
export function createTask<T>(coro: CoroutineObject<T> | (() => Promise<T>), options?: { name?: string }): Task<T> {
  const job = jobOf(coro, "createTask");
  requireLoop("createTask");
  return taskShell<T>(startTask(job, taskName(options, "createTask"), platform().callSite()));
}

export function startTask(job: Job, name: string | undefined, site: Site | null): TaskCore {
  return new TaskCore(job, name, site);
}

export function taskName(options: { name?: string } | undefined, caller: string): string | undefined {
  if (options === undefined || options === null) return undefined;
  if (typeof options === "string") {
    throw new RuntimeError(
      `${caller}() takes the name in an object: ${caller}(…, { name: ${JSON.stringify(options)} }).`,
    );
  }
  const { name } = options;
  return name === undefined || name === null ? undefined : asText(name);
}

/** @throws RuntimeError for what has been started already, or cannot be started */
export function jobOf(value: unknown, caller: string): Job {
  if (isCoroutine(value)) return claim(value);
  if (typeof value === "function") {
    const fn = value as () => unknown;
    return { coroutine: nameOf(fn), begin: (_task, resolve, reject) => runInline(fn, resolve, reject) };
  }
  throw notStartable(value, caller);
}

/** A future or task as it is, a coroutine as a new task. */
export function ensureFuture(value: unknown, caller: string): FutureCore {
  if (isFuture(value)) return coreOf(value);
  if (isCoroutine(value)) {
    const site = coroutineSite(value);
    return startTask(jobOf(value, caller), undefined, site ?? platform().callSite());
  }
  throw notStartable(value, caller);
}

/** @throws RuntimeError when no loop is running */
export function requireLoop(caller: string): void {
  if (loop.running) return;
  throw new RuntimeError(
    `${caller}() needs a running loop, and none is running here. Put the code into an async function and start it with run(main).`,
  );
}

export function notStartable(value: unknown, caller: string): RuntimeError {
  if (isNativePromise(value)) {
    // Its failure would be reported besides this one, and hide it.
    ignoreRejection(value);
    return new RuntimeError(
      `${caller}() was given a promise: the function behind it has started already, so it is too late to make it a task. ${rightCall(caller)}`,
    );
  }
  if (isFuture(value)) {
    const what = coreOf(value) instanceof TaskCore ? "a task" : "a future";
    return new RuntimeError(
      `${caller}() was given ${what}, which is scheduled already. Await it, or pass a coroutine.`,
    );
  }
  if (typeof value === "function") {
    return new RuntimeError(`${caller}() was given a function. ${rightCall(caller)}`);
  }
  return new RuntimeError(`${caller}() needs a coroutine, got ${show(value)}. ${rightCall(caller)}`);
}

function rightCall(caller: string): string {
  if (caller === "createTask" || caller === "run") {
    const call = caller === "run" ? "run(main)" : "createTask(() => work(1))";
    return `Pass the function instead of calling it: ${call}. Or wrap it once, const work = coroutine(async …), and write ${caller}(work(1)).`;
  }
  return `Wrap the function once, const work = coroutine(async …), and pass work(1); or pass createTask(() => work(1)).`;
}
