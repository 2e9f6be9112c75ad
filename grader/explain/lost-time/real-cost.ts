import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";

/**
 * A cause in the only place that was mended: it cost all that was lost, whatever was reckoned. Where its own words tell how long something took, and that is what was
 * reckoned, they would say otherwise; then only no other place is blamed for the rest.
 */
export function withRealCost(cause: Explanation, lostMs: number): Explanation {
  const start = cause.message.lastIndexOf(costWords);
  if (start < 0 || cause.costMs >= lostMs) return cause;
  const own = cause.message.slice(0, start);
  const [lost, cost] = [lostMs, cause.costMs].map(showDuration);
  return tellsCost(own, cause.costMs)
    ? { ...cause, message: `${own}${costWords}${cost} of the ${lost} that were lost.` }
    : { ...cause, message: `${own}${costWords}${lost}.`, costMs: lostMs };
}

const costWords = " That cost ";

/** One of the durations that it names, or what is between two of them. */
function tellsCost(message: string, costMs: number): boolean {
  const all = Array.from(message.matchAll(/\b(\d+(?:\.\d+)?) (ms|s)\b/gu), ([, n, unit]) =>
    micros(Number(n) * (unit === "s" ? 1000 : 1)),
  );
  return all.some((us) => us === micros(costMs) || all.some((other) => other - us === micros(costMs)));
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
