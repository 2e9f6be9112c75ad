import { kindOf, typedArrayKind } from "../inspect/kind.ts";
import { bytesOf } from "../text/bytes.ts";
import {
  BigInt,
  Boolean,
  Date,
  Map,
  Number,
  Object,
  Reflect,
  Set,
  String,
  Symbol,
  type Error,
  type RegExp,
} from "../core/intrinsics.ts";

/** Pairs under comparison: met again inside of themselves they count as equal. */
type Open = Map<object, object[]>;

const kindTag = Object.prototype.toString;

/** Node's `isDeepStrictEqual`: `Object.is` for primitives, and prototypes count. */
export function deepStrictEqual(a: unknown, b: unknown): boolean {
  return equal(a, b, new Map());
}

function equal(a: unknown, b: unknown, open: Open): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (kindTag.call(a) !== kindTag.call(b)) return false;
  const others = open.get(a) ?? [];
  if (others.includes(b)) return true;
  open.set(a, [...others, b]);
  const same = sameContent(a, b, open) && sameProperties(a, b, open);
  open.set(a, others);
  return same;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function sameContent(a: object, b: object, open: Open): boolean {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  const both = (read: (value: never) => unknown): boolean => Object.is(read(a as never), read(b as never));
  switch (kind) {
    case "Array":
      return both((value: unknown[]) => value.length);
    case "Date":
      return both((value) => Date.prototype.getTime.call(value));
    case "RegExp":
      return both((value: RegExp) => `/${value.source}/${value.flags}`) && both((value: RegExp) => value.lastIndex);
    case "TypedArray":
      return both(typedArrayKind) && sameBytes(a as Uint8Array, b as Uint8Array);
    case "DataView":
    case "ArrayBuffer":
      return sameBytes(a as ArrayBuffer, b as ArrayBuffer);
    case "Set":
      return sameSets(a as Set<unknown>, b as Set<unknown>, open);
    case "Map":
      return sameMaps(a as Map<unknown, unknown>, b as Map<unknown, unknown>, open);
    case "Error":
      return sameErrors(a as Error, b as Error, open);
    case "Number":
      return both((value) => Number.prototype.valueOf.call(value));
    case "String":
      return both((value) => String.prototype.valueOf.call(value));
    case "Boolean":
      return both((value) => Boolean.prototype.valueOf.call(value));
    case "BigInt":
      return both((value) => BigInt.prototype.valueOf.call(value));
    case "Symbol":
      return both((value) => Symbol.prototype.valueOf.call(value));
    default:
      // A URL keeps all it has in private fields.
      return kindTag.call(a) !== "[object URL]" || both((value: { href: unknown }) => value.href);
  }
}

function sameProperties(a: object, b: object, open: Open): boolean {
  const keys = enumerableKeys(a);
  if (keys.length !== enumerableKeys(b).length) return false;
  for (const key of keys) if (!Reflect.getOwnPropertyDescriptor(b, key)?.enumerable) return false;
  return keys.every((key) => equal(Reflect.get(a, key), Reflect.get(b, key), open));
}

function enumerableKeys(value: object): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) => Reflect.getOwnPropertyDescriptor(value, key)?.enumerable);
}

function sameBytes(a: ArrayBufferView | ArrayBuffer, b: ArrayBufferView | ArrayBuffer): boolean {
  const [x, y] = [bytesOf(a), bytesOf(b)];
  return x.length === y.length && x.every((byte, index) => byte === y[index]);
}

/** The parts of an error that are not enumerable, and so are not compared as properties. */
function sameErrors(a: Error, b: Error, open: Open): boolean {
  return ["message", "name", "cause", "errors"].every((key) => {
    const shown = Boolean(Reflect.getOwnPropertyDescriptor(a, key)?.enumerable);
    if (shown !== Boolean(Reflect.getOwnPropertyDescriptor(b, key)?.enumerable)) return false;
    return shown || equal(Reflect.get(a, key), Reflect.get(b, key), open);
  });
}

/** Objects in a set may stand in any order: each is looked for among those not yet taken. */
function sameSets(a: Set<unknown>, b: Set<unknown>, open: Open): boolean {
  const items = [...Set.prototype.values.call(a)];
  const others = [...Set.prototype.values.call(b)];
  if (items.length !== others.length) return false;
  const rest = others.filter((item) => !Set.prototype.has.call(a, item));
  for (const item of items) {
    if (Set.prototype.has.call(b, item)) continue;
    if (!isObject(item)) return false;
    const at = rest.findIndex((other) => isObject(other) && equal(item, other, open));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return true;
}

function sameMaps(a: Map<unknown, unknown>, b: Map<unknown, unknown>, open: Open): boolean {
  const entries = [...(Map.prototype.entries.call(a) as Iterable<[unknown, unknown]>)];
  const others = [...(Map.prototype.entries.call(b) as Iterable<[unknown, unknown]>)];
  if (entries.length !== others.length) return false;
  const rest = others.filter(([key]) => isObject(key));
  for (const [key, value] of entries) {
    if (isObject(key)) {
      const at = rest.findIndex(([other, item]) => equal(key, other, open) && equal(value, item, open));
      if (at === -1) return false;
      rest.splice(at, 1);
    } else if (!Map.prototype.has.call(b, key) || !equal(value, Map.prototype.get.call(b, key), open)) return false;
  }
  return true;
}
