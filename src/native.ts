import { isInstance } from "./is-instance.ts";

/**
 * What the runtime needs of the language's own objects, taken at load: learner's code that replaces a method of
 * `Promise.prototype` later changes nothing here.
 */
const NativePromise = Promise;
const { prototype: promisePrototype } = Promise;
/** `Reflect.apply`. */
export const apply = Reflect.apply as (method: unknown, self: unknown, args: readonly unknown[]) => unknown;
const methods = {
  then: Reflect.get(promisePrototype, "then") as unknown,
  toString: Reflect.get(Function.prototype, "toString") as unknown,
};

/** True for a promise of the language itself, whatever it was made to look like. */
export function isNativePromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && isInstance(value, NativePromise);
}

/** `promise.then(resolve, reject)`, whatever `then` says by now. */
export function settleWith(
  promise: Promise<unknown>,
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
): void {
  apply(methods.then, promise, [resolve, reject]);
}

export function ignoreRejection(promise: Promise<unknown>): void {
  apply(methods.then, promise, [undefined, () => undefined]);
}

const RESOLVER_TEXT = apply(methods.toString, resolverOfTheEngine(), []);

function resolverOfTheEngine(): unknown {
  let resolver: unknown;
  void new NativePromise((resolve) => {
    resolver = resolve;
  });
  return resolver;
}

/**
 * True when `then` was called by the engine (an `await`, a promise that was resolved with a thenable) and not by somebody
 * who wrote `.then(…)`: the engine passes its own resolving functions, which have no source text.
 */
export function isEngineResolver(handler: unknown): boolean {
  return typeof handler === "function" && apply(methods.toString, handler, []) === RESOLVER_TEXT;
}
