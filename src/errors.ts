/**
 * The errors of the runtime. Their meanings are those of asyncio's exceptions of the same names (`RuntimeError` also
 * stands for Python's ValueError and TypeError: misuse is misuse).
 */

function name(constructor: { readonly prototype: Error; readonly name: string }, value: string): void {
  // On the prototype and not enumerable, as the language's own errors have it; writable, so that a subclass can say
  // `this.name = "…"`.
  Object.defineProperty(constructor.prototype, "name", { value, writable: true, configurable: true });
  // So that nobody redefines what is an instance of it.
  Object.freeze(constructor);
}

/** What a cancelled task finds thrown at its await. A bare `catch` catches it too: rethrow it. */
export class CancelledError extends Error {}
name(CancelledError, "CancelledError");

export class TimeoutError extends Error {}
name(TimeoutError, "TimeoutError");

/** Misuse of the runtime. The message says what to write instead. */
export class RuntimeError extends Error {}
name(RuntimeError, "RuntimeError");

/** Nothing is ready, no timer is set, nothing is in flight, and main still waits. */
export class DeadlockError extends RuntimeError {}
name(DeadlockError, "DeadlockError");

export class InvalidStateError extends Error {}
name(InvalidStateError, "InvalidStateError");

export class QueueEmpty extends Error {}
name(QueueEmpty, "QueueEmpty");

export class QueueFull extends Error {}
name(QueueFull, "QueueFull");

export class BrokenBarrierError extends Error {}
name(BrokenBarrierError, "BrokenBarrierError");

/** Several failures at once. */
export class ExceptionGroup extends Error {
  readonly errors: Error[];

  constructor(message: string, errors: readonly Error[]) {
    super(message);
    this.errors = [...errors];
  }
}
name(ExceptionGroup, "ExceptionGroup");
