import type { Snapshot } from "../../values/index.ts";
import type { ChildFrame } from "./record.ts";

/** Longer text comes from no honest child: names and messages are cut before, output is limited. */
const LONGEST_TEXT = 16 * 1024 * 1024;
const LONGEST_SITE = 4096;
const DEEPEST_SNAPSHOT = 120;

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string" && value.length <= LONGEST_TEXT;
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const site: Check = (value) => value === null || (typeof value === "string" && value.length <= LONGEST_SITE);
const flag =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const nullOr =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const tuple =
  (...checks: readonly Check[]): Check =>
  (value) =>
    Array.isArray(value) && value.length === checks.length && checks.every((check, i) => check(value[i]));
const record =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(checks).every(([key, check]) => Object.hasOwn(value, key) && check(value[key]));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const error: Check = record({ name: text, message: text, site });
const stop: Check = record({ code: text, message: text, site, samples: listOf(listOf(tuple(text, site))) });
const headers: Check = listOf(tuple(text, text));
const kind: Check = flag(
  "sleep",
  "task",
  "future",
  "gather",
  "request",
  "lock",
  "event",
  "condition",
  "semaphore",
  "barrier",
  "queue",
  "group",
  "native",
);

function isSnapshot(value: unknown, depth = 0): value is Snapshot {
  if (value === null || typeof value === "boolean" || text(value)) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (!isObject(value) || depth > DEEPEST_SNAPSHOT) return false;
  switch (value.t) {
    case "undefined":
      return true;
    case "number":
      return flag("NaN", "Infinity", "-Infinity")(value.v);
    case "other":
      return text(value.v);
    case "list":
      return listOf((item) => isSnapshot(item, depth + 1))(value.v);
    case "map":
      return listOf(tuple(text, (item) => isSnapshot(item, depth + 1)))(value.v);
    default:
      return false;
  }
}

const snapshot: Check = (value) => isSnapshot(value);
const micros: Check = (value) => Number.isSafeInteger(value);

const rows: ReadonlyMap<string, Check> = new Map([
  ["R", tuple(flag("R"))],
  ["@", tuple(flag("@"), count)],
  ["c", tuple(flag("c"), count, count, text, text, site)],
  ["n", tuple(flag("n"), count, text)],
  ["s", tuple(flag("s"), count)],
  ["w", tuple(flag("w"), count, count, kind, text, count, site, nullOr(listOf(tuple(count, site))))],
  ["e", tuple(flag("e"), count, count)],
  ["x", tuple(flag("x"), count, count, site)],
  ["d", tuple(flag("d"), count, flag("done", "failed", "cancelled"), snapshot, nullOr(error))],
  ["t", tuple(flag("t"), count, micros, count, site, flag(0, 1))],
  ["u", tuple(flag("u"), count, flag("fired", "cancelled"))],
  ["h", tuple(flag("h"), kind, text, count, flag(1, -1), site)],
  ["W", tuple(flag("W"), flag("never-awaited", "never-retrieved", "unhandled-rejection"), text, count, site)],
  ["L", tuple(flag("L"), count)],
  ["m", tuple(flag("m"), count)],
  ["timer", tuple(flag("timer"), site)],
  ["sleep", tuple(flag("sleep"), count, text, site)],
]);

const row: Check = (value) => Array.isArray(value) && (rows.get(value[0] as string)?.(value) ?? false);

const frames: ReadonlyMap<string, Check> = new Map([
  ["entered", record({})],
  ["alive", record({})],
  ["rows", record({ at: count, since: count, rows: listOf(row) })],
  ["begin", record({ at: count })],
  ["output", record({ at: count, stream: flag("stdout", "stderr"), text, task: count, sites: listOf(text) })],
  [
    "request",
    record({ at: count, id: count, method: text, url: text, headers, body: nullOr(text), task: count, site }),
  ],
  [
    "response",
    record({
      at: count,
      id: count,
      outcome: flag("answered", "failed", "unmocked", "aborted"),
      status: nullOr(count),
      nearest: nullOr(text),
    }),
  ],
  ["called", record({ at: count, target: text, site })],
  ["settled", record({ at: count, value: snapshot, error: nullOr(error) })],
  ["stopped", record({ at: count, stop })],
  ["end", record({ at: count, exceeded: flag(true, false), workMs: count })],
  ["no-room", record({})],
  ["bug", record({ message: text })],
]);

/** What the child sent, or null when no honest child sends that. */
export function parseFrame(message: string): ChildFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return null;
  }
  if (!isObject(value) || typeof value.t !== "string") return null;
  return frames.get(value.t)?.(value) === true ? (value as unknown as ChildFrame) : null;
}
