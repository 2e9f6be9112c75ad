import { canonicalExpected, canonicalSnapshot } from "./canonical.ts";
import type { Expected } from "./expected.ts";
import { isUndefined } from "./json.ts";
import { textMatches } from "./pattern.ts";
import { isPlainKey, showExpected, showSnapshot, showText } from "./show.ts";
import type { Snapshot } from "./snapshot.ts";
import { pairUp } from "./unordered.ts";

/** The first place where a value is not what was expected. */
export interface Mismatch {
  /** `[1].title`; empty for the value itself. */
  readonly path: string;
  /** Both in one line of bounded length. */
  readonly expected: string;
  readonly found: string;
}

const undefinedValue: Snapshot = { t: "undefined" };

/** Null when the value is what was expected, by the equality of contract/exercise-format.md; otherwise the first difference. */
export function matchSnapshot(expected: Expected, actual: Snapshot): Mismatch | null {
  return difference(expected, actual, "");
}

export function matchesSnapshot(expected: Expected, actual: Snapshot): boolean {
  switch (expected.kind) {
    case "null":
      return actual === null || isUndefined(actual);
    case "boolean":
    case "string":
      return actual === expected.value;
    case "number":
      return typeof expected.value === "number" ? actual === expected.value : namedNumber(actual) === expected.value;
    case "list": {
      const items = listItems(actual);
      return (
        items?.length === expected.items.length && expected.items.every((item, i) => matchesSnapshot(item, items[i]!))
      );
    }
    case "map": {
      const entries = definedEntries(actual);
      if (!entries) return false;
      for (const [key, value] of expected.entries) {
        if (!matchesSnapshot(value, lookup(entries, key))) return false;
        entries.delete(key);
      }
      return entries.size === 0;
    }
    case "match":
      return typeof actual === "string" && textMatches(expected.pattern, actual);
    case "approx":
      // A value that lies on the edge as written must not fall off it by the rounding of the subtraction.
      return (
        typeof actual === "number" &&
        Math.abs(actual - expected.value) <=
          expected.within + Number.EPSILON * Math.max(Math.abs(actual), Math.abs(expected.value))
      );
    case "unordered":
      return matchesUnordered(expected.items, actual);
    case "contains":
      return contains(expected.item, actual);
    case "type":
      return isOfType(expected.type, actual);
    case "any":
      return true;
    default:
      return expected.options.some((option) => matchesSnapshot(option, actual));
  }
}

function difference(expected: Expected, actual: Snapshot, path: string): Mismatch | null {
  if (expected.kind === "list") {
    const items = listItems(actual);
    if (items) return listDifference(expected.items, items, path);
  }
  if (expected.kind === "map") {
    const entries = definedEntries(actual);
    if (entries) return mapDifference(expected.entries, entries, path);
  }
  if (expected.kind === "unordered") {
    const items = listItems(actual);
    if (items) return unorderedDifference(expected.items, items, path);
  }
  if (matchesSnapshot(expected, actual)) return null;
  if (expected.kind === "string" && typeof actual === "string") {
    const from = excerptStart(expected.value, actual);
    return { path, expected: excerpt(expected.value, from), found: excerpt(actual, from) };
  }
  return { path, expected: showExpected(expected), found: showSnapshot(actual) };
}

function listDifference(expected: readonly Expected[], items: readonly Snapshot[], path: string): Mismatch | null {
  for (const [i, item] of expected.entries()) {
    if (i >= items.length) {
      return {
        path: `${path}[${i}]`,
        expected: showExpected(item),
        found: `nothing (the list has ${count(items.length)})`,
      };
    }
    const found = difference(item, items[i]!, `${path}[${i}]`);
    if (found) return found;
  }
  if (items.length === expected.length) return null;
  return {
    path: `${path}[${expected.length}]`,
    expected: `nothing (a list of ${count(expected.length)})`,
    found: showSnapshot(items[expected.length]!),
  };
}

function mapDifference(
  expected: readonly (readonly [string, Expected])[],
  entries: Map<string, Snapshot>,
  path: string,
): Mismatch | null {
  for (const [key, value] of expected) {
    const given = lookup(entries, key);
    const found = difference(value, given, `${path}${step(key)}`);
    if (found) return isUndefined(given) ? { ...found, found: "nothing" } : found;
    entries.delete(key);
  }
  for (const [key, value] of entries) {
    return { path: `${path}${step(key)}`, expected: "no such key", found: showSnapshot(value) };
  }
  return null;
}

