import { noWaitHint } from "./check-elapsed.ts";
import type { Finding } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";

/**
 * Runs that ended too soon, and nobody knows why, beside one of another scenario of which that is told: most often one mistake is behind both. Hidden
 * scenarios have no say.
 */
export function withTooSoonAlike(
  all: readonly (readonly (CheckOutcome | null)[])[],
  isHidden: (scenario: number) => boolean,
): readonly (readonly (CheckOutcome | null)[])[] {
  const told = all
    .flatMap((outcomes, i) => (isHidden(i) ? [] : outcomes.map((each) => each?.finding ?? null)))
    .find((finding): finding is Finding => isTooSoon(finding) && finding.hint !== noWaitHint && finding.at !== null);
  const at = told?.at ?? null;
  if (at === null) return all;
  const hint = `Another run ended too soon as well, and line ${at.line} tells why: that may be behind this, too. Mend that first, then look here again.`;
  return all.map((outcomes) =>
    outcomes.map((outcome) =>
      outcome !== null && isTooSoon(outcome.finding) && outcome.finding.hint === noWaitHint
        ? { ...outcome, finding: { ...outcome.finding, hint, at } }
        : outcome,
    ),
  );
}

function isTooSoon(finding: Finding | null): finding is Finding {
  return finding?.code === "elapsed-too-short";
}
