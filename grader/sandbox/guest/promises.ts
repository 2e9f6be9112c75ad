import { CoroutineObject } from "../../../src/coroutine.ts";
import { currentFrame, enterFrame, inFrame } from "./carrier.ts";

const { apply, getOwnPropertyDescriptor } = Reflect;
const nativeThen = Promise.prototype.then;

/** A function that runs in the task that is current now, whoever calls it later. */
export function carryOn<A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => R {
  const frame = currentFrame();
  return (...args) => {
    enterFrame(frame);
    return apply(fn, undefined, args) as R;
  };
}

/**
 * Reactions of native promises, and coroutines that the engine is given without an `await` (by Promise.all, by a promise that
 * is resolved with one), go on in the task in which they were asked for. What the engine itself does is not touched: no
 * microtask more, no microtask less.
 */
export function carryTaskThroughPromises(): void {
  const then = {
    then(this: Promise<unknown>, onFulfilled: unknown, onRejected: unknown): unknown {
      return apply(nativeThen, this, [carried(onFulfilled), carried(onRejected)]);
    },
  }.then;
  define(Promise.prototype, "then", then);

  const { get } = getOwnPropertyDescriptor(CoroutineObject.prototype, "then") as {
    get: () => (...args: unknown[]) => unknown;
  };
  Object.defineProperty(CoroutineObject.prototype, "then", {
    configurable: true,
    get(this: CoroutineObject) {
      const frame = currentFrame();
      const start = apply(get, this, []) as (...args: unknown[]) => unknown;
      return (resolve: unknown, reject: unknown): unknown => inFrame(frame, () => start(resolve, reject));
    },
  });
}

function carried(handler: unknown): unknown {
  return typeof handler === "function" ? carryOn(handler as (value: unknown) => unknown) : handler;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}
