import type { Fraction } from "fraction.js";
import { one, zero } from "./fractions.ts";
import type { KnownCause, Sought } from "../explain/index.ts";
import type { Finding } from "./grade.ts";

/** What one check found: the share of its points that was earned, 0 to 1, and why it is not all of them. */
export interface CheckOutcome {
  readonly earned: Fraction;
  readonly finding: Finding | null;
  /** What cost the time, where that is known. */
  readonly cause?: ToldCause;
  /** What may have cost it: told of other scenarios if it fits them too, and of nothing else. */
  readonly suspect?: KnownCause;
  /** A wrong value of which no more is known than where it stands. */
  readonly untold?: Sought;
  /** Of too few requests at once: what there was, without why. */
  readonly few?: string;
}

export interface ToldCause extends KnownCause {
  /** Left out where nobody tells it again. */
  readonly message?: string;
}

export const passed: CheckOutcome = { earned: one, finding: null };

export function failed(finding: Finding, earned: Fraction = zero, cause?: ToldCause): CheckOutcome {
  return cause === undefined ? { earned, finding } : { earned, finding, cause };
}
