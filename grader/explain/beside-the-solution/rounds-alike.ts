import type { Run } from "../../sandbox/index.ts";
import { compare } from "./against-model.ts";
import type { Explanation } from "../explanation.ts";
import type { Model } from "./model.ts";
import type { Story } from "../story/story.ts";
import { explainSharedByRounds } from "../wrong-values/shared-by-rounds.ts";

/**
 * Rounds of a loop that share a variable, so that all did the work of the last one: the same several times, in the place of what the solution does once each.
 * @param lostMs what that cost
 */
export function findRoundsAlike(run: Run, story: Story, model: Model, lostMs: number): Explanation | null {
  const shared = explainSharedByRounds(run, false);
  if (shared === null) return null;
  const { missing, spare } = compare(run, story, model);
  const isAlike = ({ what }: { readonly what: string }): boolean => (model.pieces.get(what)?.length ?? 0) > 0;
  const isForLast = missing.length > 0 && spare.length === missing.length && spare.every(isAlike);
  return isForLast ? { ...shared, costMs: lostMs } : null;
}
