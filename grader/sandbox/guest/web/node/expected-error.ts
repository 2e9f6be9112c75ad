import { nodeTypeError } from "../core/node-error.ts";
import { Error, Object, Reflect, String, type RegExp } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { inspect } from "../inspect/inspect.ts";
import { kindOf } from "../inspect/kind.ts";
import { AssertionError } from "./assertion-error.ts";
import { deepStrictEqual } from "./deep-equal.ts";

export type Outcome = { readonly threw: false } | { readonly threw: true; readonly error: unknown };

export const isRegExp = (value: unknown): value is RegExp =>
  typeof value === "object" && value !== null && kindOf(value) === "RegExp";

/** Node's word for what a method is about: an exception or a rejection. */
const noun = (method: string) => (/reject/i.test(method) ? "rejection" : "exception");

/** `throws` and `rejects`: something must be thrown, and be what is expected. */
export function expectError(method: string, outcome: Outcome, args: readonly unknown[]): void {
  let [expected, message] = args;
  if (typeof expected === "string") {
    if (args.length === 2) throw wrongExpected("error", expected);
    if (outcome.threw) refuseAmbiguous(outcome.error, expected);
    [expected, message] = [undefined, expected];
  } else if (expected != null && typeof expected !== "object" && typeof expected !== "function") {
    throw wrongExpected("error", expected);
  }
  if (!outcome.threw) {
    const name = (expected as { name?: unknown } | null | undefined)?.name;
    const details = `${name ? ` (${String(name)})` : ""}${message ? `: ${String(message)}` : "."}`;
    if (message instanceof Error) throw message;
    throw new AssertionError({
      actual: undefined,
      expected,
      operator: method,
      message: `Missing expected ${noun(method)}${details}`,
    });
  }
  if (expected) checkError(method, outcome.error, expected, message);
}

/** `doesNotThrow` and `doesNotReject`: what does not fit `expected` is thrown on as it is. */
export function expectNoError(method: string, outcome: Outcome, args: readonly unknown[]): void {
  if (!outcome.threw) return;
  const { error } = outcome;
  const [expected, message] = typeof args[0] === "string" ? [undefined, args[0]] : args;
  if (expected && !fits(error, expected)) throw error;
  const actual = String((error as { message?: unknown } | null | undefined)?.message);
  throw new AssertionError({
    actual: error,
    expected,
    operator: method,
    message: `Got unwanted ${noun(method)}${message ? `: ${String(message)}` : "."}\nActual message: "${actual}"`,
  });
}

function refuseAmbiguous(error: unknown, text: string): void {
  const isObject = typeof error === "object" && error !== null;
  const said = isObject ? (error as { message?: unknown }).message : error;
  if (said !== text) return;
  const what = isObject ? "error message" : "error";
  throw nodeTypeError(
    "ERR_AMBIGUOUS_ARGUMENT",
    `The "error/message" argument is ambiguous. The ${what} "${text}" is identical to the message.`,
  );
}

function wrongExpected(name: string, value: unknown): Error {
  return nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "${name}" argument must be of type function or an instance of Error, RegExp, or Object. Received ${received(value)}`,
  );
}

function fits(error: unknown, expected: unknown): boolean {
  if (isRegExp(expected)) return expected.test(String(error));
  if (typeof expected !== "function") {
    throw nodeTypeError(
      "ERR_INVALID_ARG_TYPE",
      `The "expected" argument must be of type function or an instance of RegExp. Received ${received(expected)}`,
    );
  }
  if (expected.prototype !== undefined && error instanceof expected) return true;
  if (isErrorClass(expected)) return false;
  return Reflect.apply(expected, {}, [error]) === true;
}

const isErrorClass = (value: object) => Object.prototype.isPrototypeOf.call(Error, value);

function checkError(method: string, error: unknown, expected: unknown, message: unknown): void {
  const generated = whatIsWrong(method, error, expected as object, message);
  if (generated === null) return;
  if (message instanceof Error) throw message;
  const failure = new AssertionError({ actual: error, expected, message: message || generated, operator: method });
  failure.generatedMessage = !message;
  throw failure;
}

/** Null when nothing is. */
function whatIsWrong(method: string, error: unknown, expected: object, message: unknown): string | null {
  if (isRegExp(expected)) {
    const text = String(error);
    if (expected.test(text)) return null;
    return `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
  }
  if (typeof expected !== "function") {
    checkProperties(method, error, expected as Record<string, unknown>, message);
    return null;
  }
  const { name, prototype } = expected as { name: string; prototype?: unknown };
  if (prototype !== undefined && error instanceof (expected as new () => unknown)) return null;
  if (isErrorClass(expected)) return wrongClass(error, name);
  const result: unknown = Reflect.apply(expected as () => unknown, {}, [error]);
  if (result === true) return null;
  const caught = error instanceof Error ? `\n\nCaught error:\n\n${String(error)}` : "";
  return `The ${name ? `"${name}" ` : ""}validation function is expected to return "true". Received ${inspect(result)}${caught}`;
}

function wrongClass(error: unknown, wanted: string): string {
  const start = `The error is expected to be an instance of "${wanted}". Received `;
  if (!(error instanceof Error)) return `${start}"${inspect(error, { depth: -1 })}"`;
  const name = error.constructor?.name || error.name;
  const got = name === wanted ? "an error with identical name but a different prototype." : `"${name}"`;
  return `${start}${got}${error.message ? `\n\nError message:\n\n${error.message}` : ""}`;
}

/** An object says what some properties must be; a pattern stands for the texts that it matches. */
function checkProperties(method: string, error: unknown, expected: Record<string, unknown>, message: unknown): void {
  if (typeof error !== "object" || error === null) {
    const failure = new AssertionError({ actual: error, expected, message, operator: "deepStrictEqual" });
    failure.operator = method;
    throw failure;
  }
  const actual = error as Record<string, unknown>;
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push("name", "message");
  else if (keys.length === 0) {
    throw nodeTypeError(
      "ERR_INVALID_ARG_VALUE",
      `The argument 'error' may not be an empty object. Received ${inspect(expected)}`,
    );
  }
  for (const key of keys) {
    const wanted = expected[key];
    if (typeof actual[key] === "string" && isRegExp(wanted) && wanted.test(actual[key])) continue;
    if (key in actual && deepStrictEqual(actual[key], wanted)) continue;
    if (message instanceof Error) throw message;
    if (message) throw new AssertionError({ actual, expected, message, operator: method });
    const failure = new AssertionError({
      actual: pick(actual, keys, null),
      expected: pick(expected, keys, actual),
      operator: "deepStrictEqual",
    });
    Object.assign(failure, { actual, expected, operator: method });
    throw failure;
  }
}

/** Only for the message, which calls it so. */
class Comparison {
  [key: string]: unknown;
}
Object.defineProperty(Comparison, "name", { value: "Comparison" });

function pick(
  from: Record<string, unknown>,
  keys: readonly string[],
  texts: Record<string, unknown> | null,
): Comparison {
  const part = new Comparison();
  for (const key of keys) {
    if (!(key in from)) continue;
    const text = texts?.[key];
    const wanted = from[key];
    part[key] = typeof text === "string" && isRegExp(wanted) && wanted.test(text) ? text : wanted;
  }
  return part;
}
