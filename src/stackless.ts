import { CancelledError, TimeoutError } from "./errors.ts";

const canLimit = typeof Reflect.get(Error, "stackTraceLimit") === "number";

/**
 * A CancelledError without a stack: it is made by the loop, where no stack says anything, and taking one would be three
 * quarters of its cost. Where `Error` is frozen it has one.
 */
export function cancelledError(message: string | undefined): CancelledError {
  return stackless(() => new CancelledError(message));
}

/** With a stack as long as stacks are being noted: a program that times out a million times gets them without. */
export function timeoutError(message: string, isNoted: boolean): TimeoutError {
  return isNoted ? new TimeoutError(message) : stackless(() => new TimeoutError(message));
}

function stackless<E>(make: () => E): E {
  if (!canLimit) return make();
  const limit: unknown = Reflect.get(Error, "stackTraceLimit");
  Reflect.set(Error, "stackTraceLimit", 0);
  const error = make();
  Reflect.set(Error, "stackTraceLimit", limit);
  return error;
}
