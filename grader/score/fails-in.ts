import type { Run } from "../sandbox/index.ts";
import type { Scenario } from "../spec/index.ts";
import { evaluateScenario } from "./evaluate.ts";

/** Whether a run of this scenario is not all that is asked of it. */
export function failsIn(scenario: Scenario, run: Run): boolean {
  return (
    run.outcome.kind === "stopped" || evaluateScenario(scenario, run, null).some(({ finding }) => finding !== null)
  );
}
