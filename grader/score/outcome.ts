import type { Fraction } from "fraction.js";
import { one, zero } from "./fractions.ts";
import type { Finding } from "./grade.ts";

/** What one check found: the share of its points that was earned, 0 to 1, and why it is not all of them. */
export interface CheckOutcome {
  readonly earned: Fraction;
  readonly finding: Finding | null;
}

export const passed: CheckOutcome = { earned: one, finding: null };

export function failed(finding: Finding, earned: Fraction = zero): CheckOutcome {
  return { earned, finding };
}
