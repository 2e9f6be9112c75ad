import * as chronograde from "../../../src/api.ts";
import { host, settings } from "./host.ts";
import { flush } from "./recorder-rows.ts";
import { rawCallSite } from "./sites.ts";
import { nodeModule as plainModule, type NodeModuleName } from "./web/index.ts";

/**
 * What a rule can forbid by fact: nothing of these is ever called by the runtime, the Web globals or the engine themselves, so whoever
 * calls them is the submission, by whatever way it came by them. `fetch` is called by AsyncClient, which asks for `unwatched` first.
 */
const FUNCTIONS: ReadonlySet<string> = new Set([
  "setTimeout",
  "setInterval",
  "setImmediate",
  "clearTimeout",
  "clearInterval",
  "clearImmediate",
  "queueMicrotask",
  "structuredClone",
  "fetch",
  "atob",
  "btoa",
  "Promise.all",
  "Promise.allSettled",
  "Promise.any",
  "Promise.race",
  "Math.random",
  "Date.now",
]);

function isWatchable(target: string): boolean {
  return FUNCTIONS.has(target) || target.startsWith("console.");
}

const { apply, construct } = Reflect;
type Callable = (...args: unknown[]) => unknown;

/** Of what stands in its place, the function itself. */
const originals = new WeakMap<object, unknown>();
const told = new Set<string>();

/** Puts a function that tells in the place of each global that the exercise forbids. Before anything is frozen. */
export function watchForbiddenGlobals(): void {
  for (const target of settings.forbidden) {
    if (Object.hasOwn(chronograde, target) || !isWatchable(target)) continue;
    const dot = target.lastIndexOf(".");
    const name = target.slice(dot + 1);
    const root = target.slice(0, Math.max(dot, 0));
    const holder = root === "" ? globalThis : (Reflect.get(globalThis, root) as object);
    if (!Object.hasOwn(holder, name)) continue;
    // Read first: a global that is made when it is first read is made now.
    const value: unknown = Reflect.get(holder, name);
    const { enumerable = false } = Reflect.getOwnPropertyDescriptor(holder, name)!;
    Object.defineProperty(holder, name, {
      value: watched(value as Callable, target),
      writable: true,
      configurable: true,
      enumerable,
    });
  }
}

/** The exports of a module as the exercise's rules let a submission have them. */
export function moduleFor(name: NodeModuleName | "chronograde"): Readonly<Record<string, unknown>> {
  const exports: Readonly<Record<string, unknown>> = name === "chronograde" ? chronograde : plainModule(name);
  const isWatched = (key: string): boolean =>
    settings.forbidden.includes(key) &&
    typeof exports[key] === "function" &&
    (name === "chronograde" || !Object.hasOwn(chronograde, key));
  const all = Object.fromEntries(
    Object.keys(exports).map((key) => [key, isWatched(key) ? watched(exports[key] as Callable, key) : exports[key]]),
  );
  const everything: unknown = exports.default;
  if (typeof everything !== "object" || everything === null || !Object.keys(everything).some(isWatched)) return all;
  // It is frozen: another one that has the same.
  return { ...all, default: Object.freeze({ ...everything, ...pick(all, Object.keys(everything)) }) };
}

/** The function itself, for the runtime's own use of it. */
export function unwatched<T extends object>(value: T): T {
  return (originals.get(value) as T | undefined) ?? value;
}

/** What the harness has of a global: nobody replaces it, and a call of it is not the submission's. */
export function ownGlobal(name: string): unknown {
  const value: unknown = Reflect.get(globalThis, name);
  if (name !== "console") return typeof value === "function" ? unwatched(value) : value;
  const methods = Object.entries(value as Console).map(([key, method]: [string, object]) => [key, unwatched(method)]);
  return Object.freeze(Object.fromEntries(methods));
}

function pick(from: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));
}

const known = new Map<Callable, Callable>();

/** Looks and works like `value`, which nobody can get at through it; each call of it is noted. */
function watched(value: Callable, target: string): Callable {
  const made = known.get(value);
  if (made !== undefined) return made;
  const proxy: Callable = new Proxy(value, {
    apply(inner, self, args: unknown[]) {
      tell(target);
      return apply(inner, self, args);
    },
    construct(inner, args: unknown[], newTarget): object {
      tell(target);
      return construct(inner, args, newTarget === proxy ? inner : newTarget) as object;
    },
  });
  known.set(value, proxy);
  originals.set(proxy, value);
  return proxy;
}

/** The host keeps the first call of each; more would only be a flood. */
function tell(target: string): void {
  if (told.has(target)) return;
  flush();
  host.called(target, rawCallSite() ?? "");
  // Only now: whoever has left no stack for that has not called anything yet.
  told.add(target);
}
