import { showDuration } from "../values/index.ts";
import type { Explanation } from "./explanation.ts";
import { micros } from "./likeliest.ts";
import { showLine } from "./place.ts";

/** What is won when just this is fixed: no more than was lost, since a part of the waiting may be needed. Figures that do not follow from the cause are told. */
export function withCost(cause: Explanation, lostMs: number, tookMs: number, other?: Explanation): Explanation {
  const costMs = Math.min(cause.costMs, lostMs);
  const rest = other?.at == null ? "" : `; the rest was lost on ${showLine(other.at, cause.at)}`;
  const isAll = micros(cause) === Math.round(lostMs * 1000);
  const compared =
    costMs < lostMs
      ? ` of the ${showDuration(lostMs)} that were lost${rest}`
      : isAll
        ? ""
        : `: ${showDuration(tookMs)} instead of ${showDuration(tookMs - lostMs)}`;
  return { ...cause, message: `${cause.message} That cost ${showDuration(costMs)}${compared}.`, costMs };
}
