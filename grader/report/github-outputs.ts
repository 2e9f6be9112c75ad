import type { Grade } from "../score/index.ts";
import { shownPoints } from "./numbers.ts";
import { summarize } from "./summary.ts";

/**
 * What a workflow's step gives to those after it, as lines of $GITHUB_OUTPUT. Where something was not graded there is no score, and
 * nothing has passed.
 *
 * @param faulty something beside the submissions is wrong: an exercise, or files that a pull request may not change
 * @param passed all are at or above the mark that was asked for
 */
export function githubOutputs(grades: readonly Grade[], faulty: boolean, passed: boolean): string {
  const { score, maxScore, errors } = summarize(grades);
  const complete = errors === 0 && !faulty;
  return [
    `score=${complete ? shownPoints(score, maxScore) : ""}`,
    `max-score=${complete ? shownPoints(maxScore) : ""}`,
    `passed=${complete && passed}`,
    "",
  ].join("\n");
}
