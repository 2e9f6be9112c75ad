import type { Snapshot } from "../../values/index.ts";

/** More than this is not shown and not compared: a value for a report, not a data dump. */
const MOST_NODES = 50_000;
const MOST_CHARACTERS = 1_000_000;
/** Of all the results of a scenario's tasks together: many tasks may give the same large text. */
let charactersForTasks = 4_000_000;
let nodesForTasks = 500_000;
const DEEPEST = 100;

const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isArray } = Array;
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;

class TooLarge extends Error {}

/**
 * A value as it is now, as plain data. Own enumerable properties are read by their descriptors, so no getter runs and later
 * changes do not show; a Proxy's traps do run, in the guest, like any other code of the learner's.
 */
export function snapshot(value: unknown): Snapshot {
  return taken(value, new Taker(MOST_CHARACTERS, MOST_NODES));
}

/** The same for what a task returned, while there is room for it. */
export function snapshotOfResult(value: unknown): Snapshot {
  const taker = new Taker(
    charactersForTasks < MOST_CHARACTERS ? charactersForTasks : MOST_CHARACTERS,
    nodesForTasks < MOST_NODES ? nodesForTasks : MOST_NODES,
  );
  const result = taken(value, taker);
  charactersForTasks -= taker.characters;
  nodesForTasks -= taker.nodes;
  return result;
}

function taken(value: unknown, taker: Taker): Snapshot {
  try {
    return taker.take(value, 0);
  } catch (error) {
    if (error instanceof TooLarge) return { t: "other", v: error.message };
    return { t: "other", v: "a value that cannot be read" };
  }
}

class Taker {
  readonly #most: number;
  readonly #mostNodes: number;
  nodes = 0;
  /** So many were taken. */
  characters = 0;

  constructor(most: number, mostNodes: number) {
    this.#most = most;
    this.#mostNodes = mostNodes;
  }

  readonly #ancestors: object[] = [];

  take(value: unknown, depth: number): Snapshot {
    this.nodes += 1;
    if (this.nodes > this.#mostNodes) throw new TooLarge(`a value of more than ${MOST_NODES} parts`);
    switch (typeof value) {
      case "boolean":
        return value;
      case "string":
        return this.#text(value);
      case "number":
        return number(value);
      case "undefined":
        return { t: "undefined" };
      case "bigint":
        return { t: "other", v: `the bigint ${String(value).slice(0, 40)}n` };
      case "symbol":
        return { t: "other", v: "a symbol" };
      case "function":
        return { t: "other", v: functionWord(value) };
      default:
        return value === null ? null : this.#object(value as object, depth);
    }
  }

  #text(text: string): string {
    if (this.characters + text.length > this.#most) throw new TooLarge("a value with more text than can be compared");
    this.characters += text.length;
    return text;
  }

  #object(value: object, depth: number): Snapshot {
    if (this.#ancestors.includes(value)) {
      throw new TooLarge(isArray(value) ? "a cyclic array" : "a cyclic object");
    }
    if (depth >= DEEPEST) throw new TooLarge(`a value nested more than ${DEEPEST} levels deep`);
    const prototype = getPrototypeOf(value);
    if (isArray(value)) {
      if (prototype !== arrayPrototype) return other(value, prototype);
    } else if (prototype !== null && prototype !== objectPrototype) return other(value, prototype);
    this.#ancestors.push(value);
    const taken = isArray(value) ? this.#list(value, depth) : this.#map(value, depth);
    this.#ancestors.pop();
    return taken;
  }

  #list(list: readonly unknown[], depth: number): Snapshot {
    const length: unknown = getOwnPropertyDescriptor(list, "length")?.value;
    if (typeof length !== "number" || length > MOST_NODES) throw new TooLarge(`a list of ${String(length)} items`);
    const items: Snapshot[] = [];
    for (let i = 0; i < length; i++) items.push(this.#property(list, `${i}`, depth));
    return { t: "list", v: items };
  }

  #map(map: object, depth: number): Snapshot {
    const entries: [string, Snapshot][] = [];
    for (const key of ownKeys(map)) {
      if (typeof key !== "string") continue;
      if (getOwnPropertyDescriptor(map, key)?.enumerable !== true) continue;
      entries.push([this.#text(key), this.#property(map, key, depth)]);
    }
    return { t: "map", v: entries };
  }

  #property(holder: object, key: string, depth: number): Snapshot {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    if (descriptor === undefined) return { t: "undefined" };
    if (descriptor.get !== undefined || descriptor.set !== undefined) return { t: "other", v: "a getter" };
    return this.take(descriptor.value, depth + 1);
  }
}

function number(value: number): Snapshot {
  if (Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  return { t: "number", v: Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity" };
}

// Before texts are hidden.
const { toString: writtenAs } = Function.prototype;

function functionWord(value: unknown): string {
  return /^class\b/.test(writtenAs.call(value)) ? "a class" : "a function";
}

function other(value: object, prototype: object | null): Snapshot {
  if (value instanceof Promise) return { t: "other", v: "a promise" };
  const name = constructorName(prototype);
  if (name === null) return { t: "other", v: "an object with its own prototype" };
  return { t: "other", v: BUILT_IN.has(name) ? withArticle(name) : `an instance of ${name}` };
}

const BUILT_IN = new Set([
  "Date",
  "RegExp",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "WeakRef",
  "ArrayBuffer",
  "DataView",
  "Error",
  "TypeError",
  "RangeError",
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "URL",
  "URLSearchParams",
  "Headers",
  "Request",
  "Response",
  "Blob",
  "FormData",
  "Task",
  "Future",
  "String",
  "Number",
  "Boolean",
]);

function withArticle(name: string): string {
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}

/** Read by descriptors along the chain: the first `constructor` that is a named function. */
function constructorName(prototype: object | null): string | null {
  for (let holder = prototype; holder !== null; holder = getPrototypeOf(holder)) {
    const descriptor = getOwnPropertyDescriptor(holder, "constructor");
    if (descriptor === undefined) continue;
    const constructor: unknown = descriptor.get === undefined ? descriptor.value : builtInConstructor(holder);
    if (typeof constructor !== "function") return null;
    const name: unknown = getOwnPropertyDescriptor(constructor, "name")?.value;
    return typeof name === "string" && name !== "" && name.length <= 100 ? name : null;
  }
  return null;
}

/** Of a frozen prototype: its `constructor` is an accessor of our own (see harden.ts), which runs nothing of the learner's. */
function builtInConstructor(prototype: object): unknown {
  return Object.isFrozen(prototype) ? (prototype as { constructor?: unknown }).constructor : null;
}
