import type { Expected } from "./expected.ts";
import { isUndefined } from "./json.ts";
import type { Snapshot } from "./snapshot.ts";

const deepest = 100;

/**
 * A text that two snapshots share exactly when no `Expected` can tell them apart; null for what equals nothing (not plain data) or
 * is too deep to be worth it.
 */
export function canonicalSnapshot(snapshot: Snapshot): string | null {
  return ofSnapshot(snapshot, 0);
}

function ofSnapshot(snapshot: Snapshot, depth: number): string | null {
  if (snapshot === null) return "null";
  if (typeof snapshot !== "object") return snapshot === 0 ? "0" : JSON.stringify(snapshot);
  if (depth > deepest) return null;
  switch (snapshot.t) {
    case "undefined":
      return "null";
    case "number":
      return snapshot.v;
    case "other":
      return null;
    case "list":
      return joined(
        "[",
        snapshot.v.map((item) => ofSnapshot(item, depth + 1)),
        "]",
      );
    default:
      return map(
        snapshot.v
          .filter(([, value]) => !isUndefined(value))
          .map(([key, value]) => [key, ofSnapshot(value, depth + 1)]),
      );
  }
}

/**
 * The text of the snapshots that equal this; null when it has a matcher, or a map with a null in it (which accepts a map without that
 * key as well), so that no single text stands for it.
 */
export function canonicalExpected(expected: Expected): string | null {
  switch (expected.kind) {
    case "null":
      return "null";
    case "boolean":
    case "string":
      return JSON.stringify(expected.value);
    case "number":
      return expected.value === 0 ? "0" : String(expected.value);
    case "list":
      return joined("[", expected.items.map(canonicalExpected), "]");
    case "map":
      return map(
        expected.entries.map(([key, value]) => [key, value.kind === "null" ? null : canonicalExpected(value)]),
      );
    default:
      return null;
  }
}

function map(entries: readonly (readonly [string, string | null])[]): string | null {
  const parts = entries.map(([key, text]) => (text === null ? null : `${JSON.stringify(key)}:${text}`));
  return joined("{", parts.includes(null) ? parts : parts.toSorted(byText), "}");
}

function joined(open: string, parts: readonly (string | null)[], close: string): string | null {
  return parts.includes(null) ? null : open + parts.join(",") + close;
}

function byText(a: string | null, b: string | null): number {
  return a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1;
}
