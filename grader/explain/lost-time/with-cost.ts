import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";

/** What is won when just this is fixed: no more than was lost, since a part of the waiting may be needed. What the run took, and what it may take, is told before. */
export function withCost(cause: Explanation, lostMs: number, other?: Explanation): Explanation {
  const costMs = Math.min(cause.costMs, lostMs);
  const rest = other?.at == null ? "" : `; the rest was lost on ${showLine(other.at, cause.at)}`;
  const compared = costMs < lostMs ? ` of the ${showDuration(lostMs)} that were lost${rest}` : "";
  return { ...cause, message: `${cause.message} That cost ${showDuration(costMs)}${compared}.`, costMs };
}
