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
