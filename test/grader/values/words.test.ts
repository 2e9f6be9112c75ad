import { describe, expect, test } from "vitest";
import {
  exact,
  globMatches,
  parseTextPattern,
  patternProblem,
  showExpected,
  showSnapshot,
  snapshotFromJsonText,
  snapshotToJson,
  sumExact,
  textMatches,
} from "../../../grader/values/index.ts";

const fits = (pattern: string, text: string) => textMatches(parseTextPattern(pattern), text);
const problem = (source: string, flags = "") => patternProblem({ kind: "regex", source, flags });

describe("patterns", () => {
  test("slashes make a regular expression, any other text is exact", () => {
    expect(parseTextPattern("/timed out/i")).toEqual({ kind: "regex", source: "timed out", flags: "i" });
    expect(["timed out", "/usr/bin", "a/b/", "//"].map((text) => parseTextPattern(text).kind)).toEqual([
      "exact",
      "exact",
      "exact",
      "exact",
    ]);
  });

  test("an exact text fits only itself", () => {
    expect(["a.b", "axb", "a.b "].map((text) => textMatches(parseTextPattern("a.b"), text))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("a regular expression fits anywhere unless it is anchored", () => {
    expect([
      fits("/b/", "abc"),
      fits("/^b/", "abc"),
      fits("/B/i", "abc"),
      fits("/^b/m", "a\nb"),
      fits("/a.b/s", "a\nb"),
      fits("/a.b/", "a\nb"),
      fits("/b/g", "abc"),
    ]).toEqual([true, false, true, true, true, false, true]);
  });

  test("escapes mean what they mean in JavaScript", () => {
    expect([
      fits("/^\\s$/", "\u00a0"),
      fits("/^[\\s]$/", "\u2028"),
      fits("/^\\S$/", "\u00a0"),
      fits("/\\u0041/", "A"),
      fits("/a\\/b/", "a/b"),
      fits("/(?<year>\\d{4})/", "in 2025"),
      fits("/^.$/u", "😀"),
    ]).toEqual([true, true, false, true, true, true, true]);
  });

  test("what cannot be matched in bounded time is refused with its name", () => {
    expect(problem("a(?=b)")).toContain("lookahead");
    expect(problem("(?<!a)b")).toContain("lookbehind");
    expect(problem("(a)\\1")).toContain("backreference");
    expect(problem("(?<n>a)\\k<n>")).toContain("backreference");
    expect(problem("(")).toContain("missing closing )");
    expect(problem("a", "y")).toContain("flag `y`");
    expect(problem("a", "ii")).toContain("twice");
    expect(problem("a".repeat(1001))).toContain("longer than 1000");
    expect(problem("[(?=]")).toBeNull();
  });

  test("a pattern that makes backtracking engines hang is matched at once", () => {
    expect(textMatches({ kind: "regex", source: "^(a+)+$", flags: "" }, `${"a".repeat(100_000)}b`)).toBe(false);
  });
});

describe("globs", () => {
  test("have * and ? only", () => {
    expect([
      globMatches("fetchTitle*", "fetchTitle"),
      globMatches("fetch?", "fetch1"),
      globMatches("fetch?", "fetch"),
      globMatches("[ab]", "a"),
      globMatches("?", "😀"),
      globMatches("*", ""),
      globMatches("Main", "main"),
    ]).toEqual([true, true, false, false, true, true, false]);
  });
});

describe("showing", () => {
  test("a value is written as in JavaScript", () => {
    const value = { t: "map", v: [["id", 1] as const, ["a b", { t: "list", v: ["x\n", null] }] as const] } as const;
    expect(showSnapshot(value)).toBe('{ id: 1, "a b": ["x\\n", null] }');
    expect(showSnapshot({ t: "undefined" })).toBe("undefined");
    expect(showSnapshot({ t: "other", v: "a Map" })).toBe("a Map");
  });

  test("matchers are put into words", () => {
    expect(showExpected({ kind: "match", pattern: parseTextPattern("/^Post/i") })).toBe("text matching /^Post/i");
    expect(showExpected({ kind: "unordered", items: [{ kind: "number", value: 1 }, { kind: "any" }] })).toBe(
      "in any order [1, anything]",
    );
    expect(showExpected({ kind: "approx", value: 3.14, within: 0.01 })).toBe("3.14 ± 0.01");
  });

  test("a line that is too long ends in an ellipsis and never in half a character", () => {
    expect(showSnapshot("abcdefgh", 6)).toBe('"abcd…');
    expect(showSnapshot("abc😀defgh", 6)).toBe('"abc…');
  });
});

describe("JSON", () => {
  test("what JSON lacks is tagged, undefined is null in a list and left out of a map", () => {
    expect(snapshotToJson({ t: "number", v: "NaN" })).toEqual({ $number: "NaN" });
    expect(snapshotToJson({ t: "other", v: "a Map" })).toEqual({ $other: "a Map" });
    expect(snapshotToJson({ t: "list", v: [{ t: "undefined" }, -0] })).toEqual([null, 0]);
    expect(snapshotToJson({ t: "map", v: [["a", { t: "undefined" }]] })).toEqual({});
    expect(JSON.stringify(snapshotToJson({ t: "map", v: [["__proto__", 1]] }))).toBe('{"__proto__":1}');
  });

  test("a text that is no JSON has no snapshot", () => {
    expect([snapshotFromJsonText("{"), snapshotFromJsonText("null")]).toEqual([null, { value: null }]);
  });

  test("data nested beyond reason is no plain data any more", () => {
    const deep = `${"[".repeat(2000)}${"]".repeat(2000)}`;
    expect(JSON.stringify(snapshotToJson(snapshotFromJsonText(deep)!.value))).toContain(
      "nested deeper than 500 levels",
    );
  });
});

describe("exact numbers", () => {
  test("a number is what was written, not the double next to it", () => {
    expect([exact(0.1), exact(100, 3), exact(33.25), exact(1e21 / 1e10), exact(1e-7)]).toEqual([
      { n: 1, d: 10 },
      { n: 100, d: 3 },
      { n: 133, d: 4 },
      { n: 100000000000, d: 1 },
      { n: 1, d: 10000000 },
    ]);
    expect(sumExact([exact(100, 3), exact(100, 3), exact(100, 3)])).toEqual({ n: 100, d: 1 });
  });

  test("a number without an exact form is refused", () => {
    expect(() => exact(1e300)).toThrow(RangeError);
    expect(() => exact(Number.NaN)).toThrow(RangeError);
  });
});
