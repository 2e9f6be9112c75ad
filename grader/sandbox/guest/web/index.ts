import { requireFunction } from "./core/arguments.ts";
import { define, defineLazy, tag } from "./core/define.ts";
import { group, harden, host, setHost, type Groups } from "./core/environment.ts";
import { Math, Object, Promise } from "./core/intrinsics.ts";
import { recordIterators } from "./core/iterator-record.ts";
import { Proxy } from "./core/proxy-record.ts";
import { timers } from "./core/timers.ts";
import { makeConsole } from "./console/console.ts";
import { virtualDate } from "./language/date.ts";
import { defineLocaleMethods } from "./language/locale-methods.ts";
import { sayThatAllWereRejected } from "./language/promise-any.ts";
import { seededRandom } from "./language/random.ts";
import { defineDisposalSymbols } from "./language/symbols.ts";
import type { WebHost } from "./host.ts";

export type * from "./host.ts";

type Exports = { readonly [G in keyof Groups]?: readonly (keyof Groups[G] & string)[] };

/** Classes by the group that has them, which is loaded when one of them is first touched. */
const classes: Exports = {
  blob: ["Blob", "File", "FormData"],
  events: ["AbortController", "AbortSignal", "CustomEvent", "DOMException", "Event", "EventTarget"],
  fetch: ["Headers", "Request", "Response"],
  streams: ["ReadableStream"],
  text: ["TextDecoder", "TextEncoder"],
  url: ["URL", "URLSearchParams"],
};

const functions: Exports = {
  clone: ["structuredClone"],
  crypto: ["crypto"],
  fetch: ["fetch"],
  text: ["atob", "btoa"],
};

/**
 * Defines on `target` every global of "What a submission has" that the engine lacks or that must be virtual: console, timers,
 * Date, performance, Math.random, crypto, fetch and its classes, events, streams, text and URL. Completes what the engine has
 * of ES2023. Call it once, before the intrinsics are frozen; what is loaded later freezes itself through `host.harden`.
 */
export function installWebGlobals(target: object, host: WebHost): void {
  setHost(host);
  defineDisposalSymbols();
  defineLocaleMethods();
  recordIterators();
  define(target, "Proxy", Proxy, false);
  sayThatAllWereRejected();
  define(target, "Date", virtualDate(), false);
  define(Math, "random", seededRandom(host.randomBytes(16)), false);
  define(target, "console", makeConsole(), false);
  define(target, "performance", makePerformance(), true);
  for (const name of Object.keys(timers)) define(target, name, timers[name as keyof typeof timers], true);
  define(target, "queueMicrotask", microtasks.queueMicrotask, true);
  defineGroups(target, classes, false);
  defineGroups(target, functions, true);
}

/** Loads now what a request and its reply will take. */
export function loadFetching(): void {
  group("events");
  group("fetch");
}

function defineGroups(target: object, byGroup: Readonly<Record<string, readonly string[]>>, enumerable: boolean): void {
  for (const name of Object.keys(byGroup) as (keyof Groups)[]) {
    for (const key of byGroup[name]!) {
      const make = (): unknown => {
        const value = (group(name) as Record<string, unknown>)[key];
        if (typeof value === "function") harden(value);
        return value;
      };
      defineLazy(target, key, make, enumerable);
    }
  }
}

function makePerformance(): object {
  const methods = {
    now: () => host().now(),
    toJSON: () => ({ timeOrigin: host().startMs }),
  };
  const prototype = Object.create(Object.prototype) as object;
  define(prototype, "now", methods.now, true);
  define(prototype, "timeOrigin", host().startMs, true);
  define(prototype, "toJSON", methods.toJSON, true);
  tag(prototype, "Performance");
  return Object.create(prototype) as object;
}

const done = Promise.resolve();

const microtasks = {
  queueMicrotask(callback: () => unknown): void {
    requireFunction(callback, "callback");
    void done.then(() => callback()).then(undefined, (error: unknown) => host().uncaught(error));
  },
};

export type NodeModuleName = "node:timers/promises" | "node:events" | "node:assert/strict";

const modules = {
  "node:timers/promises": "node-timers-promises",
  "node:events": "node-events",
  "node:assert/strict": "node-assert-strict",
} as const;

/**
 * The exports of a module that `imports` allows, `default` included; the names without `node:` are not known here. Call after
 * `installWebGlobals`.
 */
export function nodeModule(name: NodeModuleName): Readonly<Record<string, unknown>> {
  return group(modules[name]) as Readonly<Record<string, unknown>>;
}
