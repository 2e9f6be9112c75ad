import { describe, expect, test } from "vitest";
import { type Expected, matchSnapshot, type Snapshot } from "../../../grader/values/index.ts";

const text = (value: string): Expected => ({ kind: "string", value });
const number = (value: number): Expected => ({ kind: "number", value });
const listOf = (...items: Expected[]): Expected => ({ kind: "list", items });
const mapOf = (entries: Record<string, Expected>): Expected => ({ kind: "map", entries: Object.entries(entries) });
const unordered = (...items: Expected[]): Expected => ({ kind: "unordered", items });
const contains = (item: Expected): Expected => ({ kind: "contains", item });
const match = (source: string, flags = ""): Expected => ({ kind: "match", pattern: { kind: "regex", source, flags } });
const nothing: Expected = { kind: "null" };
const anything: Expected = { kind: "any" };

const undef: Snapshot = { t: "undefined" };
const list = (...v: Snapshot[]): Snapshot => ({ t: "list", v });
const map = (entries: Record<string, Snapshot>): Snapshot => ({ t: "map", v: Object.entries(entries) });
const other: Snapshot = { t: "other", v: "a Map" };

const accepts = (expected: Expected, actual: Snapshot) => matchSnapshot(expected, actual) === null;

describe("plain values", () => {
  test("a text equals itself and nothing else", () => {
    expect([text("1"), number(1)].map((e) => [accepts(e, "1"), accepts(e, 1)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test("-0 equals 0 both ways", () => {
    expect([accepts(number(0), -0), accepts(number(-0), 0)]).toEqual([true, true]);
  });

  test("NaN equals NaN and no number, the infinities keep their signs", () => {
    const nan: Snapshot = { t: "number", v: "NaN" };
    const infinite: Snapshot = { t: "number", v: "Infinity" };
    expect([
      accepts({ kind: "number", value: "NaN" }, nan),
      accepts({ kind: "number", value: "NaN" }, 0),
      accepts({ kind: "number", value: "Infinity" }, infinite),
      accepts({ kind: "number", value: "-Infinity" }, infinite),
    ]).toEqual([true, false, true, false]);
  });

  test("null accepts null and undefined, and no other value", () => {
    expect([null, undef, 0, "", false, list(), map({})].map((value) => accepts(nothing, value))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test("a hole in a list is undefined, so that null accepts it", () => {
    expect(accepts(listOf(number(1), nothing, number(3)), list(1, undef, 3))).toBe(true);
  });

  test("the order of keys does not matter", () => {
    expect(accepts(mapOf({ a: number(1), b: number(2) }), map({ b: 2, a: 1 }))).toBe(true);
  });

  test("undefined properties are ignored", () => {
    expect(accepts(mapOf({ a: number(1) }), map({ a: 1, b: undef }))).toBe(true);
  });

  test("a key too many and a key too few are differences", () => {
    expect(matchSnapshot(mapOf({ a: number(1) }), map({ a: 1, b: null }))).toEqual({
      path: ".b",
      expected: "no such key",
      found: "null",
    });
    expect(matchSnapshot(mapOf({ a: number(1), b: number(2) }), map({ a: 1 }))).toEqual({
      path: ".b",
      expected: "2",
      found: "nothing",
    });
  });

  test("keys that mean something to objects are keys like any other", () => {
    const entries = [["__proto__", number(1)]] as const;
    expect(accepts({ kind: "map", entries }, { t: "map", v: [["__proto__", 1]] })).toBe(true);
    expect(accepts({ kind: "map", entries }, map({}))).toBe(false);
    expect(accepts(mapOf({}), { t: "map", v: [["toString", 1]] })).toBe(false);
    expect(accepts(mapOf({ toString: nothing }), map({}))).toBe(true);
  });

  test("what is not plain data equals nothing, and the finding says what came", () => {
    expect(matchSnapshot(mapOf({}), other)).toEqual({ path: "", expected: "{}", found: "a Map" });
    expect([nothing, text("a Map"), listOf(), contains(text("a"))].some((e) => accepts(e, other))).toBe(false);
  });
});

describe("matchers", () => {
  test("$match finds its pattern anywhere in a text, and only in a text", () => {
    expect([accepts(match("^Post \\d"), "Post 1: x"), accepts(match("b"), "abc"), accepts(match("1"), 1)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("$approx takes its edges in, however the subtraction rounds", () => {
    const near: Expected = { kind: "approx", value: 3.14, within: 0.01 };
    expect([3.13, 3.15, 3.14, 3.1299, 3.16].map((value) => accepts(near, value))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(accepts(near, { t: "number", v: "NaN" })).toBe(false);
  });

  test("$type tells the six types apart, null takes undefined too", () => {
    const types = ["string", "number", "boolean", "null", "list", "map"] as const;
    const values: Snapshot[] = ["", { t: "number", v: "NaN" }, false, undef, list(), map({})];
    expect(types.map((type) => values.map((value) => accepts({ kind: "type", type }, value)))).toEqual(
      types.map((_, i) => values.map((_, j) => i === j)),
    );
  });

  test("$any accepts everything", () => {
    expect([null, undef, 1, "x", list(), map({}), other].every((value) => accepts(anything, value))).toBe(true);
  });

  test("$oneOf accepts each of its options", () => {
    const either: Expected = { kind: "oneOf", options: [number(1), match("^x")] };
    expect([1, "xyz", 2].map((value) => accepts(either, value))).toEqual([true, true, false]);
  });

  test("$contains means a part of a text, an item of a list, some keys of a map", () => {
    expect([
      accepts(contains(text("b")), "abc"),
      accepts(contains(text("b")), list("a", "b")),
      accepts(contains(text("b")), list("abc")),
      accepts(contains(mapOf({ a: number(1) })), map({ a: 1, b: 2 })),
      accepts(contains(mapOf({ a: mapOf({}) })), map({ a: map({ b: 2 }) })),
      accepts(contains(mapOf({ a: number(1) })), list(map({ a: 1 }))),
      accepts(contains(match("^b")), list("ab", "bc")),
      accepts(contains({ kind: "oneOf", options: [text("x"), text("c")] }), "abc"),
    ]).toEqual([true, true, false, true, false, true, true, true]);
  });

  test("$unordered pairs each item with one of its own", () => {
    expect(accepts(unordered(number(1), number(1), number(2)), list(2, 1, 1))).toBe(true);
    expect(accepts(unordered(number(1), number(1), number(2)), list(2, 2, 1))).toBe(false);
  });

  test("$unordered finds the pairing that greed would miss", () => {
    const items = [anything, match("a"), match("ab"), text("abc")];
    expect(accepts(unordered(...items), list("abc", "abx", "ax", 5))).toBe(true);
    expect(accepts(unordered(...items), list("abc", "x", "y", 5))).toBe(false);
  });

  test("$unordered knows that a map with a null fits a map without the key, too", () => {
    const withNull = mapOf({ a: nothing });
    expect(accepts(unordered(withNull, mapOf({})), list(map({}), map({ a: null })))).toBe(true);
  });

  test("matchers work inside lists, maps and one another", () => {
    const expected = listOf(mapOf({ id: { kind: "type", type: "number" }, tags: unordered(text("a"), match("^b")) }));
    expect(accepts(expected, list(map({ id: 7, tags: list("bb", "a") })))).toBe(true);
  });
});

describe("what the finding says", () => {
  test("the path leads to the first difference", () => {
    const expected = listOf(mapOf({ title: text("x") }), mapOf({ "a b": listOf(number(1)) }));
    expect(matchSnapshot(expected, list(map({ title: "x" }), map({ "a b": list(2) })))).toEqual({
      path: '[1]["a b"][0]',
      expected: "1",
      found: "2",
    });
  });

  test("a list that is too short or too long says so", () => {
    expect(matchSnapshot(listOf(number(1), number(2)), list(1))).toEqual({
      path: "[1]",
      expected: "2",
      found: "nothing (the list has 1 item)",
    });
    expect(matchSnapshot(listOf(number(1)), list(1, 2))).toEqual({
      path: "[1]",
      expected: "nothing (a list of 1 item)",
      found: "2",
    });
  });

  test("the item without a partner is named beside what is left over", () => {
    expect(matchSnapshot(unordered(number(1), number(2)), list(1, 3))).toEqual({
      path: "",
      expected: "an item 2, at any place",
      found: "3",
    });
  });

  test("long texts are shown where they part", () => {
    const mismatch = matchSnapshot(text(`${"a".repeat(200)}b`), `${"a".repeat(200)}c`);
    expect(mismatch).toEqual({ path: "", expected: `…"${"a".repeat(30)}b"`, found: `…"${"a".repeat(30)}c"` });
  });
});

test("a list in any order of five thousand equal matchers and values is compared within the test's patience", () => {
  const values = Array.from({ length: 5000 }, (_, i) => `v${i}`);
  expect(accepts(unordered(...values.map(text)), list(...values.toReversed()))).toBe(true);
});
