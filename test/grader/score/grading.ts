import { scoreSubmission, type Grade } from "../../../grader/score/index.ts";
import type { Run } from "../../../grader/sandbox/index.ts";
import type { Check, ResolvedExercise } from "../../../grader/spec/index.ts";
import { anExercise, aScenario } from "./builders.ts";

/** Grades runs of an exercise, with nothing wrong before they ran. */
export function gradeOf(
  exercise: ResolvedExercise,
  runs: readonly Run[],
  more: Partial<Parameters<typeof scoreSubmission>[0]> = {},
): Grade {
  return scoreSubmission({
    exercise,
    submission: "exercises/two-titles/submission.ts",
    diagnostics: [],
    rules: [],
    rejection: null,
    runs,
    sources: [],
    ...more,
  });
}

/** The one check of an exercise of one scenario, against one run. */
export function judge(check: Check, run: Run) {
  const grade = gradeOf(anExercise({ scenarios: [aScenario({ checks: [check] })] }), [run]);
  const only = grade.scenarios[0]!.checks[0]!;
  return {
    earned: only.score.n / only.score.d / (only.maxScore.n / only.maxScore.d),
    code: only.finding?.code ?? null,
    line: only.finding?.at?.line ?? null,
    message: only.finding?.message ?? "",
    hint: only.finding?.hint ?? "",
  };
}
