import { iteratorSource } from "../core/iterator-record.ts";
import {
  BigInt,
  Boolean,
  Date,
  Number,
  Object,
  RegExp,
  type Map,
  type Set,
  String,
  Symbol,
} from "../core/intrinsics.ts";
import {
  arrayEntries,
  bufferEntries,
  isIndex,
  mapEntries,
  promiseEntries,
  setEntries,
  sizeOf,
  typedArrayEntries,
  type ShowPart,
} from "./collections.ts";
import { showError } from "./error.ts";
import { showFunction } from "./function.ts";
import { kindOf, typedArrayKind, type Kind } from "./kind.ts";
import { plainPrefix, prefix, type Names } from "./names.ts";
import type { Inspection } from "./options.ts";
import { showPrimitive, type Primitive } from "./primitive.ts";

/** How one object is shown, before its parts are. */
export interface Description {
  base: string;
  open: string;
  close: string;
  list: boolean;
  keys: PropertyKey[];
  /** What stands before the properties: the items of a list, the entries of a map. */
  entries: (
    showPart: ShowPart,
    showKey: (key: string) => string,
    showPair: (pair: readonly [unknown, unknown]) => string,
  ) => string[];
  /** The whole text if there is nothing between the braces; undefined if they are written even then. */
  empty: string | undefined;
  /** What stands for it below the last level that is shown. */
  brief: string;
}

/** `keys` are its own properties: the enumerable ones, or all. */
export function describe(value: object, names: Names, inspection: Inspection, keys: PropertyKey[]): Description {
  const kind = typeof value === "function" ? null : kindOf(value);
  const text = plainPrefix(names, kind).slice(0, -1);
  const result: Description = {
    base: "",
    open: "{",
    close: "}",
    list: false,
    keys,
    entries: () => [],
    empty: undefined,
    brief: names.constructor === null ? text : `[${text}]`,
  };
  if (typeof value === "function") asBase(result, showFunction(value, names));
  else if (kind === null) asObject(result, value, names);
  else byKind[kind](result, value as never, names, inspection);
  return result;
}

type Describe = (result: Description, value: never, names: Names, inspection: Inspection) => void;

const byKind: Record<Kind, Describe> = {
  Array(result, value: readonly unknown[], names, inspection) {
    asList(result, `(${value.length})`, "Array", names);
    if (names.constructor === "Array" && names.tag === "") result.open = "[";
    result.entries = (_, showKey) => arrayEntries(value, inspection, showKey);
    if (value.length === 0) result.empty = `${result.open}]`;
  },
  TypedArray(result, value: Uint8Array, names, inspection) {
    asList(result, `(${value.length})`, typedArrayKind(value), names);
    result.entries = () => typedArrayEntries(value, inspection);
    if (value.length === 0 && !inspection.showHidden) result.empty = `${result.open}]`;
  },
  Set(result, value: Set<unknown>, names, inspection) {
    braced(result, prefix(names, "Set", `(${sizeOf(value)})`));
    result.entries = (show) => setEntries(value, inspection, show);
    if (sizeOf(value) === 0) result.empty = `${result.open}}`;
  },
  Map(result, value: Map<unknown, unknown>, names, inspection) {
    braced(result, prefix(names, "Map", `(${sizeOf(value)})`));
    result.entries = (show) => mapEntries(value, inspection, show);
    if (sizeOf(value) === 0) result.empty = `${result.open}}`;
  },
  RegExp(result, value: RegExp, names) {
    asBase(
      result,
      withPrefix(regExpText.call(names.constructor === null ? new RegExp(value) : value), "RegExp", names),
    );
    result.brief = result.base;
  },
  Date(result, value: Date, names) {
    const text = Number.isNaN(timeOf.call(value)) ? "Invalid Date" : isoText.call(value);
    asBase(result, withPrefix(text, "Date", names));
  },
  Error(result, value, names, inspection) {
    asBase(result, showError(value, names, inspection, result.keys));
  },
  ArrayBuffer(result, value: ArrayBuffer, names, inspection) {
    braced(result, prefix(names, "ArrayBuffer"));
    result.entries = () => bufferEntries(value, inspection);
    result.keys.unshift("byteLength");
  },
  DataView(result, _, names) {
    braced(result, prefix(names, "DataView"));
    result.keys.unshift("byteLength", "byteOffset", "buffer");
  },
  Promise(result, value, names) {
    braced(result, prefix(names, "Promise"));
    result.entries = (show) => promiseEntries(value, show);
  },
  WeakSet: (result, _, names) => asHidden(result, prefix(names, "WeakSet")),
  WeakMap: (result, _, names) => asHidden(result, prefix(names, "WeakMap")),
  Number: (result, value, ...rest) => asBoxed(result, "Number", Number.prototype.valueOf.call(value), ...rest),
  String(result, value, ...rest) {
    const text = String.prototype.valueOf.call(value);
    result.keys.splice(0, text.length); // one property for each character
    asBoxed(result, "String", text, ...rest);
  },
  Boolean: (result, value, ...rest) => asBoxed(result, "Boolean", Boolean.prototype.valueOf.call(value), ...rest),
  BigInt: (result, value, ...rest) => asBoxed(result, "BigInt", BigInt.prototype.valueOf.call(value), ...rest),
  Symbol: (result, value, ...rest) => asBoxed(result, "Symbol", Symbol.prototype.valueOf.call(value), ...rest),
};

