import { describe, expect, test } from "vitest";
import {
  fillExpected,
  NothingToFill,
  snapshotFromJson,
  type Json,
  type WrittenExpected,
} from "../../../grader/values/index.ts";

const reference: WrittenExpected = { kind: "reference", form: "itself" };
const word = (value: string): WrittenExpected => ({ kind: "string", value });
const fill = (written: WrittenExpected, given: Json) => fillExpected(written, snapshotFromJson(given));

describe("a reference is filled with what the solution gives", () => {
  test("as a whole, maps and lists included", () => {
    expect(fill(reference, { a: [1, null] })).toEqual({
      kind: "map",
      entries: [["a", { kind: "list", items: [{ kind: "number", value: 1 }, { kind: "null" }] }]],
    });
  });

  test("at its own index of a list and its own key of a map", () => {
    const written: WrittenExpected = { kind: "list", items: [word("x"), { kind: "map", entries: [["b", reference]] }] };
    expect(fill(written, ["y", { a: 1, b: true }])).toEqual({
      kind: "list",
      items: [word("x"), { kind: "map", entries: [["b", { kind: "boolean", value: true }]] }],
    });
  });

  test("in a matcher from the place of the matcher", () => {
    expect(fill({ kind: "oneOf", options: [word("a"), reference] }, "b")).toEqual({
      kind: "oneOf",
      options: [word("a"), word("b")],
    });
    expect(fill({ kind: "contains", item: reference }, "b")).toEqual({ kind: "contains", item: word("b") });
  });

  test("in any order, or within a width", () => {
    expect(fill({ kind: "reference", form: "unordered" }, ["b", "a"])).toEqual({
      kind: "unordered",
      items: [word("b"), word("a")],
    });
    expect(fill({ kind: "reference", form: { within: 0.5 } }, 3)).toEqual({ kind: "approx", value: 3, within: 0.5 });
  });

  test("and what is not asked for may be anything", () => {
    expect(fillExpected(word("a"), undefined)).toEqual(word("a"));
  });

  test("where undefined and null are one", () => {
    expect(fillExpected(reference, { t: "undefined" })).toEqual({ kind: "null" });
    expect(fillExpected(reference, { t: "map", v: [["a", { t: "undefined" }]] })).toEqual({ kind: "map", entries: [] });
  });
});

describe("a reference that nothing can fill is refused, with the place", () => {
  const list = (item: WrittenExpected): WrittenExpected => ({ kind: "list", items: [item] });
  test.each<[string, WrittenExpected, Parameters<typeof fillExpected>[1], string]>([
    ["nothing at all", reference, undefined, "gives nothing"],
    ["a list that is too short", list(reference), { t: "list", v: [] }, "gives nothing at [0]"],
    ["a list that is none", list(reference), 5, "gives nothing at [0]"],
    [
      "a key that is not there",
      { kind: "map", entries: [["a b", reference]] },
      { t: "map", v: [] },
      'gives nothing at ["a b"]',
    ],
    ["a Map", list(reference), { t: "list", v: [{ t: "other", v: "a Map" }] }, "gives a Map at [0]"],
    ["any order of no list", { kind: "reference", form: "unordered" }, "x", "does not give a list"],
    ["about no number", { kind: "reference", form: { within: 1 } }, "x", "does not give a number"],
    ["a part that is a whole list", { kind: "contains", item: reference }, { t: "list", v: [] }, "gives a list"],
  ])("%s", (_, written, given, message) => {
    expect(() => fillExpected(written, given)).toThrow(NothingToFill);
    expect(() => fillExpected(written, given)).toThrow(message);
  });
});
