import { nodeError, nodeTypeError } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { Boolean, Map, Promise, String } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import { dispatch, type Event, type InspectArguments } from "./event.ts";
import type { AbortSignal } from "./abort.ts";

export type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };

export interface ListenerOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}

/** Linked, so that what a listener adds or removes while it is called counts as it does in Node. */
interface Entry {
  readonly listener: Listener;
  readonly capture: boolean;
  readonly once: boolean;
  removed: boolean;
  next: Entry | null;
}

export class EventTarget {
  #first = new Map<string, Entry | null>();

  addEventListener(type: string, listener: Listener | null, options?: ListenerOptions | boolean | null): void {
    requireBoth(arguments.length);
    const { capture, once = false, signal } = normalized(options);
    if (signal !== undefined) requireSignal(signal);
    if (signal?.aborted || !isListener(listener)) return;
    const name = String(type);
    const first = this.#first.get(name) ?? null;
    let last: Entry | null = null;
    for (let at = first; at !== null; at = at.next) {
      if (at.listener === listener && at.capture === capture) return;
      last = at;
    }
    const entry: Entry = { listener, capture, once: Boolean(once), removed: false, next: null };
    if (last === null) this.#first.set(name, entry);
    else last.next = entry;
    signal?.addEventListener("abort", () => this.#remove(name, entry), { once: true });
  }

  removeEventListener(type: string, listener: Listener | null, options?: ListenerOptions | boolean | null): void {
    requireBoth(arguments.length);
    if (!isListener(listener)) return;
    const { capture } = normalized(options);
    const name = String(type);
    for (let at = this.#first.get(name) ?? null; at !== null; at = at.next) {
      if (at.listener === listener && at.capture === capture) return this.#remove(name, at);
    }
  }

  dispatchEvent(event: Event): boolean {
    if (arguments.length === 0) throw nodeTypeError("ERR_MISSING_ARGS", 'The "event" argument must be specified');
    if (!dispatch.is(event)) {
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "event" argument must be an instance of Event. Received ${received(event)}`,
      );
    }
    if (dispatch.running(event)) {
      throw nodeError("ERR_EVENT_RECURSION", `The event "${event.type}" is already being dispatched`);
    }
    this.#dispatch(event);
    return !event.defaultPrevented;
  }

  #dispatch(event: Event): void {
    dispatch.begin(event, this);
    const name = event.type;
    let next: Entry | null;
    for (let at = this.#first.get(name) ?? null; at !== null && !dispatch.stopped(event); at = next) {
      next = at.next;
      if (at.removed) continue;
      if (at.once) this.#remove(name, at);
      try {
        const { listener } = at;
        const result = typeof listener === "function" ? listener.call(this, event) : listener.handleEvent(event);
        if (result != null) reportRejection(result);
      } catch (error) {
        host().uncaught(error);
      }
    }
    dispatch.end(event);
  }

  #remove(name: string, entry: Entry): void {
    entry.removed = true;
    let before: Entry | null = null;
    for (let at = this.#first.get(name) ?? null; at !== null; at = at.next) {
      if (at === entry) {
        if (before === null) this.#first.set(name, at.next);
        else before.next = at.next;
        return;
      }
      before = at;
    }
  }

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    return showFields(this.constructor.name, {}, depth, options, inspect);
  }
}

function requireBoth(count: number): void {
  if (count < 2) throw nodeTypeError("ERR_MISSING_ARGS", 'The "type" and "listener" arguments must be specified');
}

function requireSignal(signal: AbortSignal): void {
  if (typeof signal === "object" && signal !== null && "aborted" in signal) return;
  throw nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "options.signal" property must be an instance of AbortSignal. Received ${received(signal)}`,
  );
}

function normalized(options: ListenerOptions | boolean | null | undefined): ListenerOptions & { capture: boolean } {
  if (typeof options === "boolean") return { capture: options };
  if (options == null) return { capture: false };
  const { capture, once, signal } = options;
  return { capture: Boolean(capture), once: Boolean(once), ...(signal === undefined ? {} : { signal }) };
}

function isListener(value: Listener | null): value is Listener {
  if (value == null) return false;
  if (typeof value === "function" || typeof value === "object") return true;
  throw nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "listener" argument must be an instance of EventListener. Received ${received(value)}`,
  );
}

function reportRejection(result: unknown): void {
  if (typeof (result as { then?: unknown }).then !== "function") return;
  Promise.resolve(result).then(undefined, (error: unknown) => host().uncaught(error));
}

/** `onabort` and the like: one listener that stands where the first one was set. */
export function eventHandler(target: EventTarget, type: string) {
  let handler: ((event: Event) => unknown) | null = null;
  const listener = (event: Event) => handler?.call(target, event);
  return {
    get: () => handler,
    set(value: unknown) {
      const next = typeof value === "function" ? (value as (event: Event) => unknown) : null;
      if (next !== null && handler === null) target.addEventListener(type, listener);
      if (next === null) target.removeEventListener(type, listener);
      handler = next;
    },
  };
}

webClass(EventTarget, "EventTarget");
