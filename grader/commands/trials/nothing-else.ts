import { isDeepStrictEqual } from "node:util";
import type { Run } from "../../sandbox/index.ts";
import { failsIn } from "../../score/index.ts";
import type { Check, Scenario } from "../../spec/index.ts";

const ofTime = new Set<Check["kind"]>(["elapsed", "elapsed-scaled", "peak"]);

/**
 * Whether a change has mended a scenario by doing something else: where nothing but the time was wrong, what came of the run has to stay as it was, also
 * where no check asks for it. A program that leaves out its work is fast, too.
 *
 * @param before the submission's own run
 */
export function doesSomethingElse(scenario: Scenario, before: Run, after: Run): boolean {
  const untimed = { ...scenario, checks: scenario.checks.filter(({ kind }) => !ofTime.has(kind)) };
  if (failsIn(untimed, before)) return false;
  return !isDeepStrictEqual(comeOf(before), comeOf(after));
}

/** Times may be printed, so that of lines only their number counts. */
function comeOf({ outcome, output, requests }: Run): unknown {
  return {
    returned: outcome.kind === "returned" ? outcome.value : outcome.kind,
    lines: output.length,
    requests: requests.map(({ method, url }) => `${method} ${url}`).toSorted(),
  };
}

/** Whether a run takes less than the solution's: it leaves out what takes time, or no longer waits for it. */
export function isFasterThan(model: Pick<Run, "elapsedMs"> | null, { elapsedMs }: Run): boolean {
  return model?.elapsedMs != null && elapsedMs !== null && elapsedMs < model.elapsedMs;
}
