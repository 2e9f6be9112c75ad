import { describe, expect, test } from "vitest";
import type { Expected } from "../../../grader/values/index.ts";
import { aCheck, aRun, expected, printed } from "./builders.ts";
import { judge } from "./grading.ts";

const stdout = (lines: Expected) => aCheck({ kind: "output", stream: "stdout", lines });

describe("a block of text", () => {
  test.each(["a\nb\n", "a\nb"])("is compared line by line, and its last line break means nothing: %j", (block) => {
    expect(judge(stdout(expected(block)), printed("a", "b"))).toMatchObject({ earned: 1 });
  });

  test("of nothing wants nothing", () => {
    expect(judge(stdout(expected("")), printed())).toMatchObject({ earned: 1 });
    expect(judge(stdout(expected("")), printed("a"))).toMatchObject({ code: "output-excess", line: 1 });
  });

  test("keeps its empty lines", () => {
    expect(judge(stdout(expected("a\n\nb\n")), printed("a", "", "b"))).toMatchObject({ earned: 1 });
    expect(judge(stdout(expected("a\n\nb\n")), printed("a", "b"))).toMatchObject({ earned: 0 });
  });
});

test("one call may print several lines", () => {
  expect(judge(stdout(expected("a\nb\n")), printed("a\nb"))).toMatchObject({ earned: 1 });
});

test("a list holds lines and matchers", () => {
  const lines: Expected = {
    kind: "list",
    items: [
      { kind: "string", value: "a" },
      { kind: "match", pattern: { kind: "regex", source: "^took \\d+", flags: "" } },
    ],
  };
  expect(judge(stdout(lines), printed("a", "took 5 ms"))).toMatchObject({ earned: 1 });
  expect(judge(stdout(lines), printed("a", "took long"))).toMatchObject({
    code: "output-differs",
    line: 2,
    message: 'line 2 of stdout is "took long"; expected text matching /^took \\d+/',
  });
});

test("lines in any order may be asked for", () => {
  const lines: Expected = { kind: "unordered", items: [expected("a"), expected("b")] };
  expect(judge(stdout(lines), printed("b", "a"))).toMatchObject({ earned: 1 });
});

test.each<Expected>([
  { kind: "contains", item: { kind: "string", value: "b" } },
  { kind: "match", pattern: { kind: "regex", source: "b\\nc", flags: "" } },
])("a matcher alone is tried on the lines and on the whole text", (matcher) => {
  expect(judge(stdout(matcher), printed("a", "b", "c"))).toMatchObject({ earned: 1 });
});

test("the right lines in another order are told as such", () => {
  expect(judge(stdout(expected("a\nb")), printed("b", "a"))).toMatchObject({ code: "output-reordered", line: 1 });
});

test("a missing line is told by what should have come", () => {
  expect(judge(stdout(expected("a\nb")), printed("a"))).toMatchObject({
    code: "output-missing",
    message: 'line 2 of stdout is missing: expected "b", but only 1 line came',
  });
});

test("stderr is another stream", () => {
  const check = aCheck({ kind: "output", stream: "stderr", lines: expected("a") });
  expect(judge(check, printed("a"))).toMatchObject({ earned: 0 });
  const run = aRun({ output: [{ stream: "stderr", atMs: 0, text: "a", task: 1, at: null }] });
  expect(judge(check, run)).toMatchObject({ earned: 1 });
});

describe("the hint for a line that differs", () => {
  test.each([
    ["a\nb\nc", ["b", "x", "c"], /expected later/],
    ["price: 10", ["price:10"], /character by character/],
    ["100 ms: soup", ["400 ms: soup"], /^Only the numbers in it differ/],
    ["Post 1: a title", ["Post 1: [object Object]"], /Which values/],
  ])("looks at what came: %j %j", (block, lines, hint) => {
    expect(judge(stdout(expected(block)), printed(...lines)).hint).toMatch(hint);
  });
});
