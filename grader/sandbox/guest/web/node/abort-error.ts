import { nodeTypeError } from "../core/node-error.ts";
import { group } from "../core/environment.ts";
import { Error, Object } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { webClass } from "../core/web-class.ts";
import type { AbortSignal } from "../events/abort.ts";

/** Node's own: not a DOMException, and with a code that is text. */
export class AbortError extends Error {
  readonly code = "ABORT_ERR";

  constructor(signal: AbortSignal) {
    super("The operation was aborted", { cause: signal.reason });
    Object.defineProperty(this, "name", { value: "AbortError", writable: true, configurable: true, enumerable: true });
  }
}

/** An error to be thrown, or null when there is nothing wrong. */
export function signalError(signal: unknown): Error | null {
  if (signal === undefined || group("events").signals.is(signal)) return null;
  return nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "options.signal" property must be an instance of AbortSignal. Received ${received(signal)}`,
  );
}

webClass(AbortError, "AbortError", { tag: false });
