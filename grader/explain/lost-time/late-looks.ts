import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { placeKey, showLine } from "../story/place.ts";
import type { Wait } from "../story/story.ts";

/** Sleeps between two looks at something that went on after it had changed. Only a path that follows looks has any. */
export function findLateLooks({ stretches }: CriticalPath): Explanation[] {
  const looks = stretches.filter(({ wait: { kind, frames } }) => kind === "look" && frames.length > 0);
  return groupedBy(looks, ({ wait }) => placeKey(placeOf(wait))).map((same) => {
    const at = placeOf(same[0]!.wait);
    const us = same.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
    const [{ fromUs, toUs }] = same as [(typeof same)[number]];
    return {
      code: "sleep-not-wait",
      message:
        same.length === 1
          ? `What ${showLine(at, at)} looks for had changed at ${showDuration(fromUs / 1000)}, but the sleep there went on until ${showDuration(toUs / 1000)}: ${showDuration(us / 1000)} for nothing.`
          : `The sleep on ${showLine(at, at)} went on ${same.length} times after what it looks for had changed: ${showDuration(us / 1000)} for nothing.`,
      hint: "How long it takes until something changes is only a guess here. What could you wait for instead, that ends at the change?",
      at,
      costMs: us / 1000,
    };
  });
}

/** A look that costs more than so many times what was lost is one that the work itself needs. */
const tooMuch = 3;

/**
 * The looks behind what a run took too long: what the text says of them tells more than how long anything took.
 * @param isGuess whether what else would be told is known by its length alone
 * @param lostUs what the run took too long
 */
export function findCostlyLook(path: CriticalPath, lostUs: number, isGuess: boolean): Explanation | null {
  const looks = findLateLooks(path);
  const exact = looks.find(({ costMs }) => Math.round(costMs * 1000) === lostUs);
  if (exact !== undefined || !isGuess) return exact ?? null;
  return looks.find(({ costMs }) => costMs * 1000 > lostUs && costMs * 1000 <= tooMuch * lostUs) ?? null;
}

function placeOf({ frames }: Wait): Position {
  return frames.at(-1)!.at;
}
