import type { Grade, ScenarioGrade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import type { Json } from "../values/index.ts";
import { exerciseFaultForLearners } from "./exercise-faults.ts";
import { jsonText } from "./json-text.ts";
import { shownPoints } from "./numbers.ts";
import { summarize } from "./summary.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { notGradedText, testRows, type TestRow } from "./test-rows.ts";

/**
 * Gradescope's results.json. A check is a test with points. What carries none (a rejection, a broken rule) is a row with a status
 * only. As soon as something was not graded there is no score at all: a total that leaves it out would count it as zero.
 */
export function reportGradescope(
  grades: readonly Grade[],
  tampered: readonly TamperedFile[] = [],
  faults: readonly ExerciseError[] = [],
): string {
  const { score, maxScore, errors } = summarize(grades);
  const complete = grades.length > 0 && errors + faults.length + tampered.length === 0;
  const several = grades.length > 1;
  const shown = shownPoints(score, maxScore);
  return jsonText({
    ...(complete ? { score: shown } : {}),
    output: complete ? `${shown} of ${shownPoints(maxScore)} points.` : incomplete(errors + faults.length, tampered),
    output_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    tests: [
      ...tampered.map((each) => informationRow("tampered", tamperedText(each))),
      ...faults.map((each) => informationRow("not graded", exerciseFaultForLearners(each))),
      ...grades.flatMap((grade) =>
        grade.status === "error"
          ? [informationRow(`${grade.exercise}: not graded`, notGradedText(grade))]
          : testRows(grade).map((row) => test(row, several ? `${grade.exercise}: ` : "", complete)),
      ),
    ],
    extra_data: {
      results: grades.map(({ exercise, submission, status, traceHash }) => ({
        exercise,
        submission,
        status,
        traceHash,
      })),
    },
  });
}

/** @param notGraded through a fault of the grader's or of an exercise's */
function incomplete(notGraded: number, tampered: readonly TamperedFile[]): string {
  if (tampered.length > 0) return "No score: files were changed that are not part of a submission.";
  if (notGraded === 0) return "No score: nothing was graded.";
  return (
    "No score: something was not graded, through no fault of yours. " +
    "Ask your course staff to check the autograder and run it again."
  );
}

function test(row: TestRow, prefix: string, complete: boolean): Json {
  const points = row.maxScore.n > 0 && complete;
  return {
    name: prefix + row.name,
    name_format: "text",
    status: row.status === "passed" ? "passed" : "failed",
    ...(points ? { score: shownPoints(row.score, row.maxScore), max_score: shownPoints(row.maxScore) } : {}),
    output: row.says,
    output_format: "text",
    tags: [row.kind],
    visibility: visibility(row.scenario),
  };
}

/** What an instructor has revealed is not for the learners who see this page, as long as grades are not published. */
function visibility(scenario: ScenarioGrade | null): string {
  return scenario !== null && scenario.hidden && !scenario.withheld ? "after_published" : "visible";
}

function informationRow(name: string, output: string): Json {
  return {
    name,
    name_format: "text",
    status: "failed",
    output,
    output_format: "text",
    visibility: "visible",
  };
}
