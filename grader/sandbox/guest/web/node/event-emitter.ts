import { requireFunction } from "../core/arguments.ts";
import { group, host } from "../core/environment.ts";
import { nodeError, nodeRangeError } from "../core/node-error.ts";
import { Error, Map, Number, Object, Reflect, String, Symbol, WeakMap } from "../core/intrinsics.ts";

export type EventName = string | symbol;
export type Listener = (...args: unknown[]) => unknown;

interface Entry {
  /** What was given. */
  readonly listener: Listener;
  /** What is called: the listener, or for `once` a function that takes it off first. */
  readonly raw: Listener & { readonly listener?: Listener };
}

interface State {
  readonly lists: Map<EventName, Entry[]>;
  readonly warned: Map<EventName, boolean>;
  maxListeners: number | undefined;
  captureRejections: boolean;
}

const states = new WeakMap<object, State>();
const defaults = { maxListeners: 10, captureRejections: false };

export const errorMonitor: unique symbol = Symbol("events.errorMonitor") as never;
export const captureRejectionSymbol: unique symbol = Symbol.for("nodejs.rejection") as never;

/** Made at the first use, so that an object that only borrowed the methods works as it does in Node. */
function stateOf(emitter: object): State {
  let state = states.get(emitter);
  if (state === undefined) {
    const { captureRejections } = defaults;
    state = { lists: new Map(), warned: new Map(), maxListeners: undefined, captureRejections };
    states.set(emitter, state);
  }
  return state;
}

export class EventEmitter {
  constructor(options?: { captureRejections?: boolean }) {
    if (options?.captureRejections !== undefined) stateOf(this).captureRejections = options.captureRejections;
  }

  static get defaultMaxListeners(): number {
    return defaults.maxListeners;
  }
  static set defaultMaxListeners(count: number) {
    defaults.maxListeners = limit("defaultMaxListeners", count);
  }
  static get captureRejections(): boolean {
    return defaults.captureRejections;
  }
  static set captureRejections(value: boolean) {
    defaults.captureRejections = value;
  }

  emit(name: EventName, ...args: unknown[]): boolean {
    const state = stateOf(this);
    if (name === "error") {
      if (state.lists.has(errorMonitor)) this.emit(errorMonitor, ...args);
      if (!state.lists.has("error")) throw unhandled(args);
    }
    const list = state.lists.get(name);
    if (list === undefined) return false;
    const listeners = list.slice();
    for (const { raw } of listeners) {
      const result = Reflect.apply(raw, this, args);
      if (state.captureRejections && result != null) capture(this, result, name, args);
    }
    return true;
  }

  addListener(name: EventName, listener: Listener): this {
    return add(this, name, listener, listener, "push");
  }
  on(name: EventName, listener: Listener): this {
    return add(this, name, listener, listener, "push");
  }
  prependListener(name: EventName, listener: Listener): this {
    return add(this, name, listener, listener, "unshift");
  }
  once(name: EventName, listener: Listener): this {
    return add(this, name, listener, onceOnly(this, name, listener), "push");
  }
  prependOnceListener(name: EventName, listener: Listener): this {
    return add(this, name, listener, onceOnly(this, name, listener), "unshift");
  }
  removeListener(name: EventName, listener: Listener): this {
    return remove(this, name, listener);
  }
  off(name: EventName, listener: Listener): this {
    return remove(this, name, listener);
  }

  removeAllListeners(name?: EventName): this {
    const { lists } = stateOf(this);
    const telling = lists.has("removeListener");
    const names = arguments.length === 0 ? [...lists.keys()].filter((each) => each !== "removeListener") : [name!];
    for (const each of names) {
      // Newest first, one by one, if somebody wants to know of each.
      if (telling) for (const { raw } of (lists.get(each) ?? []).toReversed()) remove(this, each, raw);
      else lists.delete(each);
    }
    if (arguments.length === 0) lists.delete("removeListener");
    return this;
  }

