import { Error, Object, RangeError, TypeError, WeakMap } from "./intrinsics.ts";

const headers = new WeakMap<Error, string>();
const toText = Error.prototype.toString;

/** What Node's errors look like: `code` beside the message, and in the first line of the stack. */
function withCode<E extends Error>(error: E, code: string): E & { code: string } {
  headers.set(error, `${error.name} [${code}]: ${error.message}`);
  return Object.defineProperty(error, "code", {
    value: code,
    writable: true,
    configurable: true,
    enumerable: true,
  }) as E & { code: string };
}

export function nodeTypeError(code: string, message: string): TypeError & { code: string } {
  return withCode(new TypeError(message), code);
}

export function nodeRangeError(code: string, message: string): RangeError & { code: string } {
  return withCode(new RangeError(message), code);
}

export function nodeError(code: string, message: string): Error & { code: string } {
  return withCode(new Error(message), code);
}

/** For an error whose stack begins with other words than its name and message say later. */
export function setHeader(error: Error, header: string): void {
  headers.set(error, header);
}

/** The line that a stack of Node begins with. */
export function headerOf(error: Error): string {
  return headers.get(error) ?? toText.call(error);
}
