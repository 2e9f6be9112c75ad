import { group, harden } from "../core/environment.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { Error, Object, Promise, Symbol } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import type { AbortSignal } from "../events/abort.ts";
import { AbortError, signalError } from "./abort-error.ts";
import type { EventEmitter, EventName, Listener } from "./event-emitter.ts";

interface Options {
  signal?: AbortSignal;
}

/** Adds to an emitter or to an EventTarget; the result takes it off again. */
function listen(target: object, name: EventName, listener: Listener): () => void {
  const emitter = target as Partial<EventEmitter & EventTarget>;
  if (typeof emitter.on === "function") {
    emitter.on(name, listener);
    return () => void emitter.removeListener!(name, listener);
  }
  if (typeof emitter.addEventListener === "function") {
    emitter.addEventListener(name as string, listener);
    return () => emitter.removeEventListener!(name as string, listener);
  }
  throw nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "emitter" argument must be an instance of EventEmitter. Received ${received(target)}`,
  );
}

const isEmitter = (target: object) => typeof (target as { on?: unknown }).on === "function";

function follow(signal: AbortSignal | undefined, abort: (error: Error) => void): () => void {
  if (signal === undefined) return () => {};
  return group("events").signals.follow(signal, () => abort(new AbortError(signal)));
}

const functions = {
  /** The arguments of the next event of that name; an `error` event of an emitter rejects. */
  once(target: object, name: EventName, options?: Options): Promise<unknown[]> {
    const signal = options?.signal;
    const wrong = signalError(signal);
    if (wrong !== null) return Promise.reject(wrong);
    if (signal?.aborted) return Promise.reject(new AbortError(signal));
    return new Promise((resolve, reject) => {
      const undo: (() => void)[] = [];
      const end = () => {
        for (const each of undo) each();
      };
      const fail = (error: unknown) => {
        end();
        reject(error);
      };
      undo.push(
        listen(target, name, (...args) => {
          end();
          resolve(args);
        }),
      );
      if (name !== "error" && isEmitter(target)) undo.push(listen(target, "error", fail));
      undo.push(follow(signal, fail));
    });
  },

  /** The arguments of each event of that name, also of those that nobody waited for yet. */
  on(
    target: object,
    name: EventName,
    options?: Options & { close?: readonly string[] },
  ): AsyncIterableIterator<unknown[]> {
    const signal = options?.signal;
    const wrong = signalError(signal);
    if (wrong !== null) throw wrong;
    if (signal?.aborted) throw new AbortError(signal);
    const events = new EventIterator();
    const fail = (error: unknown) => events.fail(error);
    events.undo.push(listen(target, name, (...args) => events.add(args)));
    if (name !== "error" && isEmitter(target)) events.undo.push(listen(target, "error", fail));
    for (const each of options?.close ?? []) events.undo.push(listen(target, each, () => void events.close()));
    events.undo.push(follow(signal, fail));
    const iterator = Object.create(iteratorPrototype) as AsyncIterableIterator<unknown[]>;
    return Object.assign(iterator, {
      next: () => events.next(),
      return: () => events.close(),
      throw: (error: unknown) => events.throw(error),
    });
  },
};

export const { once, on } = functions;

type Result = IteratorResult<unknown[], undefined>;
const finished: Result = { value: undefined, done: true };

class EventIterator {
  readonly undo: (() => void)[] = [];
  #events: unknown[][] = [];
  #waiting: { resolve(result: Result): void; reject(error: unknown): void }[] = [];
  #failure: { readonly error: unknown } | null = null;
  #closed = false;

  add(args: unknown[]): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#events.push(args);
    else waiting.resolve({ value: args, done: false });
  }

  fail(error: unknown): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#failure = { error };
    else waiting.reject(error);
    void this.close();
  }

  next(): Promise<Result> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve({ value: event, done: false });
    if (this.#failure !== null) {
      const { error } = this.#failure;
      this.#failure = null;
      return Promise.reject(error);
    }
    if (this.#closed) return Promise.resolve(finished);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  throw(error: unknown): void {
    if (!(error instanceof Error)) {
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "EventEmitter.AsyncIterator" property must be an instance of Error. Received ${received(error)}`,
      );
    }
    this.fail(error);
  }

  close(): Promise<Result> {
    for (const each of this.undo.splice(0)) each();
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.resolve(finished);
    return Promise.resolve(finished);
  }
}

const generatorPrototype = Object.getPrototypeOf(async function* () {}.prototype) as object;
const iteratorPrototype = Object.create(Object.getPrototypeOf(generatorPrototype) as object) as object;
Object.defineProperty(iteratorPrototype, Symbol.asyncIterator, {
  value(this: unknown) {
    return this;
  },
});
harden(iteratorPrototype);
