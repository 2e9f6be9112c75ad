import {
  Array,
  ArrayBuffer,
  BigInt,
  Boolean,
  DataView,
  Date,
  Error,
  Map,
  Number,
  Object,
  RegExp,
  Set,
  String,
  Symbol,
  TypedArray,
  WeakMap,
  WeakSet,
} from "../core/intrinsics.ts";
import { host } from "../core/environment.ts";
import { prototypeName } from "../core/prototypes.ts";

/** What an object is by its internal slots, whatever it says of itself. */
export type Kind = "Array" | "Error" | "TypedArray" | SlotKind;

type SlotKind =
  | "ArrayBuffer"
  | "BigInt"
  | "Boolean"
  | "DataView"
  | "Date"
  | "Map"
  | "Number"
  | "Promise"
  | "RegExp"
  | "Set"
  | "String"
  | "Symbol"
  | "WeakMap"
  | "WeakSet";

type Probe = (value: never) => unknown;

const getter = (prototype: object, name: PropertyKey) =>
  Object.getOwnPropertyDescriptor(prototype, name)!.get! as (this: never) => unknown;
const slot =
  (read: (this: never) => unknown): Probe =>
  (value) =>
    read.call(value);

const typedArrayName = getter(TypedArray.prototype, Symbol.toStringTag);

/** Each throws for an object without that slot, and none has an effect. */
const probes = new Map<string, Probe>([
  ["ArrayBuffer", slot(getter(ArrayBuffer.prototype, "byteLength"))],
  ["BigInt", slot(BigInt.prototype.valueOf)],
  ["Boolean", slot(Boolean.prototype.valueOf)],
  ["DataView", slot(getter(DataView.prototype, "byteLength"))],
  ["Date", slot(Date.prototype.getTime)],
  ["Map", slot(getter(Map.prototype, "size"))],
  ["Number", slot(Number.prototype.valueOf)],
  ["RegExp", slot(getter(RegExp.prototype, "source"))],
  ["Set", slot(getter(Set.prototype, "size"))],
  ["String", slot(String.prototype.valueOf)],
  ["Symbol", slot(Symbol.prototype.valueOf)],
  ["WeakMap", (value) => WeakMap.prototype.has.call(value, {})],
  ["WeakSet", (value) => WeakSet.prototype.has.call(value, {})],
  ["Promise", (value) => host().promiseState(value)!.state],
]);

/**
 * Probing is slow, so the nearest prototype that is known says what to probe for. An object without one is probed for everything.
 */
export function kindOf(value: object): Kind | null {
  if (Array.isArray(value)) return "Array";
  if (typedArrayName.call(value as never) !== undefined) return "TypedArray";
  if (value instanceof Error) return "Error";
  let prototype: object | null = value;
  while ((prototype = Object.getPrototypeOf(prototype) as object | null) !== null) {
    const name = prototypeName(prototype);
    if (name !== undefined) return has(value, name) ? (name as SlotKind) : null;
  }
  for (const name of probes.keys()) if (has(value, name)) return name as SlotKind;
  return null;
}

function has(value: object, name: string): boolean {
  const probe = probes.get(name);
  if (probe === undefined || prototypeName(value) === name) return false;
  try {
    probe(value as never);
    return true;
  } catch {
    return false;
  }
}

/** "Uint8Array" and the like; only for typed arrays. */
export function typedArrayKind(value: object): string {
  return typedArrayName.call(value as never) as string;
}
