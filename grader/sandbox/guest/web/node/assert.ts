import { requireFunction } from "../core/arguments.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { Error, Object } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { inspect } from "../inspect/inspect.ts";
import { AssertionError } from "./assertion-error.ts";
import { deepStrictEqual } from "./deep-equal.ts";
import { expectError, expectNoError, isRegExp, type Outcome } from "./expected-error.ts";

type Run = () => unknown;

function compare(
  args: readonly unknown[],
  operator: string,
  holds: (actual: unknown, expected: unknown) => boolean,
): void {
  if (args.length < 2) {
    throw nodeTypeError("ERR_MISSING_ARGS", 'The "actual" and "expected" arguments must be specified');
  }
  const [actual, expected, message] = args;
  if (!holds(actual, expected)) failWith({ actual, expected, message, operator });
}

function failWith(options: { actual: unknown; expected: unknown; message: unknown; operator: string }): never {
  if (options.message instanceof Error) throw options.message;
  throw new AssertionError(options);
}

/** The methods of `node:assert/strict`, under all their names. */
const methods = {
  ok(...args: unknown[]): void {
    const [value, message] = args;
    if (value) return;
    if (args.length > 0) failOk(value, message);
    failOk(value, "No value argument passed to `assert.ok()`", true);
  },
  equal: (...args: unknown[]) => compare(args, "strictEqual", Object.is),
  notEqual: (...args: unknown[]) => compare(args, "notStrictEqual", (a, b) => !Object.is(a, b)),
  strictEqual: (...args: unknown[]) => compare(args, "strictEqual", Object.is),
  notStrictEqual: (...args: unknown[]) => compare(args, "notStrictEqual", (a, b) => !Object.is(a, b)),
  deepEqual: (...args: unknown[]) => compare(args, "deepStrictEqual", deepStrictEqual),
  notDeepEqual: (...args: unknown[]) => compare(args, "notDeepStrictEqual", (a, b) => !deepStrictEqual(a, b)),
  deepStrictEqual: (...args: unknown[]) => compare(args, "deepStrictEqual", deepStrictEqual),
  notDeepStrictEqual: (...args: unknown[]) => compare(args, "notDeepStrictEqual", (a, b) => !deepStrictEqual(a, b)),

  fail(message: unknown = "Failed"): never {
    if (message instanceof Error) throw message;
    const error = new AssertionError({ message, operator: "fail" });
    error.generatedMessage = arguments.length === 0;
    throw error;
  },
  throws(run: Run, ...args: unknown[]): void {
    expectError("throws", outcomeOf(run), args);
  },
  doesNotThrow(run: Run, ...args: unknown[]): void {
    expectNoError("doesNotThrow", outcomeOf(run), args);
  },
  async rejects(run: unknown, ...args: unknown[]): Promise<void> {
    expectError("rejects", await settlementOf(run), args);
  },
  async doesNotReject(run: unknown, ...args: unknown[]): Promise<void> {
    expectNoError("doesNotReject", await settlementOf(run), args);
  },
  ifError(error: unknown): void {
    if (error === null || error === undefined) return;
    const { message: said, constructor } = error as { message?: unknown; constructor?: { name: string } };
    const hasMessage = typeof error === "object" && typeof said === "string";
    const what = hasMessage ? said || constructor?.name : inspect(error);
    throw new AssertionError({
      actual: error,
      expected: null,
      operator: "ifError",
      message: `ifError got unwanted exception: ${what}`,
    });
  },
  match: (text: unknown, pattern: unknown, message?: unknown) => matchText("match", text, pattern, message),
  doesNotMatch: (text: unknown, pattern: unknown, message?: unknown) =>
    matchText("doesNotMatch", text, pattern, message),
};

function failOk(value: unknown, message: unknown, generated = false): never {
  if (message instanceof Error) throw message;
  // Node reads the expression from the source file; there is none to be read here.
  const error = new AssertionError({ actual: value, expected: true, message, operator: "==" });
  error.generatedMessage = generated || message == null;
  throw error;
}

function outcomeOf(run: Run): Outcome {
  requireFunction(run, "fn");
  try {
    run();
    return { threw: false };
  } catch (error) {
    return { threw: true, error };
  }
}

async function settlementOf(run: unknown): Promise<Outcome> {
  const promise: unknown = typeof run === "function" ? (run as Run)() : run;
  if (!isPromise(promise)) {
    if (typeof run === "function") {
      throw nodeTypeError(
        "ERR_INVALID_RETURN_VALUE",
        `Expected instance of Promise to be returned from the "promiseFn" function but got ${received(promise)}.`,
      );
    }
    throw nodeTypeError(
      "ERR_INVALID_ARG_TYPE",
      `The "promiseFn" argument must be of type function or an instance of Promise. Received ${received(run)}`,
    );
  }
  try {
    await promise;
    return { threw: false };
  } catch (error) {
    return { threw: true, error };
  }
}

/** A coroutine or future of the runtime counts: it has a `then`, though not always a `catch`. */
function isPromise(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== "object" || value === null) return false;
  return host().promiseState(value) !== null || typeof (value as { then?: unknown }).then === "function";
}

function matchText(operator: "match" | "doesNotMatch", text: unknown, pattern: unknown, message: unknown): void {
  if (!isRegExp(pattern)) {
    throw nodeTypeError(
      "ERR_INVALID_ARG_TYPE",
      `The "regexp" argument must be an instance of RegExp. Received ${received(pattern)}`,
    );
  }
  if (typeof text === "string" && pattern.test(text) === (operator === "match")) return;
  if (message instanceof Error) throw message;
  const generated =
    typeof text !== "string"
      ? `The "string" argument must be of type string. Received type ${typeof text} (${inspect(text)})`
      : `The input ${operator === "match" ? "did not" : "was expected to not"} match the regular expression ` +
        `${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
  const error = new AssertionError({ actual: text, expected: pattern, message: message || generated, operator });
  error.generatedMessage = !message;
  throw error;
}

type Assert = typeof methods.ok & typeof methods & { AssertionError: typeof AssertionError; strict: Assert };

function makeAssert(): Assert {
  const assert = { strict: (...args: unknown[]) => methods.ok(...args) }.strict;
  return Object.assign(assert, methods, { AssertionError, strict: assert }) as Assert;
}

export const assert = makeAssert();
