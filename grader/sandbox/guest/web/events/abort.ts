import { nodeRangeError, nodeTypeError } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { Number, Set, String } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import { DOMException } from "./dom-exception.ts";
import { dispatch, Event, type InspectArguments } from "./event.ts";
import { eventHandler, EventTarget } from "./event-target.ts";

/** What only those may do who own a signal. */
export interface Signals {
  make(): AbortSignal;
  abort(signal: AbortSignal, reason: unknown): void;
  /** Runs `algorithm` when the signal aborts, before its listeners; the result takes it back. */
  follow(signal: AbortSignal, algorithm: (reason: unknown) => void): () => void;
  is(value: unknown): value is AbortSignal;
}

export let signals: Signals;
const permit = {};

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown = undefined;
  #algorithms = new Set<(reason: unknown) => void>();
  /** Those made from this one by `AbortSignal.any`. */
  #dependents: AbortSignal[] = [];
  #onabort = eventHandler(this, "abort");

  /** Not for use: `new AbortController().signal` is. */
  constructor(given?: object) {
    if (given !== permit) throw nodeTypeError("ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    super();
  }

  static {
    signals = {
      make: () => new AbortSignal(permit),
      abort: (signal, reason) => signal.#abort(reason),
      follow(signal, algorithm) {
        signal.#algorithms.add(algorithm);
        return () => signal.#algorithms.delete(algorithm);
      },
      is: (value): value is AbortSignal => typeof value === "object" && value !== null && #aborted in value,
    };
  }

  #abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const algorithms = [...this.#algorithms];
    this.#algorithms.clear();
    for (const algorithm of algorithms) algorithm(reason);
    const event = new Event("abort");
    dispatch.trust(event);
    this.dispatchEvent(event);
    const dependents = this.#dependents;
    this.#dependents = [];
    for (const dependent of dependents) dependent.#abort(reason);
  }

  get aborted(): boolean {
    return this.#aborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }
  get onabort(): ((event: Event) => unknown) | null {
    return this.#onabort.get();
  }
  set onabort(handler: unknown) {
    this.#onabort.set(handler);
  }

  static abort(reason: unknown = abortError()): AbortSignal {
    const signal = signals.make();
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(ms: number): AbortSignal {
    requireDelay(ms);
    const signal = signals.make();
    const timer = host().setTimer(
      () => signal.#abort(new DOMException("The operation was aborted due to timeout", "TimeoutError")),
      ms < 1 ? 1 : ms,
      false,
    );
    host().refTimer(timer, false);
    return signal;
  }

  static any(sources: Iterable<AbortSignal>): AbortSignal {
    if (typeof sources !== "object" || sources === null) {
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "signals" argument must be an instance of Array. Received ${received(sources)}`,
      );
    }
    const all = [...sources];
    all.forEach((source, index) => requireSignal(source, `signals[${index}]`));
    const signal = signals.make();
    const aborted = all.find((source) => source.#aborted);
    if (aborted !== undefined) {
      signal.#aborted = true;
      signal.#reason = aborted.#reason;
    } else for (const source of new Set(all)) source.#dependents.push(signal);
    return signal;
  }

  override [customInspect](...[depth, options, inspect]: InspectArguments): string {
    return showFields("AbortSignal", { aborted: this.aborted }, depth, options, inspect);
  }
}

function requireSignal(value: unknown, name: string): void {
  if (signals.is(value)) return;
  throw nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "${name}" argument must be an instance of AbortSignal. Received ${received(value)}`,
  );
}

function requireDelay(ms: unknown): void {
  if (typeof ms !== "number") {
    throw nodeTypeError(
      "ERR_INVALID_ARG_TYPE",
      `The "delay" argument must be of type number. Received ${received(ms)}`,
    );
  }
  const range = Number.isInteger(ms) ? ">= 0 && <= 4294967295" : "an integer";
  if (Number.isInteger(ms) && ms >= 0 && ms <= 2 ** 32 - 1) return;
  throw nodeRangeError(
    "ERR_OUT_OF_RANGE",
    `The value of "delay" is out of range. It must be ${range}. Received ${String(ms)}`,
  );
}

function abortError(): DOMException {
  return new DOMException("This operation was aborted", "AbortError");
}

export class AbortController {
  #signal: AbortSignal | null = null;

  get signal(): AbortSignal {
    return (this.#signal ??= signals.make());
  }
  abort(reason: unknown = abortError()): void {
    signals.abort(this.signal, reason);
  }

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    return showFields("AbortController", { signal: this.signal }, depth, options, inspect);
  }
}

webClass(AbortSignal, "AbortSignal");
webClass(AbortController, "AbortController");
