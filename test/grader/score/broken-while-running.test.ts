import { describe, expect, it } from "vitest";
import type { ForbiddenCall } from "../../../grader/sandbox/index.ts";
import type { Rule } from "../../../grader/spec/index.ts";
import { aCheck, aRule, aScenario, anExercise, at, expected, returned } from "./builders.ts";
import { gradeOf } from "./grading.ts";

const noAll = aRule({ kind: "forbid", target: "Promise.all", why: "Tasks, please." });
const check = aCheck({ kind: "returns", value: expected(1) });

function graded(
  rule: Rule,
  calls: { readonly shown?: ForbiddenCall; readonly hidden?: ForbiddenCall },
  more: Parameters<typeof gradeOf>[2] = {},
) {
  const exercise = anExercise({
    rules: [rule],
    scenarios: [
      aScenario({ name: "shown", checks: [check] }),
      aScenario({ name: "hidden", hidden: true, checks: [check] }),
    ],
  });
  const run = (call: ForbiddenCall | undefined) => returned(1, { forbiddenCalls: call === undefined ? [] : [call] });
  return gradeOf(exercise, [run(calls.shown), run(calls.hidden)], more);
}

const call = (line: number): ForbiddenCall => ({ target: "Promise.all", at: at(line) });

describe("what a run called in spite of a rule", () => {
  it("rejects the submission and names the line of a scenario that is shown", () => {
    const grade = graded(noAll, { shown: call(7), hidden: call(9) });
    expect(grade).toMatchObject({
      status: "rejected",
      percent: 0,
      reason: {
        code: "rule",
        message: "Promise.all is not allowed in this exercise, and this line called it when it ran.",
        line: 7,
      },
      rules: [{ code: "forbid:Promise.all", hint: "Tasks, please.", at: { line: 7 } }],
    });
  });

  it("takes its points off where the rule says how many", () => {
    expect(graded({ ...noAll, points: 10 }, { shown: call(7) })).toMatchObject({ status: "failed", percent: 90 });
  });

  it("in a hidden scenario tells no line of it", () => {
    const grade = graded(noAll, { hidden: call(9) });
    expect(grade.reason).toMatchObject({ code: "rule", line: null });
    expect(grade.reason?.message).toMatch(/in a hidden scenario\.$/);
    expect(grade.rules).toMatchObject([{ at: null }]);
  });

  it("under another schedule counts too", () => {
    const none = { schedules: 1, worse: [null], stopped: null, first: null };
    const explorations = [{ ...none, forbiddenCalls: [call(7)] }, none];
    expect(graded(noAll, {}, { explorations })).toMatchObject({ status: "rejected", reason: { line: 7 } });
  });

  it("is told once when the source tells it already", () => {
    const rules = [
      { rule: { ...noAll }, message: "found", hint: null, at: { ...at(3), endLine: 3, endColumn: 9 }, more: [] },
    ];
    expect(graded(noAll, { shown: call(7) }, { rules }).rules).toMatchObject([{ message: "found", at: { line: 3 } }]);
  });

  it("is nobody's fault without such a rule", () => {
    expect(graded({ ...noAll, kind: "require" }, { shown: call(7) })).toMatchObject({ status: "passed" });
  });
});
