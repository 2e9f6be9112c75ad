import {
  type Expected,
  parseTextPattern,
  patternProblem,
  type TextPattern,
  type WrittenExpected,
} from "../values/index.ts";
import type { ArgumentValue } from "./exercise.ts";
import { matcherJson, matcherNames as matchers, matcherTypes as types, valueJson } from "./json-value.ts";
import { isMapData, leaf, type Refuse } from "./leaf.ts";
import { theReference } from "./leaves.ts";
import { nearest } from "./nearest.ts";
import type { Path } from "./tree.ts";

/** A value in which matchers and `reference` may stand. */
export const expectedValue = leaf<WrittenExpected>({
  expected: "a value, or a matcher such as { $match: /^Post/ }",
  json: valueJson,
  read: (raw, refuse) => readExpected(raw, refuse, []),
});

/** A value in which matchers may stand. What a submission is given must not depend on what a solution does. */
export const givenValue = leaf<Expected>({
  expected: "a value, or a matcher such as { $match: /^Post/ }",
  json: valueJson,
  read: (raw, refuse) => {
    const path = pathOfReference(raw, []);
    if (path === null) return readExpected(raw, refuse, []) as Expected;
    return refuse({
      path,
      message: "`reference` works only under `expect`: a reply is chosen before the solution's result is known",
      expected: "the value itself, or { $literal: reference } for the word",
    });
  },
});

