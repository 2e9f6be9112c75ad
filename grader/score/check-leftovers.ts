import type { Run } from "../sandbox/index.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

/** No task pending, no timer set, no request in flight at the end. A lock that is still held blocks nobody any more. */
export function checkLeftovers(run: Run): CheckOutcome {
  const left = run.leftovers.filter((each) => each.kind !== "held");
  const first = left[0];
  if (first === undefined) return passed;
  const more = left.length === 1 ? "" : `, and ${left.length - 1} more`;
  return failed({
    code: `leftover-${first.kind}`,
    message: `left behind at the end: ${first.what}${more}`,
    hint:
      first.kind === "timer"
        ? "Who still needs this timer? Clear it, or wait for what waits for it."
        : "Wait until it is over, or cancel it and wait until it has stopped, before the entry returns.",
    at: first.at,
  });
}
