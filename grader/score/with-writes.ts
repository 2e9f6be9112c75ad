import { explainWritten, type Write } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { CheckOutcome } from "./outcome.ts";

/** Wrong values of which nothing else is known are followed back to the line that made them. */
export function withWrites(
  run: Run,
  outcomes: readonly CheckOutcome[],
  writes: readonly Write[],
): readonly CheckOutcome[] {
  return outcomes.map((outcome) => {
    const { finding, untold } = outcome;
    const told = finding === null || untold === undefined ? null : explainWritten(run, writes, untold);
    if (finding === null || told === null) return outcome;
    const message = `${finding.message}. ${told.message}`;
    return { ...outcome, finding: { ...finding, message, hint: told.hint, at: told.at } };
  });
}
