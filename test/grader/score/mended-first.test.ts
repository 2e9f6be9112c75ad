import { describe, expect, it } from "vitest";
import type { Mended } from "../../../grader/explain/index.ts";
import type { Run } from "../../../grader/sandbox/index.ts";
import type { Check } from "../../../grader/spec/index.ts";
import { aCheck, aRun, aScenario, aTask, aTaskCheck, aTrace, anExercise, at, expected, returned } from "./builders.ts";
import { gradeOf } from "./grading.ts";
import { mendedAt } from "./mended.ts";

function told(check: Check, run: Run, by: Mended | null) {
  const exercise = anExercise({ scenarios: [aScenario({ checks: [check] })] });
  const { finding } = gradeOf(exercise, [run], { mended: [by] }).scenarios[0]!.checks[0]!;
  return { line: finding!.at?.line ?? null, message: finding!.message };
}

/** A coroutine of line 6 never ran, and a task of line 8 was left at work. */
const warnings = [{ code: "never-awaited", message: "never awaited", at: at(6) }] as const;
const working = aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(8) });
const bothWrong = { warnings, tasks: [aTask({ id: 1 }), working] };

const byTrial = "makes the difference";

describe("of two causes the one at the line that was mended is told", () => {
  const cases: readonly (readonly [string, Check, Run])[] = [
    [
      "of another value",
      aCheck({ kind: "returns", value: expected(["a"]) }),
      returned({ t: "list", v: ["b"] }, bothWrong),
    ],
    [
      "of another line of output",
      aCheck({ kind: "output", stream: "stdout", lines: expected(["a", "b"]) }),
      output("x"),
    ],
  ];

  it.each(cases)("%s", (_, check, run) => {
    expect(told(check, run, null).line).toBe(6);
    expect(told(check, run, mendedAt(6)).line).toBe(6);
    const other = told(check, run, mendedAt(8));
    expect(other.line).toBe(8);
    expect(other.message).not.toContain(byTrial);
  });

  it("of items in another order", () => {
    const list = (...v: string[]) => ({ t: "list", v }) as const;
    const tasks = [
      aTask({ id: 1 }),
      ...["a", "b", "c"].map((result, i) => aTask({ id: i + 2, createdAt: at(8), result })),
    ];
    const trace = aTrace([
      ...[2, 3, 4].map((task) => [0, "task-created", { task, other: 1, site: at(8) }] as const),
      ...[3, 2, 4].map((task, i) => [100 * (i + 1), "task-ended", { task, detail: "done" }] as const),
      [400, "task-ended", { task: 1, detail: "done" }],
    ]);
    const run = returned(list("b", "a", "c"), { warnings, tasks, trace });
    const check = aCheck({ kind: "returns", value: expected(["a", "b", "c"]) });
    expect(told(check, run, null).line).toBe(6);
    expect(told(check, run, mendedAt(8))).toMatchObject({
      line: 8,
      message: expect.stringContaining("the order in which the tasks of line 8 ended"),
    });
  });
});

describe("of two that are wrong the one of the line that was mended is told", () => {
  it("of tasks in another state", () => {
    const failed = aTask({
      id: 3,
      state: "failed",
      createdAt: at(5),
      error: { name: "Error", message: "no", at: at(15) },
    });
    const run = aRun({ tasks: [aTask({ id: 1 }), failed, working] });
    const check = aTaskCheck({ state: "done" });
    expect(told(check, run, null).line).toBe(15);
    expect(told(check, run, mendedAt(8))).toMatchObject({
      line: 8,
      message: expect.not.stringContaining(byTrial),
    });
  });

  it("of what was left behind", () => {
    const left = (line: number) => ({ kind: "timer", what: `a timer of ${line} ms`, at: at(line) }) as const;
    const run = aRun({ leftovers: [left(5), left(8), left(11)] });
    const check = aCheck({ kind: "leftovers" });
    expect(told(check, run, null).message).toBe(
      "left behind at the end: a timer of 5 ms; also a timer of 8 ms (line 8); a timer of 11 ms (line 11)",
    );
    expect(told(check, run, mendedAt(8))).toEqual({
      line: 8,
      message: "left behind at the end: a timer of 8 ms; also a timer of 5 ms (line 5); a timer of 11 ms (line 11)",
    });
  });

  it("of values that nobody waited for", () => {
    const more = [...warnings, { code: "never-awaited", message: "never awaited", at: at(9) }] as const;
    const run = returned({ t: "list", v: [{ t: "other", v: "a coroutine" }] }, { warnings: more });
    const check = aCheck({ kind: "returns", value: expected(["a"]) });
    expect(told(check, run, null).line).toBe(6);
    expect(told(check, run, mendedAt(9)).line).toBe(9);
  });

  it("of where items are cut into pieces", () => {
    const pieces = (...sizes: number[]) => {
      let next = 0;
      return sizes.map((size) => Array.from({ length: size }, () => (next += 1)));
    };
    const lists = (all: number[][]) => ({ t: "list", v: all.map((v) => ({ t: "list", v }) as const) }) as const;
    const run = returned(lists(pieces(3, 1)), { text: { cuts: [at(5), at(9)] } });
    const check = aCheck({ kind: "returns", value: expected(pieces(2, 2)) });
    expect(told(check, run, null).line).toBeNull();
    expect(told(check, run, mendedAt(9))).toMatchObject({ line: 9, message: expect.not.stringContaining(byTrial) });
  });
});

describe("of two places of one error the one that was mended is shown", () => {
  const error = { name: "Storm", message: "no" };
  const failed = aTask({ id: 2, state: "failed", createdAt: at(8), error: { ...error, at: at(15) } });
  const run = aRun({ outcome: { kind: "threw", error: { ...error, at: at(9) } }, tasks: [aTask({ id: 1 }), failed] });

  it("where it makes a scenario count for nothing", () => {
    const check = aCheck({ kind: "returns", value: expected(4) });
    expect(told(check, run, null).line).toBe(15);
    expect(told(check, run, mendedAt(9)).line).toBe(9);
  });
});

/** Lines of output, in the run in which two things are wrong. */
function output(...texts: string[]): Run {
  const records = texts.map((text) => ({ stream: "stdout", atMs: 0, text, task: 1, at: at(20) }) as const);
  return aRun({ ...bothWrong, output: records });
}
