import { define } from "../core/define.ts";
import { AggregateError, Promise, Reflect, TypeError } from "../core/intrinsics.ts";

type Settle = (value: unknown) => void;
interface PromiseClass {
  new (start: (resolve: Settle, reject: Settle) => void): Promise<unknown>;
  readonly resolve?: unknown;
}

/**
 * The engine's `Promise.any` rejects with an error that has no message; Node's says "All promises were rejected". This one is the
 * specification's, step by step, so the number of microtasks is the same.
 */
export function sayThatAllWereRejected(): void {
  const { any } = {
    any(this: PromiseClass, values: Iterable<unknown>): Promise<unknown> {
      let fulfill: Settle;
      let fail: Settle;
      const promise = new this((resolve, reject) => {
        fulfill = resolve;
        fail = reject;
      });
      try {
        waitForAny(this, values, fulfill!, fail!);
      } catch (error) {
        fail!(error);
      }
      return promise;
    },
  };
  define(Promise, "any", any, false);
}

function waitForAny(of: PromiseClass, values: Iterable<unknown>, fulfill: Settle, fail: Settle): void {
  const toPromise = of.resolve;
  if (typeof toPromise !== "function") throw new TypeError("not a function");
  const errors: unknown[] = [];
  /** One for the list itself, so that nothing is over before all of it was read. */
  let pending = 1;
  const oneLess = (): void => {
    pending -= 1;
    if (pending === 0) fail(new AggregateError(errors, "All promises were rejected"));
  };
  for (const value of values) {
    const index = errors.push(undefined) - 1;
    pending += 1;
    let isRejected = false;
    const rejected = (error: unknown): void => {
      if (isRejected) return;
      isRejected = true;
      errors[index] = error;
      oneLess();
    };
    (Reflect.apply(toPromise, of, [value]) as Promise<unknown>).then(fulfill, rejected);
  }
  oneLess();
}
