import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { placeKey, samePlace } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import { visitsAt } from "../story/visits.ts";

/**
 * A loop that calls, by way of whatever function, the function that it stands in, and awaits each call before the next: of the awaits that lead from one
 * such call into the next, the one that a single call went through more than once.
 * @param cycle places of these awaits, from one call of the function up to the next
 */
export function explainRecursiveLoop(
  { awaits }: Story,
  { stretches }: CriticalPath,
  cycle: readonly Position[],
): Explanation | null {
  const at = cycle.slice(0, mostPlaces).find((place) => isLoop(stretches, place));
  if (at === undefined) return null;
  const within = stretches.filter(({ steps }) => steps.some((step) => samePlace(step.at, at)));
  const us = within.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  const depth = within[0]!.steps.findIndex((step) => samePlace(step.at, at));
  const leastUs = besideUs(within, depth, at);
  const times = new Set(within.flatMap(({ steps }) => steps.filter((step) => samePlace(step.at, at)).map(visitKey)))
    .size;
  return {
    code: "await-in-loop",
    message:
      `The await on line ${at.line} ran ${times} times, also in calls that it had led to itself, and in each call one round after the other: ` +
      `${showDuration(us / 1000)} in all. With the rounds of each call side by side that would take ${showDuration(leastUs / 1000)}.`,
    hint: awaits.isApart(at)
      ? "Does one round of this loop need what the round before gave? If not, start all of them before you wait for any."
      : "What makes one round wait for the round before? If nothing does, let several go on at once. If something does, are all of these rounds needed?",
    at,
    costMs: (us - leastUs) / 1000,
  };
}

/** Of a longer way from one call to the next only the beginning is looked at. */
const mostPlaces = 10;

function visitKey({ task, frame, visit }: PathStep): string {
  return `${task} ${frame} ${visit}`;
}

function isLoop(stretches: readonly Stretch[], place: Position): boolean {
  const visits = new Map<string, string>();
  return stretches.some(({ steps }) =>
    steps.some((step) => {
      if (!samePlace(step.at, place)) return false;
      const call = `${step.task} ${step.frame}`;
      const known = visits.get(call);
      visits.set(call, step.visit);
      return known !== undefined && known !== step.visit;
    }),
  );
}

/** How long these would take if, in each call, what is waited for at this place went on side by side. */
function besideUs(stretches: readonly Stretch[], depth: number, at: Position): number {
  let sum = 0;
  let longest = 0;
  const isDeep = ({ steps }: Stretch): boolean => steps.length > depth;
  for (const { fromUs, toUs } of stretches.filter((stretch) => !isDeep(stretch))) sum += toUs - fromUs;
  for (const call of groupedBy(
    stretches.filter(isDeep),
    ({ steps }) => `${steps[depth]!.task} ${steps[depth]!.frame}`,
  )) {
    for (const { step, stretches: own } of visitsAt(call, depth)) {
      const us = besideUs(own, depth + 1, at);
      if (placeKey(step.at) === placeKey(at)) longest = Math.max(longest, us);
      else sum += us;
    }
  }
  return sum + longest;
}
