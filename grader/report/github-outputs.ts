import type { Grade } from "../score/index.ts";
import { shownPoints } from "./numbers.ts";
import { summarize } from "./summary.ts";

/**
 * What a workflow's step gives to those after it, as lines of $GITHUB_OUTPUT. Where something was not graded there is no score, and
 * nothing has passed.
 *
 * @param faulty something beside the submissions is wrong: an exercise, or files that a pull request may not change
 */
export function githubOutputs(grades: readonly Grade[], faulty: boolean): string {
  const { score, maxScore, errors, passed, graded } = summarize(grades);
  const complete = errors === 0 && !faulty;
  return [
    `score=${complete ? shownPoints(score, maxScore) : ""}`,
    `max-score=${complete ? shownPoints(maxScore) : ""}`,
    `passed=${complete && passed === graded}`,
    "",
  ].join("\n");
}
