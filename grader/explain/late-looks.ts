import { showDuration, type Position } from "../values/index.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { groupedBy } from "./grouped-by.ts";
import { placeKey, showLine } from "./place.ts";
import type { Wait } from "./story.ts";

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

function placeOf({ frames }: Wait): Position {
  return frames.at(-1)!.at;
}
