import { isEngineResolver } from "./native.ts";

/**
 * Who calls a `then`: the engine, for an `await` or a promise that was resolved with a thenable, or somebody who wrote
 * `.then(…)`? The engine reads `then` at once and calls it later, in a microtask of its own; the others read it and call it
 * in one go.
 */
let readInThisJob = true;

/** A `then` is being read. */
export function noteThenRead(): void {
  readInThisJob = true;
}

/**
 * A microtask begins. Only a platform that hears of every one of them says so; with the others every call is decided by
 * the handler, which takes 50 to 100 ns more.
 */
export function noteJobBegan(): void {
  readInThisJob = false;
}

export function isEngineCall(handler: unknown): boolean {
  return !readInThisJob || isEngineResolver(handler);
}
