import { describe, expect, test } from "vitest";
import { reportJson } from "../../../grader/report/index.ts";
import { aCheck, aRun, aScenario, anExercise, expected, returned } from "../score/builders.ts";
import { gradeOf } from "../score/grading.ts";
import { hostile, hostileText, notGraded, passing, revealed, sequential, untyped } from "./grades.ts";

const golden = (name: string) => `../../fixtures/report/${name}`;

test("the whole JSON", async () => {
  await expect(reportJson([sequential, untyped, notGraded])).toMatchFileSnapshot(golden("results.json"));
});

function scenario(text: string) {
  return JSON.parse(text).results[0].scenarios[1];
}

test("of a hidden scenario only name, status and points are there, unless it is revealed", () => {
  expect(Object.keys(scenario(reportJson([sequential])))).toEqual(["name", "status", "hidden", "checks"]);
  expect(Object.keys(scenario(reportJson([sequential])).checks[0])).toEqual([
    "category",
    "title",
    "status",
    "score",
    "maxScore",
  ]);
  expect(scenario(reportJson([revealed]))).toMatchObject({ hidden: true, value: 1, elapsedMs: 0 });
});

describe("the summary", () => {
  test("leaves out what was not graded", () => {
    expect(JSON.parse(reportJson([passing, sequential, untyped, notGraded])).summary).toEqual({
      graded: 3,
      passed: 1,
      failed: 1,
      rejected: 1,
      errors: 1,
      score: 116.67,
      maxScore: 300,
    });
  });

  test("of nothing is nothing", () => {
    expect(JSON.parse(reportJson([]))).toEqual({
      version: 1,
      isolation: null,
      results: [],
      summary: { graded: 0, passed: 0, failed: 0, rejected: 0, errors: 0, score: 0, maxScore: 0 },
    });
  });
});

describe("values", () => {
  const exercise = anExercise({
    scenarios: [aScenario({ checks: [aCheck({ kind: "returns", value: expected(1) })] })],
  });
  const valueOf = (run: ReturnType<typeof aRun>) =>
    JSON.parse(reportJson([gradeOf(exercise, [run])])).results[0].scenarios[0].value;

  test("that JSON does not know are named", () => {
    const value = {
      t: "list",
      v: [{ t: "number", v: "NaN" }, { t: "undefined" }, { t: "other", v: "a Map" }],
    } as const;
    expect(valueOf(returned(value))).toEqual([{ $number: "NaN" }, null, { $other: "a Map" }]);
  });

  test("with a key __proto__ keep it", () => {
    const map = valueOf(returned({ t: "map", v: [["__proto__", 1]] }));
    expect(Object.entries(map)).toEqual([["__proto__", 1]]);
  });
});

test("points are never shown as all when a part is missing", () => {
  const scenario = aScenario({ checks: [aCheck({ kind: "elapsed-scaled", idealMs: 0, sequentialMs: 1_000_000 })] });
  const result = JSON.parse(reportJson([gradeOf(anExercise({ scenarios: [scenario] }), [aRun({ elapsedMs: 1 })])]))
    .results[0];
  expect(result).toMatchObject({ status: "failed", score: 99.99, percent: 99 });
});

test("a submission's strings are data, on one line each", () => {
  const json = reportJson([hostile]);
  expect(json).not.toMatch(/[\u2028\u2029]/);
  expect(JSON.parse(json).results[0].scenarios[0].value).toBe(hostileText);
});

test("mistakes in exercises stand alone, or beside what could be graded", () => {
  const mistake = {
    file: "exercise.yaml",
    line: 3,
    column: 1,
    code: "unknown-key",
    message: "no",
    found: "elapse",
    expected: null,
    suggestion: "elapsed",
  };
  expect(JSON.parse(reportJson([], [mistake]))).toEqual({ version: 1, exerciseErrors: [mistake] });
  expect(Object.keys(JSON.parse(reportJson([passing], [mistake])))).toEqual([
    "version",
    "exerciseErrors",
    "isolation",
    "results",
    "summary",
  ]);
});
