import { type CoroutineObject, runInline, startCoroutine } from "./coroutine.ts";
import { RuntimeError } from "./errors.ts";
import type { Caller } from "./library.ts";
import { platform } from "./platform.ts";

type Resolve = (value: unknown) => void;

/** Calls a learner's async function in the caller's own task, as the body of an `async with` runs. */
export function runBody({ task, site }: Caller, body: () => unknown, resolve: Resolve, reject: Resolve): void {
  platform().carrier.run(task, () => runInline(body, resolve, reject), site);
}

/** The same for the runtime's own async functions. */
export function bodyRun<T>(caller: Caller, body: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    runBody(caller, body, resolve as Resolve, reject);
  });
}

/** `await coroutine` in the caller's own task. */
export function awaitCoroutine({ task, site }: Caller, coroutine: CoroutineObject): Promise<unknown> {
  return new Promise((resolve, reject) => {
    platform().carrier.run(task, () => startCoroutine(coroutine, task, site, resolve, reject), site);
  });
}

/** @throws RuntimeError when `body` is not a function */
export function requireBody(body: unknown, call: string): void {
  if (typeof body !== "function") {
    throw new RuntimeError(`${call} takes the function to run: ${call.replace(/\(.*/su, "")}(…, async () => { … }).`);
  }
}
