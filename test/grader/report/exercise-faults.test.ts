import { expect, test } from "vitest";
import { formats, type Format, type Report } from "../../../grader/report/index.ts";
import { githubSummary } from "../../../grader/report/github-summary.ts";
import { passing } from "./grades.ts";
import { jsonMistakes, xmlMistakes } from "./validators.ts";

const fault = {
  file: "exercises/two/exercise.yaml",
  line: 3,
  column: 5,
  code: "unknown-key",
  message: 'unknown key "latncy"; the answer is 42',
  found: null,
  expected: null,
  suggestion: null,
};
const broken: Report = {
  grades: [],
  exerciseErrors: [fault],
  isolation: null,
  references: new Map(),
  tampered: [],
  surroundings: { courseFolder: "course", classroom: null },
  shard: null,
};
const report = (format: Format, more: Partial<Report> = {}) => {
  const text = formats[format]({ ...broken, ...more }, { color: false, columns: 80 });
  return typeof text === "string" ? text : [...text].join("");
};

test("an exercise that is wrong is no score anywhere, beside submissions that were graded, too", () => {
  for (const grades of [[], [passing]]) {
    const gradescope = report("gradescope", { grades });
    expect(jsonMistakes("gradescope.schema.json")(gradescope)).toEqual([]);
    expect(gradescope).not.toMatch(/"(max_)?score"/);
    expect(JSON.parse(report("exercism", { grades }))).toMatchObject({ status: "error", tests: [] });
    expect(JSON.parse(report("classroom50", { grades }))).toMatchObject({
      tests: expect.arrayContaining([expect.objectContaining({ passed: false, score: 0, "max-score": 0 })]) as unknown,
    });
  }
  expect(JSON.parse(report("gradescope", { exerciseErrors: [] }))).not.toHaveProperty("score");
});

test("learners are told that it is not theirs, and no more than its place", () => {
  for (const format of ["gradescope", "exercism", "classroom50"] as const) {
    expect(report(format)).toContain(
      "the exercise has a mistake (exercises/two/exercise.yaml:3). Ask your course staff",
    );
    expect(report(format)).not.toContain("42");
  }
});

test("whoever runs CI is told where and what", async () => {
  expect(report("github").split("\n", 1)[0]).toBe(
    "::error file=course/exercises/two/exercise.yaml,line=3,endLine=3,col=5,title=The exercise has a mistake::" +
      'exercises/two/exercise.yaml:3:5: unknown key "latncy"; the answer is 42',
  );
  expect(githubSummary([], [], 10_000, [fault])).toContain("exercises&#47;two&#47;exercise&#46;yaml&#58;3&#58;5");
  expect(report("csv").split("\r\n")[1]).toBe(
    'exercises/two/exercise.yaml:3:5,,error,,,,unknown-key,"unknown key ""latncy""; the answer is 42"',
  );
  const junit = report("junit");
  expect(await xmlMistakes("junit.xsd", [junit])).toEqual([]);
  expect(junit).toContain('errors="1"');
});
