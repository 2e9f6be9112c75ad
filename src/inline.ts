import { type CoroutineObject, runInline, startCoroutine } from "./coroutine.ts";
import { RuntimeError } from "./errors.ts";
import type { Caller } from "./library.ts";
import { platform } from "./platform.ts";
import type { TaskCore } from "./task.ts";

type Resolve = (value: unknown) => void;

/** Calls a learner's async function in `task`, as the body of an `async with` runs. */
export function runBody(task: TaskCore, body: () => unknown, resolve: Resolve, reject: Resolve): void {
  platform().carrier.run(task, () => {
    runInline(body, resolve, reject);
  });
}

/** The same for the runtime's own async functions. */
export function bodyRun<T>(task: TaskCore, body: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    runBody(task, body, resolve as Resolve, reject);
  });
}

/** `await coroutine` in the caller's own task. */
export function awaitCoroutine({ task, site }: Caller, coroutine: CoroutineObject): Promise<unknown> {
  return new Promise((resolve, reject) => {
    platform().carrier.run(task, () => {
      startCoroutine(coroutine, task, site, resolve, reject);
    });
  });
}

/** @throws RuntimeError when `body` is not a function */
export function requireBody(body: unknown, call: string): void {
  if (typeof body !== "function") {
    throw new RuntimeError(`${call} takes the function to run: ${call.replace(/\(.*/su, "")}(…, async () => { … }).`);
  }
}
