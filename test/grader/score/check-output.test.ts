import { describe, expect, test } from "vitest";
import type { Expected } from "../../../grader/values/index.ts";
import { aCheck, aRun, aTask, aTrace, at, expected, printed } from "./builders.ts";
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

test("lines in any order of which some are missing are laid to the task that was left behind", () => {
  const lines: Expected = { kind: "unordered", items: [expected("a"), expected("b")] };
  const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(7) })];
  expect(judge(stdout(lines), { ...printed("a"), tasks })).toMatchObject({
    line: 7,
    message: expect.stringContaining("Nobody awaited fetchTitle (Task-2), made on line 7"),
  });
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

test("lines that are not all there are laid to a coroutine that never ran before anything that was left behind", () => {
  const warnings = [{ code: "never-awaited", message: "…", at: at(6) }] as const;
  const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(7) })];
  const run = { ...printed("c"), tasks };
  expect(judge(stdout(expected("a\nb")), run)).toMatchObject({ line: 7 });
  expect(judge(stdout(expected("a\nb")), { ...run, warnings })).toMatchObject({ line: 6 });
});

test("lines of tasks that were made in another order are laid to that order", () => {
  const tasks = [aTask({ id: 1 }), aTask({ id: 2, createdAt: at(9) }), aTask({ id: 3, createdAt: at(10) })];
  const output = ["b", "a"].map((text, i) => ({ stream: "stdout" as const, text, atMs: 0, task: i + 2, at: at(5) }));
  const trace = aTrace([
    [0, "task-created", { task: 2 }],
    [0, "task-created", { task: 3 }],
  ]);
  expect(judge(stdout(expected("a\nb")), aRun({ tasks, output, trace }))).toMatchObject({
    code: "output-reordered",
    line: 9,
    message:
      'line 1 of stdout is "b"; expected "a". The lines are right, but in a different order. fetchTitle (Task-2) was ' +
      "made on line 9, before fetchTitle (Task-3) on line 10, and tasks begin in the order in which they are made",
  });
});

test("lines that say when they were printed may be right but for that, and in another order", () => {
  const said = (atMs: number, text: string) =>
    ({ stream: "stdout", atMs, text, task: 1, at: at(3), calledAt: at(8) }) as const;
  const run = aRun({ output: [said(50, "50: b"), said(200, "200: a")] });
  expect(judge(stdout(expected("200: a\n200: b")), run)).toMatchObject({
    code: "output-reordered",
    line: 8,
    message: expect.stringContaining("Apart from their times the lines are right, but in a different order"),
  });
  expect(judge(stdout(expected("200: b\n200: a")), run)).toMatchObject({ code: "output-differs", line: 8 });
});

test.each(["got [object Task]", "got Promise { <pending> }", "Coroutine {}"])(
  "a text that shows what should have been awaited says so: %s",
  (text) => {
    const run = aRun({ output: [{ stream: "stdout", atMs: 0, text, task: 1, at: at(3), calledAt: at(8) }] });
    expect(judge(stdout(expected("got a")), run)).toMatchObject({
      code: "output-unawaited",
      line: 8,
      message: expect.stringContaining("nothing awaited it. It was printed on line 3, for line 8"),
    });
    expect(judge(stdout(expected(`${text}.`)), run)).toMatchObject({ code: "output-differs" });
  },
);

test("a line that came already is one too many", () => {
  expect(judge(stdout(expected("a\nb")), printed("a", "a", "b"))).toMatchObject({ code: "output-excess", line: 2 });
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
    ["Post 1: a title", ["Post 1: something else"], /Which values/],
    ["Post 1: a title", ["Post 1: [object Object]"], /If it is an object: which part/],
  ])("looks at what came: %j %j", (block, lines, hint) => {
    expect(judge(stdout(expected(block)), printed(...lines)).hint).toMatch(hint);
  });
});

test("a line that never came names the task that nobody waited for", () => {
  const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(12) })];
  const run = { ...printed("a"), tasks };
  expect(judge(stdout(expected("a\nb")), run)).toMatchObject({
    code: "output-missing",
    line: 12,
    message: expect.stringContaining("Nobody awaited fetchTitle (Task-2), made on line 12"),
  });
});