function unorderedDifference(expected: readonly Expected[], items: readonly Snapshot[], path: string): Mismatch | null {
  if (items.length !== expected.length) {
    return {
      path,
      expected: `a list of ${count(expected.length)}: ${showExpected({ kind: "list", items: expected }, 80)}, in any order`,
      found: `${count(items.length)}: ${showSnapshot({ t: "list", v: items }, 80)}`,
    };
  }
  const partners = partnersOf(expected, items);
  const lonely = partners.indexOf(-1);
  if (lonely < 0) return null;
  const taken = new Set(partners);
  const left = items.filter((_, i) => !taken.has(i));
  return {
    path,
    expected: `an item ${showExpected(expected[lonely]!)}, at any place`,
    found: left.length === 1 ? showSnapshot(left[0]!) : `none among ${showSnapshot({ t: "list", v: left })}`,
  };
}

function matchesUnordered(expected: readonly Expected[], actual: Snapshot): boolean {
  const items = listItems(actual);
  return items?.length === expected.length && !partnersOf(expected, items).includes(-1);
}

/** For each expected item the index of its own item in the list, or -1. */
export function partnersOf(expected: readonly Expected[], items: readonly Snapshot[]): number[] {
  // Items without matchers are paired by key first: values of one key are interchangeable, so this can take nothing from others.
  const byKey = new Map<string, number[]>();
  for (const [i, item] of [...items.entries()].toReversed()) {
    const key = canonicalSnapshot(item);
    if (key === null) continue;
    const same = byKey.get(key);
    if (same) same.push(i);
    else byKey.set(key, [i]);
  }
  const partners = Array.from({ length: expected.length }, () => -1);
  const free = new Set(items.keys());
  const open: number[] = [];
  for (const [e, item] of expected.entries()) {
    const key = canonicalExpected(item);
    const partner = key === null ? undefined : byKey.get(key)?.pop();
    if (partner !== undefined) {
      partners[e] = partner;
      free.delete(partner);
    } else if (key === null) {
      open.push(e);
    }
  }
  const rest = [...free];
  const paired = pairUp(open.length, rest.length, (l, r) => matchesSnapshot(expected[open[l]!]!, items[rest[r]!]!));
  for (const [l, r] of paired.entries()) if (r >= 0) partners[open[l]!] = rest[r]!;
  return partners;
}

/** Substring, list item or sub-map. An alternative is tried piece by piece; any other matcher is tried on a text as a whole. */
function contains(item: Expected, actual: Snapshot): boolean {
  if (item.kind === "oneOf") return item.options.some((option) => contains(option, actual));
  if (typeof actual === "string") {
    return item.kind === "string" ? actual.includes(item.value) : matchesSnapshot(item, actual);
  }
  const items = listItems(actual);
  if (items) return items.some((each) => matchesSnapshot(item, each));
  const entries = definedEntries(actual);
  if (!entries || item.kind !== "map") return false;
  return item.entries.every(([key, value]) => matchesSnapshot(value, lookup(entries, key)));
}

function isOfType(type: (Expected & { kind: "type" })["type"], actual: Snapshot): boolean {
  switch (type) {
    case "null":
      return actual === null || isUndefined(actual);
    case "list":
    case "map":
      return isTagged(actual) && actual.t === type;
    case "number":
      return typeof actual === "number" || namedNumber(actual) !== null;
    default:
      return typeof actual === type;
  }
}

function isTagged(actual: Snapshot): actual is Extract<Snapshot, { t: string }> {
  return actual !== null && typeof actual === "object";
}

function listItems(actual: Snapshot): readonly Snapshot[] | null {
  return isTagged(actual) && actual.t === "list" ? actual.v : null;
}

function namedNumber(actual: Snapshot): "NaN" | "Infinity" | "-Infinity" | null {
  return isTagged(actual) && actual.t === "number" ? actual.v : null;
}

function definedEntries(actual: Snapshot): Map<string, Snapshot> | null {
  return isTagged(actual) && actual.t === "map" ? new Map(actual.v.filter(([, value]) => !isUndefined(value))) : null;
}

/** A key that is not there has the value undefined, as in JavaScript. */
function lookup(entries: ReadonlyMap<string, Snapshot>, key: string): Snapshot {
  return entries.has(key) ? entries.get(key)! : undefinedValue;
}

function step(key: string): string {
  return isPlainKey(key) ? `.${key}` : `[${showText(key, 60)}]`;
}

function count(length: number): string {
  return length === 1 ? "1 item" : `${length} items`;
}

/** Long texts that begin alike are shown from shortly before the place where they part. */
function excerptStart(a: string, b: string): number {
  if (Math.max(a.length, b.length) <= 100) return 0;
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return same > 60 ? same - 30 : 0;
}

function excerpt(text: string, from: number): string {
  return from === 0 ? showText(text) : `…${showText(text.slice(from))}`;
}
