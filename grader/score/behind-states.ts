import { explainStarved, samePlace, sentencesOf, showTask } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import { noWaitHint } from "./check-elapsed.ts";
import type { Finding } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";
import { isUncancelled } from "./task-state.ts";

/**
 * What went wrong and nobody knows why, in a scenario in which a task was to get to its end and waited in vain for others instead: most often that is behind the
 * rest. That is no proof, and is not told as one.
 */
export function withStateBehind(
  checks: readonly Check[],
  run: Run,
  outcomes: readonly CheckOutcome[],
): readonly CheckOutcome[] {
  const uncancelled = outcomes.find(({ finding }) => finding !== null && isUncancelled(finding))?.finding;
  if (uncancelled != null) return withUncancelled(run, outcomes, uncancelled);
  const waited = outcomes.find(({ finding }, i) => checks[i]!.kind === "tasks" && finding?.code === "task-cancelled");
  const at = waited?.finding?.at ?? null;
  if (at === null) return outcomes;
  const isStarved = run.tasks.some((task) => {
    const place = explainStarved(run, task)?.at ?? null;
    return place !== null && samePlace(place, at);
  });
  if (!isStarved) return outcomes;
  const hint = `On line ${at.line} a task waited in vain, as the check of its state tells, and that may be behind this too: mend that first, then look here again.`;
  return outcomes.map((outcome) => {
    const { finding } = outcome;
    return finding !== null && isOpen(outcome) ? { ...outcome, finding: { ...finding, hint, at } } : outcome;
  });
}

/** Work that was to be called off went on: all that came of it, and its time, are no more than that. */
function withUncancelled(
  run: Run,
  outcomes: readonly CheckOutcome[],
  { message, at }: Finding,
): readonly CheckOutcome[] {
  const [who] = message.split(/ is (?:done|pending) /u);
  const wentOn = run.tasks.some((task) => showTask(task) === who && task.endedMs === run.elapsedMs);
  return outcomes.map((outcome) => {
    const { finding, cause, ...rest } = outcome;
    const isGuess = isOpen(outcome) || cause?.code === "long-wait";
    if (finding === null || !isGuess || / It comes from line \d/u.test(finding.message)) return outcome;
    if (finding.code !== "elapsed-too-long" || !wentOn)
      return { ...rest, finding: { ...finding, hint: uncancelledHint } };
    const [fact, ...more] = sentencesOf(finding.message);
    const cost = more.filter((sentence) => sentence.startsWith("That cost ")).map((sentence) => ` ${sentence}.`);
    const told = `${fact}. ${who}, which was to be cancelled, went on until the end: nothing cancelled it.${cost.join("")}`;
    return { ...rest, finding: { ...finding, message: told, hint: stopHint, at } };
  });
}

const uncancelledHint =
  "Nothing cancelled a task that was to be cancelled, as the check of its state tells, and that may be behind this too. Who should have done so, and did the code get there?";

const stopHint = "What should stop this task, and when? Does the code get to the line that does so?";

/** No more is known than what came, or where the time went by. */
function isOpen({ finding, untold, suspect }: CheckOutcome): boolean {
  return untold !== undefined || finding?.hint === noWaitHint || suspect?.code === "long-wait";
}
