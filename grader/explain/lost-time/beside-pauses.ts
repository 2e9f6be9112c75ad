import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { placeKey, showLine } from "../story/place.ts";
import { isSleep, total, type Part } from "../story/visits.ts";

/**
 * What rounds with a pause in each waited for besides: the pause began only when that had ended, and the rounds lasted so much longer. The longest of
 * these waits may be the last, which no pause follows. Many a pause has to come after: tell it only when that cost just what was lost.
 */
export function explainBesidePauses({ visits }: Part): Explanation[] {
  const places = groupedBy(visits, ({ step }) => placeKey(step.at));
  const pauses = places.filter((own) => own.every(isSleep));
  const works = places.filter((own) => !own.some(isSleep) && own.length > 1);
  const [pause] = pauses;
  if (pause === undefined || pauses.length > 1 || works.length !== 1) return [];
  const [work] = works;
  const at = work![0]!.step.at;
  const pausedAt = showLine(pause[0]!.step.at, at);
  const us = total(work!);
  const costMs = (us - Math.max(...work!.map((visit) => visit.us))) / 1000;
  return [
    {
      code: "before-pause",
      message:
        `Line ${at.line} waited ${work!.length} times, ${showDuration(us / 1000)} in all, and the pauses on ${pausedAt} ` +
        "began only when that had ended.",
      hint: `What does the pause on ${pausedAt} have to come after: that line ${at.line} has begun, or that it has ended?`,
      at,
      costMs,
    },
  ];
}