const regExpText = RegExp.prototype.toString;
const timeOf = Date.prototype.getTime;
const isoText = Date.prototype.toISOString;

function braced(result: Description, before: string): void {
  result.open = `${before}{`;
}

/** Shown by a text; properties follow it in braces, if there are any. */
function asBase(result: Description, base: string): void {
  result.base = base;
  result.empty = base;
}

function asHidden(result: Description, before: string): void {
  braced(result, before);
  result.entries = () => ["<items unknown>"];
}

function asList(result: Description, size: string, fallback: string, names: Names): void {
  result.open = `${prefix(names, fallback, size)}[`;
  result.close = "]";
  result.list = true;
  result.keys = result.keys.filter((key) => typeof key === "symbol" || !isIndex(String(key)));
}

function asBoxed(result: Description, type: string, value: Primitive, names: Names, inspection: Inspection): void {
  let text = `[${type}`;
  if (names.constructor !== type) text += names.constructor === null ? " (null prototype)" : ` (${names.constructor})`;
  text += `: ${showPrimitive(value, inspection)}]`;
  if (names.tag !== "" && names.tag !== names.constructor) text += ` [${names.tag}]`;
  asBase(result, text);
}

function withPrefix(text: string, kind: string, names: Names): string {
  const before = prefix(names, kind);
  return before === `${kind} ` ? text : before + text;
}

function asObject(result: Description, value: object, names: Names): void {
  const iterator = iteratorSource(value);
  if (iterator !== undefined) return asIterator(result, iterator.of, iterator.pairs, iterator.items, names.tag);
  if (names.constructor === null && names.tag === "Module" && !Object.isExtensible(value)) {
    result.open = `${prefix(names, "Module")}{`;
  } else if (names.constructor !== "Object") result.open = `${plainPrefix(names, null)}{`;
  else if (isArguments(value)) result.open = "[Arguments] {";
  else if (names.tag !== "") result.open = `${prefix(names, "Object")}{`;
  result.empty = `${result.open}}`;
}

const kindTag = Object.prototype.toString;

function isArguments(value: object): boolean {
  return !(Symbol.toStringTag in value) && kindTag.call(value) === "[object Arguments]";
}

function asIterator(
  result: Description,
  of: "Map" | "Set",
  pairs: boolean,
  items: () => Iterable<unknown>,
  tag: string,
): void {
  const own = tag === `${of} Iterator` || tag === "" ? "" : `${tag}] [`;
  result.open = `[${own}${of} ${pairs ? "Entries" : "Iterator"}] {`;
  result.entries = (show, _, showPair) => {
    const entries: string[] = [];
    for (const item of items()) entries.push(pairs ? showPair(item as [unknown, unknown]) : show(item));
    return entries;
  };
}
