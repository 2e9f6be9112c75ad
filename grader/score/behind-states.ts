import { explainStarved, samePlace } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import { noWaitHint } from "./check-elapsed.ts";
import type { CheckOutcome } from "./outcome.ts";

/**
 * What went wrong and nobody knows why, in a scenario in which a task was to get to its end and waited in vain for others instead: most often that is behind the
 * rest. That is no proof, and is not told as one.
 */
export function withStateBehind(
  checks: readonly Check[],
  run: Run,
  outcomes: readonly CheckOutcome[],
): readonly CheckOutcome[] {
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

/** No more is known than what came, or where the time went by. */
function isOpen({ finding, untold, suspect }: CheckOutcome): boolean {
  return untold !== undefined || finding?.hint === noWaitHint || suspect?.code === "long-wait";
}
