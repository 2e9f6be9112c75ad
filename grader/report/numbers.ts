import { toFraction, type Points } from "../score/index.ts";

/**
 * Points as they are shown: at most two decimals, to the nearest, but never all of `max` when it is not all.
 */
export function shownPoints(points: Points, max: Points | null = null): number {
  const exactly = toFraction(points);
  const shown = exactly.round(2);
  if (max === null) return shown.valueOf();
  const most = toFraction(max);
  return (exactly.lt(most) && shown.gte(most) ? exactly.floor(2) : shown).valueOf();
}
