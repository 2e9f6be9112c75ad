import type { Grade, ScenarioGrade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import type { Json } from "../values/index.ts";
import { escapeLines, escapeTerminal } from "./escape-terminal.ts";
import { exerciseFaultForLearners } from "./exercise-faults.ts";
import { jsonText } from "./json-text.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { notGradedText, testRows, type TestRow } from "./test-rows.ts";

/** Bytes: the longest message that the site's database takes. */
const longestMessage = 65_535;
/** Characters of what the learner printed in one test. */
const longestOutput = 500;
const truncated = "\nOutput was truncated. Please limit to 500 chars.";

/**
 * Exercism's test runner interface, version 3. `error` is for what ran no test: a submission that does not compile, and one that was
 * not graded, whose message says that. Only the first failure is shown there, so the order is that of the exercise.
 */
export function reportExercism(
  grades: readonly Grade[],
  tampered: readonly TamperedFile[] = [],
  faults: readonly ExerciseError[] = [],
): string {
  const several = grades.length > 1;
  const notGraded = grades.filter(({ status }) => status === "error");
  const tests = grades.flatMap((grade) =>
    testRows(grade).map((row) => ({ row, name: several ? `${grade.exercise}: ${row.name}` : row.name })),
  );
  const noneRan = tests.every(({ row }) => row.status === "stopped" || row.scenario === null);
  const errors = [
    ...tampered.map(tamperedText),
    ...faults.map(exerciseFaultForLearners),
    ...notGraded.map(notGradedText),
  ];
  if (errors.length > 0 || noneRan) {
    const causes = errors.length > 0 ? errors : whatStopped(tests.map(({ row }) => row));
    return jsonText({ version: 3, status: "error", message: cutBytes(causes.join("\n\n")), tests: [] });
  }
  const passed = tests.every(({ row }) => row.status === "passed");
  return jsonText({
    version: 3,
    status: passed ? "pass" : "fail",
    message: null,
    tests: tests.map(({ row, name }) => test(row, name)),
  });
}

/** A submission that is rejected before it runs says so once; one that is stopped says it in each scenario. */
function whatStopped(rows: readonly TestRow[]): string[] {
  if (rows.length === 0) return ["Nothing was graded."];
  const whole = rows.filter(({ scenario }) => scenario === null);
  return [...new Set((whole.length > 0 ? whole : rows).map(({ says }) => says))];
}

function test(row: TestRow, name: string): Json {
  const printed = row.scenario === null ? "" : outputOf(row.scenario);
  return {
    name,
    status: row.status === "passed" ? "pass" : row.status === "stopped" ? "error" : "fail",
    message: row.status === "passed" ? null : cutBytes(row.says),
    ...(printed === "" ? {} : { output: printed }),
    ...(row.scenario === null ? {} : { test_code: testCode(row, row.scenario) }),
  };
}

/** The check as it stands in exercise.yaml, without what it expects: that may be the answer. */
function testCode({ title }: TestRow, { name }: ScenarioGrade): string {
  return `scenarios:\n  - name: ${escapeTerminal(name)}\n    expect: { ${title}: … }`;
}

/** What the learner printed in this scenario. Of a hidden one there is nothing. */
function outputOf({ output }: ScenarioGrade): string {
  const text = escapeLines(output.map((record) => record.text).join("\n")).join("\n");
  if (text.length <= longestOutput) return text;
  const kept = text.slice(0, longestOutput - truncated.length);
  // Not half of a character at the cut.
  return kept.replace(/[\uD800-\uDBFF]$/, "") + truncated;
}

function cutBytes(text: string): string {
  if (Buffer.byteLength(text) <= longestMessage) return text;
  const mark = "…";
  // A character that the cut halves becomes U+FFFD, and is not shown.
  const kept = Buffer.from(text)
    .subarray(0, longestMessage - Buffer.byteLength(mark))
    .toString();
  return kept.replace(/\uFFFD+$/, "") + mark;
}
