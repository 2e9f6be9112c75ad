import { group } from "../core/environment.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { Promise, Symbol, TypeError } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import type { AbortSignal } from "../events/abort.ts";
import { signalError } from "./abort-error.ts";
import { EventEmitter, type EventName, type Listener } from "./event-emitter.ts";

/** What `node:events` offers besides the class and the two waits. */
export const emitterFunctions = {
  getEventListeners(target: EventEmitter, name: EventName): Listener[] {
    return emitterOf(target).listeners(name);
  },

  listenerCount(target: EventEmitter, name: EventName): number {
    return emitterOf(target).listenerCount(name);
  },

  getMaxListeners(target: EventEmitter): number {
    return emitterOf(target).getMaxListeners();
  },

  setMaxListeners(count = EventEmitter.defaultMaxListeners, ...targets: EventEmitter[]): void {
    if (targets.length === 0) EventEmitter.defaultMaxListeners = count;
    for (const target of targets) if (target instanceof EventEmitter) target.setMaxListeners(count);
  },

  /** Runs `listener` when the signal aborts, at once if it has; dispose to take it back. */
  addAbortListener(signal: AbortSignal, listener: () => unknown): Disposable {
    const wrong = signal === undefined ? new TypeError("The signal is missing.") : signalError(signal);
    if (wrong !== null) throw wrong;
    if (!signal.aborted) return { [Symbol.dispose]: group("events").signals.follow(signal, () => void listener()) };
    void Promise.resolve().then(() => listener());
    return { [Symbol.dispose]() {} };
  },
};

function emitterOf(target: unknown): EventEmitter {
  if (target instanceof EventEmitter) return target;
  throw nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "emitter" argument must be an instance of EventEmitter. Received ${received(target)}`,
  );
}
