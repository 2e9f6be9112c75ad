import type { Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";

/** What the shell gets; of several that apply, the highest. */
export const ExitStatus = {
  /** All graded, all at or above the pass mark. */
  passed: 0,
  /** Graded, some below it. */
  belowPass: 1,
  /** The call or an exercise is wrong. */
  wrongCall: 2,
  /** A bug in the grader. */
  graderBug: 3,
} as const;
export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];

export function highest(statuses: readonly ExitStatus[]): ExitStatus {
  return statuses.reduce<ExitStatus>((a, b) => (b > a ? b : a), ExitStatus.passed);
}

/** @param minScore percent; null: each exercise's own pass mark */
export function exitStatus(
  grades: readonly Grade[],
  errors: readonly ExerciseError[],
  minScore: number | null,
): ExitStatus {
  return highest([
    errors.length > 0 ? ExitStatus.wrongCall : ExitStatus.passed,
    ...grades.map((grade) => {
      if (grade.status === "error") return ExitStatus.graderBug;
      if (minScore === null) return grade.status === "passed" ? ExitStatus.passed : ExitStatus.belowPass;
      return grade.status !== "rejected" && (grade.percent ?? 0) >= minScore ? ExitStatus.passed : ExitStatus.belowPass;
    }),
  ]);
}
