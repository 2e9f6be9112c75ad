import type { Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import { matchesSnapshot } from "../values/index.ts";
import { isOffTime } from "./check-elapsed.ts";
import { areRequestsWrong } from "./check-requests.ts";
import { evaluateCheck } from "./evaluate.ts";

/** Whether a run of this scenario is not all that is asked of it. As evaluateScenario has it, without asking why. */
export function failsIn(scenario: Scenario, run: Run): boolean {
  const { outcome } = run;
  if (outcome.kind === "stopped" || run.elapsedMs === null) return true;
  const isToThrow = scenario.checks.some(({ kind }) => kind === "throws");
  return isToThrow !== (outcome.kind === "threw") || scenario.checks.some((check) => isFailed(check, run, scenario));
}

/** What costs most to explain is only compared. */
function isFailed(check: Check, run: Run, scenario: Scenario): boolean {
  switch (check.kind) {
    case "elapsed":
    case "elapsed-scaled":
      return isOffTime(check, run);
    case "requests":
      return areRequestsWrong(check, run);
    case "returns":
      return run.outcome.kind !== "returned" || !matchesSnapshot(check.value, run.outcome.value);
    default:
      return evaluateCheck(check, run, scenario).finding !== null;
  }
}
