import * as chronograde from "../../../../src/api.ts";
import { CoroutineObject } from "../../../../src/coroutine.ts";
import { Future, Task } from "../../../../src/future-shell.ts";
import { Handle, Loop, TimerHandle } from "../../../../src/loop-api.ts";
import { heldShells, type Shell } from "../../../../src/seal.ts";
import { TaskGroup } from "../../../../src/task-group.ts";
import { Timeout } from "../../../../src/timeout.ts";
import { nodeModule } from "../web/index.ts";

/** A property that holds what the exercise forbids. */
export interface Place {
  readonly holder: object;
  readonly key: string;
}

/** What the language itself calls of objects, in the middle of somebody's code: whether that code called it, nobody can tell. */
const IMPLICIT: ReadonlySet<string> = new Set([
  "constructor",
  "toString",
  "valueOf",
  "next",
  "return",
  "throw",
  // Of a regular expression, when a loop goes over what `matchAll` gave.
  "exec",
]);

/** What learners hold of the runtime without an export that makes it. The names of the classes are the bundler's. */
const UNEXPORTED = { Coroutine: CoroutineObject, Future, Task, Handle, TimerHandle, Loop, TaskGroup, Timeout };

const MODULES = ["node:events", "node:timers/promises", "node:assert/strict"] as const;

/** A template calls it, too. */
const TEMPLATE = "concat";

function isImplicit({ holder, key }: Place): boolean {
  return IMPLICIT.has(key) || (key === TEMPLATE && holder === String.prototype);
}

/** Where a member stands that a rule names: `Promise.all`, `Queue.get`, `Array.prototype.map`, `console.log`. Call before the seals are set. */
export function placesOf(target: string): Place[] {
  const [root = "", ...members] = target.split(".");
  const key = members.pop();
  if (key === undefined) return [];
  let holder = rootNamed(root);
  for (const member of members) holder = memberOf(holder, member);
  const place = placeIn(holder, key);
  if (place === null || isImplicit(place)) return [];
  // A subclass has a method of its own in its place, which the types do not tell from it.
  const same = heldShells().filter((shell) => isKin(shell, holder) && Object.hasOwn(shell.prototype, key));
  const others = same.map(({ prototype }) => ({ holder: prototype, key }));
  return [place, ...others.filter((other) => other.holder !== place.holder)];
}

/** Where something of this name stands, whatever it belongs to: for a name that no library has, such as `then`. */
export function placesNamed(name: string): Place[] {
  const own = Object.getOwnPropertyDescriptors(globalThis) as Record<string, PropertyDescriptor>;
  const roots = [...Object.values(own).map(({ value }): unknown => value), ...heldShells()];
  const holders = roots
    .filter((root) => isObject(root) && root !== globalThis)
    .flatMap((root) => [root as object, ...prototypes(root)]);
  return [...new Set(holders)]
    .filter((holder) => Object.hasOwn(holder, name))
    .map((holder) => ({ holder, key: name }))
    .filter((place) => !isImplicit(place));
}

/** Whether a library has this name. */
export function isRoot(name: string): boolean {
  return rootNamed(name) !== undefined;
}

function rootNamed(name: string): unknown {
  const exports: Readonly<Record<string, unknown>> = chronograde;
  if (Object.hasOwn(exports, name)) return exports[name];
  if (Object.hasOwn(UNEXPORTED, name)) return UNEXPORTED[name as keyof typeof UNEXPORTED];
  if (Object.hasOwn(globalThis, name)) return Reflect.get(globalThis, name) as unknown;
  for (const module of MODULES) {
    const others = nodeModule(module);
    if (Object.hasOwn(others, name)) return others[name];
  }
  return undefined;
}

/** Of a class its static members first, as the types have it. */
function placeIn(value: unknown, key: string): Place | null {
  if (!isObject(value)) return null;
  return (
    ownerOf(value, key) ??
    prototypes(value)
      .map((prototype) => ownerOf(prototype, key))
      .find(Boolean) ??
    null
  );
}

function memberOf(value: unknown, key: string): unknown {
  const place = placeIn(value, key);
  return place === null ? undefined : Reflect.get(place.holder, key);
}

/** What every object or function has is none of its members. */
function ownerOf(value: object, key: string): Place | null {
  for (let holder: object | null = value; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    const isEverybodys = holder === Object.prototype || holder === Function.prototype;
    if (isEverybodys && holder !== value) return null;
    if (Object.hasOwn(holder, key)) return { holder, key };
  }
  return null;
}

function prototypes(value: unknown): object[] {
  if (typeof value !== "function") return [];
  const prototype: unknown = Reflect.getOwnPropertyDescriptor(value, "prototype")?.value;
  return isObject(prototype) ? [prototype] : [];
}

function isKin(shell: Shell, other: unknown): boolean {
  if (!isObject(other) || typeof other !== "function") return false;
  return inherits(shell, other) || inherits(other, shell);
}

function inherits(one: object, from: object): boolean {
  return one !== from && Object.prototype.isPrototypeOf.call(from, one);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