  setMaxListeners(count: number): this {
    stateOf(this).maxListeners = limit("setMaxListeners", count);
    return this;
  }
  getMaxListeners(): number {
    return stateOf(this).maxListeners ?? defaults.maxListeners;
  }
  listeners(name: EventName): Listener[] {
    return (stateOf(this).lists.get(name) ?? []).map((entry) => entry.listener);
  }
  rawListeners(name: EventName): Listener[] {
    return (stateOf(this).lists.get(name) ?? []).map((entry) => entry.raw);
  }
  listenerCount(name: EventName, listener?: Listener): number {
    const list = stateOf(this).lists.get(name) ?? [];
    return listener == null ? list.length : list.filter((entry) => is(entry, listener)).length;
  }
  eventNames(): EventName[] {
    return [...stateOf(this).lists.keys()];
  }
}

const is = (entry: Entry, listener: Listener) => entry.raw === listener || entry.listener === listener;

function add<E extends EventEmitter>(
  emitter: E,
  name: EventName,
  listener: Listener,
  raw: Listener,
  where: "push" | "unshift",
): E {
  requireFunction(listener, "listener");
  const { lists, warned } = stateOf(emitter);
  if (lists.has("newListener")) {
    emitter.emit("newListener", name, (listener as { listener?: Listener }).listener ?? listener);
  }
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  list[where]({ listener, raw });
  const most = emitter.getMaxListeners();
  if (most > 0 && list.length > most && !warned.has(name)) {
    warned.set(name, true);
    warn(emitter, name, list.length, most);
  }
  return emitter;
}

function warn(emitter: EventEmitter, name: EventName, count: number, most: number): void {
  const shown = group("inspect").inspect(emitter, { depth: -1 });
  host().print(
    "stderr",
    `MaxListenersExceededWarning: Possible EventEmitter memory leak detected. ${count} ${String(name)} listeners added to ${shown}. ` +
      `MaxListeners is ${most}. Use emitter.setMaxListeners() to increase limit`,
  );
}

function onceOnly(emitter: EventEmitter, name: EventName, listener: Listener): Listener {
  requireFunction(listener, "listener");
  let fired = false;
  const raw = function (this: unknown, ...args: unknown[]): unknown {
    if (fired) return undefined;
    fired = true;
    emitter.removeListener(name, raw);
    return Reflect.apply(listener, emitter, args);
  };
  Object.defineProperty(raw, "listener", { value: listener, writable: true, configurable: true, enumerable: true });
  return raw;
}

/** The one that was added last. */
function remove<E extends EventEmitter>(emitter: E, name: EventName, listener: Listener): E {
  requireFunction(listener, "listener");
  const { lists } = stateOf(emitter);
  const list = lists.get(name);
  const at = list?.findLastIndex((entry) => is(entry, listener)) ?? -1;
  if (list === undefined || at === -1) return emitter;
  const entry = list[at]!;
  if (list.length === 1) lists.delete(name);
  else lists.set(name, list.toSpliced(at, 1));
  if (lists.has("removeListener")) emitter.emit("removeListener", name, entry.listener);
  return emitter;
}

function unhandled(args: readonly unknown[]): unknown {
  const [error] = args;
  if (error instanceof Error) return error;
  const shown = group("inspect").inspect(error);
  return Object.assign(nodeError("ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`), { context: error });
}

/** What an async listener throws goes to the emitter's own handler, or to its `error` listeners. */
function capture(emitter: EventEmitter, result: unknown, name: EventName, args: unknown[]): void {
  const { then } = result as { then?: unknown };
  if (typeof then !== "function") return;
  Reflect.apply(then, result, [
    undefined,
    (error: unknown) => {
      const own = (emitter as { [captureRejectionSymbol]?: unknown })[captureRejectionSymbol];
      host().queueTask(() => {
        if (typeof own === "function") Reflect.apply(own, emitter, [error, name, ...args]);
        else emitter.emit("error", error);
      });
    },
  ]);
}

function limit(name: string, count: number): number {
  if (typeof count === "number" && count >= 0 && !Number.isNaN(count)) return count;
  throw nodeRangeError(
    "ERR_OUT_OF_RANGE",
    `The value of "${name}" is out of range. It must be >= 0. Received ${String(count)}`,
  );
}