function pathOfReference(raw: unknown, path: Path): Path | null {
  if (raw === "reference") return path;
  if (raw === null || typeof raw !== "object") return null;
  for (const [key, value] of Object.entries(raw)) {
    if (key === "$literal" || key === "$match") continue;
    const found = pathOfReference(value, [...path, Array.isArray(raw) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}

/** Plain data for a submission. */
export const argumentValue = leaf<ArgumentValue>({
  expected: "a value",
  json: {},
  read: (raw) => readArgument(raw),
});

/** Plain data, as JSON text. */
export const jsonText = leaf<string>({
  expected: "a JSON value",
  json: {},
  read: (raw, refuse) => {
    const path = notJson(raw, []);
    return path ? refuse({ path, message: "JSON has no NaN or infinity" }) : JSON.stringify(raw);
  },
});

/** `/re/flags`, exact text, or a matcher that a text can fit. */
export const expectedText = leaf<WrittenExpected>({
  expected: "a string, or a pattern such as /timed out/",
  json: { anyOf: [{ type: "string" }, matcherJson] },
  takes: ["string", "map"],
  read: (raw, refuse) => readText(raw, refuse, []),
});

const neverTexts: ReadonlySet<WrittenExpected["kind"]> = new Set([
  "null",
  "boolean",
  "number",
  "list",
  "map",
  "approx",
  "unordered",
]);

function readText(raw: unknown, refuse: Refuse, path: Path): WrittenExpected {
  if (typeof raw === "string" && raw !== "reference") {
    const pattern = parseTextPattern(raw);
    if (pattern.kind === "exact") return { kind: "string", value: raw };
    return { kind: "match", pattern: readPattern(pattern, refuse, path) };
  }
  const options = isMapData(raw) && Object.keys(raw).length === 1 ? raw["$oneOf"] : null;
  if (Array.isArray(options) && options.length > 0) {
    return { kind: "oneOf", options: options.map((option, i) => readText(option, refuse, [...path, "$oneOf", i])) };
  }
  const expected = readExpected(raw, refuse, path);
  return neverTexts.has(expected.kind) ? refuse({ path }) : expected;
}

/** Refuses what is wrong at its own place below `path`. */
export function readExpected(raw: unknown, refuse: Refuse, path: Path): WrittenExpected {
  if (raw === "reference") return theReference;
  if (Array.isArray(raw))
    return { kind: "list", items: raw.map((item, i) => readExpected(item, refuse, [...path, i])) };
  if (!isMapData(raw)) return literal(raw);
  const keys = Object.keys(raw);
  if (keys.some((key) => key.startsWith("$"))) return readMatcher(raw, refuse, path);
  return { kind: "map", entries: keys.map((key) => [key, readExpected(raw[key], refuse, [...path, key])] as const) };
}

function readMatcher(raw: Readonly<Record<string, unknown>>, refuse: Refuse, path: Path): WrittenExpected {
  const keys = Object.keys(raw);
  const known = matchers.find((matcher) => Object.hasOwn(raw, matcher));
  for (const key of keys) {
    if (key === known || (known === "$approx" && key === "within")) continue;
    if (key.startsWith("$") && !matchers.some((matcher) => matcher === key)) {
      refuse({
        code: "unknown-key",
        message: `\`${key}\` is not a matcher; write a map with such a key as { $literal: … }`,
        expected: `one of ${matchers.join(", ")}`,
        suggestion: nearest(key, matchers),
        path: [...path, key],
        atKey: true,
      });
    } else if (known) {
      refuse({
        code: "unknown-key",
        message: `\`${key}\` cannot be next to \`${known}\`: a matcher has no other keys`,
        expected: known === "$approx" ? "$approx and within" : `${known} alone`,
        suggestion: known === "$approx" ? nearest(key, ["within"]) : null,
        path: [...path, key],
        atKey: true,
      });
    } else {
      readExpected(raw[key], refuse, [...path, key]);
    }
  }
  return known ? matcherOf(known, raw, refuse, path) : { kind: "any" };
}

function matcherOf(
  name: (typeof matchers)[number],
  raw: Readonly<Record<string, unknown>>,
  refuse: Refuse,
  path: Path,
): WrittenExpected {
  const operand = raw[name];
  const below = [...path, name];
  switch (name) {
    case "$literal":
      return literal(operand);
    case "$any":
      return operand === true
        ? { kind: "any" }
        : refuse({ path: below, message: "`$any` takes true", expected: "true" });
    case "$contains":
      return { kind: "contains", item: readExpected(operand, refuse, below) };
    case "$unordered":
    case "$oneOf": {
      if (name === "$unordered" && operand === "reference") return { kind: "reference", form: "unordered" };
      if (!Array.isArray(operand) || (name === "$oneOf" && operand.length === 0)) {
        return refuse({ path: below, message: `\`${name}\` takes a list`, expected: "a list" });
      }
      const items = operand.map((item, i) => readExpected(item, refuse, [...below, i]));
      return name === "$oneOf" ? { kind: "oneOf", options: items } : { kind: "unordered", items };
    }
    case "$type": {
      const type = types.find((each) => each === (operand === null ? "null" : operand));
      if (type) return { kind: "type", type };
      const expected = `one of ${types.join(", ")}`;
      return refuse({ path: below, message: `\`$type\` takes ${expected}`, expected, suggestion: likelyType(operand) });
    }
    case "$approx":
      return readApprox(raw, refuse, path);
    default:
      if (typeof operand === "string" && operand !== "") return readMatch(operand, refuse, below);
      return refuse({ path: below, message: "`$match` takes a pattern", expected: "a pattern such as /^Post/" });
  }
}

function readApprox(raw: Readonly<Record<string, unknown>>, refuse: Refuse, path: Path): WrittenExpected {
  const { $approx: value, within = 1e-9 } = raw;
  const isNumber = typeof value === "number" && Number.isFinite(value);
  const isWidth = typeof within === "number" && Number.isFinite(within) && within >= 0;
  const isReference = value === "reference";
  if (!isNumber && !isReference)
    refuse({ path: [...path, "$approx"], message: "`$approx` takes a number", expected: "a finite number" });
  if (!isWidth) {
    refuse({ path: [...path, "within"], message: "`within` takes a number", expected: "a finite number, 0 or more" });
  }
  if (isReference && isWidth) return { kind: "reference", form: { within } };
  return isNumber && isWidth ? { kind: "approx", value: value + 0, within } : { kind: "any" };
}

function readMatch(text: string, refuse: Refuse, path: Path): Expected {
  const pattern = parseTextPattern(text);
  // A text without slashes is exact. One that has a sign with a meaning only in patterns was never meant to be.
  const bare = pattern.kind === "exact" && /[\\^$*+?()[\]{}|]/.test(text);
  const meant: TextPattern = bare ? { kind: "regex", source: text, flags: "" } : pattern;
  return { kind: "match", pattern: readPattern(meant, refuse, path) };
}

function readPattern(pattern: TextPattern, refuse: Refuse, path: Path): TextPattern {
  const problem = patternProblem(pattern);
  if (problem === null) return pattern;
  return refuse({
    code: "bad-pattern",
    message: `this pattern cannot be used: ${problem}`,
    expected: "a regular expression without lookaround or backreferences",
    path,
  });
}

function likelyType(operand: unknown): string | null {
  const others: Readonly<Record<string, string>> = { array: "list", object: "map", integer: "number", text: "string" };
  const given = String(operand).toLowerCase();
  return Object.hasOwn(others, given) ? others[given]! : nearest(given, types);
}

/** The value itself: nothing in it has a meaning. */
function literal(raw: unknown): Expected {
  if (raw === null || raw === undefined) return { kind: "null" };
  if (typeof raw === "boolean") return { kind: "boolean", value: raw };
  if (typeof raw === "string") return { kind: "string", value: raw };
  if (typeof raw === "number") return { kind: "number", value: nameOf(raw) ?? raw + 0 };
  if (Array.isArray(raw)) return { kind: "list", items: raw.map(literal) };
  return { kind: "map", entries: Object.entries(raw).map(([key, value]) => [key, literal(value)] as const) };
}

function readArgument(raw: unknown): ArgumentValue {
  if (typeof raw === "number") {
    const name = nameOf(raw);
    return name === null ? raw + 0 : { t: "number", v: name };
  }
  if (typeof raw === "string" || typeof raw === "boolean") return raw;
  if (Array.isArray(raw)) return { t: "list", v: raw.map(readArgument) };
  if (!isMapData(raw)) return null;
  return { t: "map", v: Object.entries(raw).map(([key, value]) => [key, readArgument(value)] as const) };
}

function nameOf(value: number): "NaN" | "Infinity" | "-Infinity" | null {
  if (Number.isNaN(value)) return "NaN";
  return value === Infinity ? "Infinity" : value === -Infinity ? "-Infinity" : null;
}

function notJson(raw: unknown, path: Path): Path | null {
  if (typeof raw === "number") return Number.isFinite(raw) ? null : path;
  if (raw === null || typeof raw !== "object") return null;
  for (const [key, value] of Object.entries(raw)) {
    const found = notJson(value, [...path, Array.isArray(raw) ? Number(key) : key]);
    if (found) return found;
  }
  return null;
}
