import { Fraction } from "fraction.js";
import { toFraction, type Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { exerciseFaultForLearners } from "./exercise-faults.ts";
import { jsonText } from "./json-text.ts";
import { shareInWholes } from "./share-in-wholes.ts";
import { summarize } from "./summary.ts";
import type { ClassroomSubmission } from "./surroundings.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { notGradedText, testRows } from "./test-rows.ts";

/** Away from Classroom 50: a result that its validator takes, and that nobody takes for one of its own. */
const elsewhere = (assignment: string): ClassroomSubmission => ({
  classroom: "none",
  assignment,
  assignmentType: "individual",
  owner: "none",
  submission: "submit/none",
  commit: "none",
  release: "none",
  review: "none",
  datetime: "1970-01-01T00:00:00Z",
});

/**
 * Classroom 50's result, version 1: no keys but its own, whole points only. They are shared out by largest remainder, so that those of the
 * tests add up to the total. What was not graded is a test worth 0 of 0 points that says so: it is in no total, and the result is no success.
 */
export function reportClassroom50(
  grades: readonly Grade[],
  submission: ClassroomSubmission | null,
  tampered: readonly TamperedFile[] = [],
  faults: readonly ExerciseError[] = [],
): string {
  const { classroom, assignment, assignmentType, owner, ...links } =
    submission ?? elsewhere(grades.length === 1 ? grades[0]!.exercise : "chronograde");
  const tests = scoredTests(grades);
  const total = (points: readonly number[]) => points.reduce((sum, each) => sum + each, 0);
  const extra = [
    ...tampered.map((each) => `tampered: ${tamperedText(each)}`),
    ...faults.map(exerciseFaultForLearners),
    ...grades.filter(({ status }) => status === "error").map((grade) => `${grade.exercise}: ${notGradedText(grade)}`),
  ];
  return jsonText({
    schema: "classroom50/result/v1",
    classroom,
    assignment,
    assignment_type: assignmentType,
    owner,
    submission: links.submission,
    commit: links.commit,
    release: links.release,
    review: links.review,
    datetime: links.datetime,
    score: total(tests.map(({ score }) => score)),
    "max-score": total(tests.map(({ maxScore }) => maxScore)),
    tests: [
      ...extra.map((name) => ({ "test-name": name, passed: false, score: 0, "max-score": 0 })),
      ...tests.map(({ name, passed, score, maxScore }) => ({
        "test-name": name,
        passed,
        score,
        "max-score": maxScore,
      })),
    ],
  });
}

interface WholeTest {
  readonly name: string;
  readonly passed: boolean;
  readonly score: number;
  readonly maxScore: number;
}

function scoredTests(grades: readonly Grade[]): WholeTest[] {
  const several = grades.length > 1;
  const rows = grades.flatMap((grade) =>
    testRows(grade).map((row) => ({ row, name: several ? `${grade.exercise}: ${row.name}` : row.name })),
  );
  const { score, maxScore } = summarize(grades);
  const most = toFraction(maxScore).round().valueOf();
  const scores = shareInWholes(
    rows.map(({ row }) => toFraction(row.score)),
    wholeScore(toFraction(score), toFraction(maxScore)),
  );
  // What was earned in full shows the same number twice; the others share what is left.
  const full = rows.map(({ row }, index) => row.status === "passed" && scores[index]! > 0);
  const rest = most - scores.reduce((all, each, index) => all + (full[index] ? each : 0), 0);
  const others = shareInWholes(
    rows.map(({ row }, index) => (full[index] ? new Fraction(0) : toFraction(row.maxScore))),
    rest,
  );
  return rows.map(({ row, name }, index) => {
    const max = full[index] ? scores[index]! : others[index]!;
    return {
      name: row.status === "passed" || row.says === "" ? name : `${name}: ${row.says.split("\n", 1)[0]}`,
      passed: row.status === "passed",
      score: Math.min(scores[index]!, max),
      maxScore: max,
    };
  });
}

/** To the nearest, but never all when something is missing. */
function wholeScore(score: Fraction, maxScore: Fraction): number {
  const most = maxScore.round().valueOf();
  const shown = score.round().valueOf();
  return score.lt(maxScore) && shown >= most ? Math.max(0, most - 1) : shown;
}
