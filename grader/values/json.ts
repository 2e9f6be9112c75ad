import type { Snapshot } from "./snapshot.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Deeper data than this is no plain data any more: every walk over a snapshot is recursive. */
const deepest = 500;

/**
 * A snapshot for the JSON report: lists and maps as themselves, `{ "$number": "NaN" }`, `{ "$other": "a Map" }`; undefined is null,
 * and left out of maps.
 */
export function snapshotToJson(snapshot: Snapshot): Json {
  return toJson(snapshot, 0);
}

function toJson(snapshot: Snapshot, depth: number): Json {
  if (snapshot === null || typeof snapshot !== "object") return snapshot === 0 ? 0 : snapshot;
  if (depth > deepest) return { $other: `a ${snapshot.t} nested deeper than ${deepest} levels` };
  switch (snapshot.t) {
    case "undefined":
      return null;
    case "number":
      return { $number: snapshot.v };
    case "other":
      return { $other: snapshot.v };
    case "list":
      return snapshot.v.map((item) => toJson(item, depth + 1));
    default:
      // fromEntries defines own properties, so that a key `__proto__` stays a key.
      return Object.fromEntries(
        snapshot.v.filter(([, value]) => !isUndefined(value)).map(([key, value]) => [key, toJson(value, depth + 1)]),
      );
  }
}

/** The snapshot of parsed JSON. */
export function snapshotFromJson(value: Json): Snapshot {
  return fromJson(value, 0);
}

function fromJson(value: Json, depth: number): Snapshot {
  if (typeof value === "number") return snapshotOfNumber(value);
  if (value === null || typeof value !== "object") return value;
  const isList = Array.isArray(value);
  if (depth > deepest) return { t: "other", v: `a ${isList ? "list" : "map"} nested deeper than ${deepest} levels` };
  if (isList) return { t: "list", v: value.map((item: Json) => fromJson(item, depth + 1)) };
  return { t: "map", v: Object.entries(value).map(([key, item]) => [key, fromJson(item, depth + 1)]) };
}

/** The snapshot of a JSON text; null when the text is no JSON. A JSON `null` is `{ value: null }`. */
export function snapshotFromJsonText(text: string): { readonly value: Snapshot } | null {
  try {
    const parsed: Json = JSON.parse(text);
    return { value: snapshotFromJson(parsed) };
  } catch {
    return null;
  }
}

export function snapshotOfNumber(value: number): Snapshot {
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  return { t: "number", v: Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity" };
}

export function isUndefined(snapshot: Snapshot): boolean {
  return snapshot !== null && typeof snapshot === "object" && snapshot.t === "undefined";
}
