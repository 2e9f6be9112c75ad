import * as chronograde from "../../../../src/api.ts";
import { heldShells } from "../../../../src/seal.ts";
import { setterOf } from "../harden.ts";
import { settings } from "../host.ts";
import { nodeModule as plainModule, type NodeModuleName } from "../web/index.ts";
import { isOwnRead, isOwnReadOfClass, knowProtocols, whoCalls } from "./calls.ts";
import { type Callable, noting, unwatched } from "./noting.ts";
import { watchParents } from "./parents.ts";
import { isRoot, type Place, placesNamed, placesOf } from "./places.ts";

/**
 * Nothing of these is ever called by the runtime, the Web globals or the engine: they stay the plain properties that they are. `fetch` is called by
 * AsyncClient, which asks for `unwatched` first.
 */
const NEVER_OURS: ReadonlySet<string> = new Set([
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

function isNeverOurs(target: string): boolean {
  return NEVER_OURS.has(target) || target.startsWith("console.");
}

const exported: Readonly<Record<string, unknown>> = chronograde;
const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;

/**
 * Puts something that tells in the place of each thing that the exercise forbids. Before anything is frozen, and before anybody but us has run.
 */
export function watchForbidden(): void {
  if (settings.forbidden.some(isClass)) watchParents();
  for (const target of settings.forbidden) {
    const key = target.slice(target.lastIndexOf(".") + 1);
    knowProtocols(key);
    if (target !== key) {
      for (const place of placesOf(target)) watchMember(place, target);
    } else if (Object.hasOwn(exported, target)) watchConstructor(exported[target] as object, target);
    else if (Object.hasOwn(globalThis, target)) watchGlobal(target, target);
    else if (!isRoot(target)) for (const place of placesNamed(target)) watchMember(place, target);
  }
}

/** As far as a name tells it. */
function isClass(target: string): boolean {
  return /^[A-Z]\w*$/.test(target);
}

function watchMember(place: Place, target: string): void {
  const { holder, key } = place;
  if (holder === globalThis) watchGlobal(key, target);
  else if (isNeverOurs(target)) replace(place, Reflect.get(holder, key), target);
  else {
    const isShells = heldShells().some(({ prototype }) => prototype === holder);
    const isPrototype = typeof holder === "object" && Object.hasOwn(holder, "constructor");
    readAs(place, target, isOwnRead, isPrototype && !isShells);
  }
}

function watchGlobal(name: string, target: string): void {
  // Read first: a global that is made when it is first read is made now.
  const value: unknown = Reflect.get(globalThis, name);
  if (typeof value !== "function") return;
  const place = { holder: globalThis, key: name };
  if (isNeverOurs(name)) replace(place, value, target);
  else {
    readAs(place, target, isOwnRead, false);
    watchConstructor(value as Callable, target);
  }
}

/** A class is had by way of each of its objects, too. */
function watchConstructor(value: object, target: string): void {
  const prototype: unknown = getOwnPropertyDescriptor(value, "prototype")?.value;
  // What an `await` does depends on this one: the engine compares it with the class that it knows.
  if (typeof prototype !== "object" || prototype === null || prototype === Promise.prototype) return;
  readAs({ holder: prototype, key: "constructor" }, target, isOwnReadOfClass, false);
}

function replace({ holder, key }: Place, value: unknown, target: string): void {
  if (typeof value !== "function") return;
  const { enumerable = false } = getOwnPropertyDescriptor(holder, key)!;
  const proxy = noting(value as Callable, [target], key);
  defineProperty(holder, key, { value: proxy, writable: true, configurable: true, enumerable });
}

/** The names under which the property of a holder is forbidden. */
const read = new Map<object, Map<string, Set<string>>>();

/** Who reads the property gets a function that tells, but for those whose calls are none of the submission's. */
function readAs({ holder, key }: Place, target: string, isOwn: typeof isOwnRead, isAssignable: boolean): void {
  const keys = read.get(holder) ?? new Map<string, Set<string>>();
  read.set(holder, keys);
  const known = keys.get(key);
  known?.add(target);
  const found = getOwnPropertyDescriptor(holder, key);
  if (known !== undefined || found?.configurable !== true) return;
  const { value, get, enumerable = false } = found;
  const names = new Set([target]);
  keys.set(key, names);
  // Made now: what it keeps must be as frozen as everything else.
  if (typeof value === "function") noting(value as Callable, names, key);
  // Of what is made anew for each who reads it, the runtime has only this.
  else if (get === undefined || key !== "then") return;
  defineProperty(holder, key, {
    get(this: unknown): unknown {
      const isOwnOne = isOwn(whoCalls());
      const member: unknown = get === undefined ? value : apply(get, this, []);
      return isOwnOne || typeof member !== "function" ? member : noting(member as Callable, names, key);
    },
    set: isAssignable ? setterOf(holder, key) : undefined,
    enumerable,
    configurable: true,
  });
}

/** The exports of a module as the exercise's rules let a submission have them. */
export function moduleFor(name: NodeModuleName | "chronograde"): Readonly<Record<string, unknown>> {
  const exports: Readonly<Record<string, unknown>> = name === "chronograde" ? exported : plainModule(name);
  const isWatched = (key: string): boolean =>
    settings.forbidden.includes(key) &&
    typeof exports[key] === "function" &&
    (name === "chronograde" || !Object.hasOwn(exported, key));
  const all = Object.fromEntries(
    Object.keys(exports).map((key) => [
      key,
      isWatched(key) ? noting(exports[key] as Callable, [key], key) : exports[key],
    ]),
  );
  const everything: unknown = exports.default;
  if (typeof everything !== "object" || everything === null || !Object.keys(everything).some(isWatched)) return all;
  // It is frozen: another one that has the same.
  return { ...all, default: Object.freeze({ ...everything, ...pick(all, Object.keys(everything)) }) };
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
