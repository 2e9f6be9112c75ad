import { areLimitsUp } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import { matchesSnapshot } from "../values/index.ts";
import { isOffTime } from "./check-elapsed.ts";
import { isPeakTooHigh } from "./check-peak.ts";
import { areRequestsWrong } from "./check-requests.ts";

/** Whether what the solution does with the same inputs would tell anything of this run. */
export function asksForModel({ checks }: Scenario, run: Run): boolean {
  return checks.some((check) => isTold(check, run));
}

function isTold(check: Check, run: Run): boolean {
  switch (check.kind) {
    case "elapsed":
    case "elapsed-scaled":
      return isOffTime(check, run);
    case "peak":
      return isPeakTooHigh(check, run);
    case "requests":
      return areRequestsWrong(check, run);
    case "returns":
      return (
        (mayBeSignaledEarly(run) || areLimitsUp(run)) &&
        run.outcome.kind === "returned" &&
        !matchesSnapshot(check.value, run.outcome.value)
      );
    default:
      return false;
  }
}

/** Of most wrong values the solution's run tells nothing. */
function mayBeSignaledEarly({ text }: Run): boolean {
  return (text?.earlySignals ?? []).length > 0;
}
