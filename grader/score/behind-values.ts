import type { Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import { matchSnapshot } from "../values/index.ts";
import { behindHint } from "./behind-hint.ts";
import type { CheckOutcome } from "./outcome.ts";
import { isMendedLine, lateCancelHint, type Mended } from "../explain/index.ts";
import { momentHint, numbersHint } from "./differing-line.ts";
import { excessHint } from "./output-difference.ts";

/**
 * A wrong value, or line, that holds a moment of the run, results in the order in which they were ready, or a task that was cancelled too late, in a scenario
 * in which a line is known that cost time: most often one mistake is behind both. That is no proof, and is not told as one. Where trying has shown which lines
 * make the difference, no other one is behind anything.
 */
export function withLineBehind(
  checks: readonly Check[],
  run: Run,
  outcomes: readonly CheckOutcome[],
  mended: Mended | null = null,
): readonly CheckOutcome[] {
  const late = outcomes.find(({ finding }, i) => isElapsed(checks[i]!) && finding?.code === "elapsed-too-long");
  const at = late?.finding?.at ?? null;
  if (at === null || (mended !== null && !isMendedLine(mended, at))) return outcomes;
  const hint = behindHint(at);
  return outcomes.map((outcome, i) => {
    const { earned, finding } = outcome;
    if (finding === null) return outcome;
    // Other orders, and other values that have a place, come about in ways that have been told.
    const isTimely =
      finding.code === "returned-reordered"
        ? finding.at !== null
        : (finding.hint !== null && timely.has(finding.hint) && finding.at?.line !== at.line) ||
          (finding.code === "returned-other" && finding.at === null && holdsMoment(checks[i]!, run));
    return isTimely ? { earned, finding: { ...finding, hint, at } } : outcome;
  });
}

/** What is asked where nothing more is known than that something came at another moment, or more often. */
const timely = new Set([momentHint, numbersHint, excessHint, lateCancelHint]);

export function isElapsed({ kind }: Check): boolean {
  return kind === "elapsed" || kind === "elapsed-scaled";
}

/** The first wrong part of what was returned has a number in it at which, in ms, something happened. */
function holdsMoment(check: Check, { outcome, trace }: Run): boolean {
  if (check.kind !== "returns" || outcome.kind !== "returned") return false;
  const found = matchSnapshot(check.value, outcome.value)?.found ?? "";
  const numbers = new Set(Array.from(found.matchAll(/\d+(?:\.\d+)?/g), ([number]) => Number(number)));
  return trace.at.some((us) => us > 0 && (numbers.has(us / 1000) || numbers.has(Math.round(us / 1000))));
}
