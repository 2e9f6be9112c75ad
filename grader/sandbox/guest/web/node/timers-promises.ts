import { AbortError, signalError } from "./abort-error.ts";
import { delay, Immediate, Timeout } from "../core/timers.ts";
import { group, harden } from "../core/environment.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { Object, Promise, Symbol } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import type { AbortSignal } from "../events/abort.ts";

interface Options {
  signal?: AbortSignal;
  ref?: boolean;
}

type Resolve = (value: void) => void;

/** One wait: `begin` starts it and gives the function that ends it early. */
function wait<T>(value: T, options: Options | undefined, begin: (done: () => void) => () => void): Promise<T> {
  const wrong = checked(options);
  if (wrong !== null) return Promise.reject(wrong);
  const signal = options?.signal;
  if (signal?.aborted) return Promise.reject(new AbortError(signal));
  return new Promise((resolve, reject) => {
    let unfollow: (() => void) | null = null;
    const stop = begin(() => {
      unfollow?.();
      resolve(value);
    });
    if (signal === undefined) return;
    unfollow = group("events").signals.follow(signal, () => {
      stop();
      reject(new AbortError(signal));
    });
  });
}

function checked(options: Options | undefined): Error | null {
  if (options === undefined) return null;
  if (options === null || typeof options !== "object") return wrong("options", "of type object", options);
  const { signal, ref } = options;
  const wrongSignal = signalError(signal);
  if (wrongSignal !== null) return wrongSignal;
  if (ref !== undefined && typeof ref !== "boolean") return wrong("options.ref", "of type boolean", ref);
  return null;
}

function wrong(name: string, wanted: string, value: unknown): Error {
  const what = name.includes(".") ? "property" : "argument";
  return nodeTypeError("ERR_INVALID_ARG_TYPE", `The "${name}" ${what} must be ${wanted}. Received ${received(value)}`);
}

function requireDelay(ms: unknown): Error | null {
  return ms === undefined || typeof ms === "number" ? null : wrong("delay", "of type number", ms);
}

const functions = {
  setTimeout<T>(ms?: number, value?: T, options?: Options): Promise<T> {
    const wrongDelay = requireDelay(ms);
    if (wrongDelay !== null) return Promise.reject(wrongDelay);
    return wait(value as T, options, (done) => {
      const timer = new Timeout(done, delay(ms), [], false);
      if (options?.ref === false) timer.unref();
      return () => timer.close();
    });
  },

  setImmediate<T>(value?: T, options?: Options): Promise<T> {
    return wait(value as T, options, (done) => {
      const immediate = new Immediate(done, []);
      return () => Immediate.clear(immediate);
    });
  },

  /** A tick per `ms`; those that nobody waited for are given one after the other. */
  async *setInterval<T>(ms?: number, value?: T, options?: Options): AsyncGenerator<T, void, undefined> {
    const wrongArgument = requireDelay(ms) ?? checked(options);
    if (wrongArgument !== null) throw wrongArgument;
    const signal = options?.signal;
    if (signal?.aborted) throw new AbortError(signal);
    let ticks = 0;
    let wake: Resolve | null = null;
    const tick = () => {
      ticks++;
      wake?.();
    };
    const timer = new Timeout(tick, delay(ms), [], true);
    if (options?.ref === false) timer.unref();
    const unfollow =
      signal === undefined
        ? () => {}
        : group("events").signals.follow(signal, () => {
            timer.close();
            wake?.();
          });
    try {
      for (;;) {
        if (ticks === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        for (; ticks > 0; ticks--) yield value as T;
        if (signal?.aborted) throw new AbortError(signal);
      }
    } finally {
      timer.close();
      unfollow();
    }
  },
};

export const { setTimeout, setImmediate, setInterval } = functions;

const schedulerMethods = {
  wait: (ms: number, options?: Options) => setTimeout(ms, undefined, options),
  yield: () => setImmediate(),
};

export const scheduler: typeof schedulerMethods = Object.assign(
  Object.create({ [Symbol.toStringTag]: "Scheduler" }) as object,
  schedulerMethods,
);

const everything = { setTimeout, setImmediate, setInterval, scheduler };
harden(everything);
export default everything;
