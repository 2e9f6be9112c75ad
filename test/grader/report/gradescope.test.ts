import { expect, test } from "vitest";
import { reportGradescope } from "../../../grader/report/gradescope.ts";
import type { Grade } from "../../../grader/score/index.ts";
import { deadlocked, hostile, notGraded, passing, revealed, sequential, threwInside, untyped } from "./grades.ts";
import { jsonMistakes } from "./validators.ts";

interface Row {
  name: string;
  score?: number;
  max_score?: number;
  visibility: string;
  output: string;
}

const parsed = (...grades: Grade[]) => JSON.parse(reportGradescope(grades)) as { score?: number; tests: Row[] };

test("the whole results.json", async () => {
  await expect(reportGradescope([sequential])).toMatchFileSnapshot("../../fixtures/report/gradescope.json");
});

test.each([sequential, untyped, notGraded, deadlocked, threwInside, passing, revealed, hostile])(
  "what Gradescope gets is of its form (%#)",
  (grade) => {
    expect(jsonMistakes("gradescope.schema.json")(reportGradescope([grade]))).toEqual([]);
  },
);

test("what was not graded takes the score away, and is not zero points", () => {
  const { score, tests } = parsed(passing, notGraded);
  expect(score).toBeUndefined();
  expect(tests.filter((row) => row.score !== undefined)).toEqual([]);
  expect(tests.at(-1)).toMatchObject({
    name: "broken: not graded",
    output: expect.stringContaining("no fault of yours"),
  });
});

test("a hidden scenario is a row that everybody sees, without a word about it", () => {
  const rows = parsed(sequential).tests.filter(({ name }) => name.startsWith("other answers"));
  expect(rows.map(({ visibility }) => visibility)).toEqual(["visible", "visible"]);
  expect(new Set(rows.map(({ output }) => output))).toEqual(
    new Set(["Failed. Hidden scenarios do not show what they check."]),
  );
});

test("a revealed one is not shown before grades are published", () => {
  const rows = parsed(revealed).tests.filter(({ name }) => name.startsWith("other answers"));
  expect(rows.map(({ visibility }) => visibility)).toEqual(["after_published", "after_published"]);
});
