import fc from "fast-check";
import { expect, test } from "vitest";
import { surroundings } from "../../../grader/commands/surroundings.ts";
import { reportClassroom50 } from "../../../grader/report/classroom50.ts";
import type { Grade } from "../../../grader/score/index.ts";
import { aCheck, aScenario, anExercise, expected, returned } from "../score/builders.ts";
import { gradeOf } from "../score/grading.ts";
import { deadlocked, hostile, notGraded, passing, revealed, sequential, untyped } from "./grades.ts";
import { jsonMistakes } from "./validators.ts";

const mistakes = jsonMistakes("classroom50.schema.json");

interface Result {
  score: number;
  "max-score": number;
  tests: { "test-name": string; passed: boolean; score: number; "max-score": number }[];
}
const parsed = (...grades: Grade[]) => JSON.parse(reportClassroom50(grades, null)) as Result;

const course = { root: "/course", ids: [] };
const { classroom } = surroundings(course, {
  CLASSROOM: "cs1",
  ASSIGNMENT: "tasks",
  SUBMISSION_TAG: "submit/20260901T101112Z-abc1234",
  GITHUB_REPOSITORY: "school/cs1-tasks-ada",
  GITHUB_SHA: "abc1234",
  GITHUB_SERVER_URL: "https://github.test",
});

test("the whole result", async () => {
  await expect(reportClassroom50([sequential], classroom)).toMatchFileSnapshot(
    "../../fixtures/report/classroom50.json",
  );
});

test("what the runner says is in it", () => {
  expect(JSON.parse(reportClassroom50([passing], classroom))).toMatchObject({
    classroom: "cs1",
    assignment: "tasks",
    owner: "ada",
    commit: "https://github.test/school/cs1-tasks-ada/commit/abc1234",
    datetime: "2026-09-01T10:11:12Z",
  });
});

test.each([sequential, untyped, notGraded, deadlocked, passing, revealed, hostile])(
  "what Classroom 50 gets is of its form, there and elsewhere (%#)",
  (grade) => {
    expect(mistakes(reportClassroom50([grade], classroom))).toEqual([]);
    expect(mistakes(reportClassroom50([grade], null))).toEqual([]);
  },
);

test("what was not graded is in no total, and no success", () => {
  expect(parsed(passing, notGraded)).toMatchObject({ score: 100, "max-score": 100 });
  expect(parsed(notGraded)).toMatchObject({ score: 0, "max-score": 0, tests: [{ passed: false }] });
});

test("whole points add up, whichever checks pass", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 13 }), (passes) => {
      const checks = passes.map((pass) => aCheck({ kind: "returns", value: expected(pass ? 1 : 2) }));
      const grade = gradeOf(anExercise({ scenarios: [aScenario({ checks })] }), [returned(1)]);
      const { score, tests, ...rest } = parsed(grade);
      const sum = (key: "score" | "max-score") => tests.reduce((all, each) => all + each[key], 0);
      expect(sum("score")).toBe(score);
      expect(sum("max-score")).toBe(100);
      expect(rest["max-score"]).toBe(100);
      expect(Math.abs(score - (100 * passes.filter(Boolean).length) / passes.length)).toBeLessThan(1);
      expect(tests.map(({ passed }) => passed)).toEqual(passes);
      for (const each of tests) expect(each.score).toBe(each.passed ? each["max-score"] : 0);
    }),
    { numRuns: 100 },
  );
});
