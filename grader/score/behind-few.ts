import type { KnownCause } from "../explain/index.ts";
import type { Check } from "../spec/index.ts";
import { isElapsed } from "./behind-values.ts";
import type { CheckOutcome } from "./outcome.ts";

/** Causes by which things go on one after the other. */
const inTurn = new Set<KnownCause["code"]>([
  "await-in-loop",
  "created-late",
  "handed-on",
  "held-too-long",
  "lock-held",
  "narrow-limit",
  "sequential-awaits",
  "single-consumer",
  "stage-by-stage",
  "waited-for-all",
]);

/**
 * Too few requests at once in a scenario that took too long because things went on one after the other: that is why there were so few, and both are told
 * alike. What may be lost by it was weighed for the time, and not for them.
 */
export function withCauseOfFew(checks: readonly Check[], outcomes: readonly CheckOutcome[]): readonly CheckOutcome[] {
  const late = outcomes.find(({ cause }, i) => isElapsed(checks[i]!) && cause !== undefined && inTurn.has(cause.code));
  const told = late?.cause?.message;
  if (late?.finding == null || told === undefined) return outcomes;
  const { hint, at } = late.finding;
  const why = told.replace(/ That cost .*$/u, "");
  return outcomes.map((outcome) => {
    const { earned, finding, few } = outcome;
    // What is told of the same line fits what is asked here better.
    if (finding === null || few === undefined || finding.at?.line === at?.line) return outcome;
    return { earned, finding: { ...finding, message: `${few} ${why}`, hint, at } };
  });
}
