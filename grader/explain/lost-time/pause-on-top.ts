import { showDuration } from "../../values/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { hasFailed } from "./hasty-retry.ts";
import { samePlace } from "../story/place.ts";
import { isSleep, partsOf, total, visitsAt } from "../story/visits.ts";

/**
 * A loop that sleeps for a fixed time after each round, where just the time that the rounds themselves take was lost: their pauses were to begin with
 * the round, not after it.
 * @param lostUs what the run took too long, in µs
 */
export function findPauseOnTop(run: Run, { stretches }: CriticalPath, lostUs: number): Explanation | null {
  const depths = Math.max(0, ...stretches.map(({ steps }) => steps.length));
  for (let depth = 0; depth < depths; depth++) {
    const deep = stretches.filter(({ steps }) => steps.length > depth);
    for (const { visits } of partsOf(visitsAt(deep, depth))) {
      const pauses = visits.filter(isSleep);
      const place = pauses[0]?.step.at;
      if (pauses.length === 0 || !pauses.every(({ step }) => samePlace(step.at, place!))) continue;
      // A try that failed is over before anybody knows that there will be a next one; and who backs off pauses longer each time.
      if (run.requests.some(hasFailed) || pauses.some(({ us }) => us !== pauses[0]!.us)) continue;
      // What comes after the last pause is a round without one.
      const works = visits.slice(0, visits.lastIndexOf(pauses.at(-1)!)).filter((visit) => !isSleep(visit));
      if (works.length < pauses.length || total(works) !== lostUs) continue;
      return {
        code: "pause",
        message:
          `Line ${place!.line} sleeps only after a round of its loop is over, ${pauses.length === 1 ? "once" : `${pauses.length} times`}: ` +
          `what the rounds before it took themselves, ${showDuration(lostUs / 1000)} in all, came on top.`,
        hint: "When is the next round due: so long after the last one ended, or after it began?",
        at: place!,
        costMs: lostUs / 1000,
      };
    }
  }
  return null;
}
