import { showDuration } from "../values/index.ts";
import type { KnownAwaits } from "./awaits.ts";
import type { Explanation } from "./explanation.ts";
import type { CriticalPath, PathStep, Stretch } from "./critical-path.ts";
import { capital, placeKey, showLine } from "./place.ts";
import type { Story } from "./story.ts";

/** A function that waits for something, and only then calls itself and waits for that: a loop in another dress. */
export function findRecursion({ awaits }: Story, { stretches }: CriticalPath): Explanation[] {
  const found: Explanation[] = [];
  const seen = new Set<string>();
  for (const { steps } of stretches) {
    const call = steps.find((step, i) => steps.some((other, k) => k > i && isSameCall(step, other)));
    if (call === undefined || seen.has(placeKey(call.at))) continue;
    seen.add(placeKey(call.at));
    found.push(...explain(awaits, stretches, call));
  }
  return found;
}

/** Two calls of one function, which both stand in the same await; frames tell them from one call that is waited for twice. */
function isSameCall(a: PathStep, b: PathStep): boolean {
  return a.frame !== b.frame && placeKey(a.at) === placeKey(b.at);
}

function explain(awaits: KnownAwaits, stretches: readonly Stretch[], call: PathStep): Explanation[] {
  const perDepth = new Map<number, number>();
  let longest: { at: PathStep["at"]; us: number } | null = null;
  for (const stretch of stretches) {
    const { steps } = stretch;
    const last = steps.findLastIndex((step) => placeKey(step.at) === placeKey(call.at));
    const own = last >= 0 ? steps[last + 1] : steps.find((step) => step.frame === call.frame);
    if (own === undefined) continue;
    const depth = steps.filter((step) => placeKey(step.at) === placeKey(call.at)).length;
    const us = stretch.toUs - stretch.fromUs;
    perDepth.set(depth, (perDepth.get(depth) ?? 0) + us);
    if (longest === null || us > longest.us) longest = { at: own.at, us };
  }
  if (longest === null || perDepth.size < 2) return [];
  const times = [...perDepth.values()];
  const us = times.reduce((sum, each) => sum + each, 0);
  const most = Math.max(...times);
  const at = longest.at;
  const next = showLine(call.at, at);
  return [
    {
      code: "await-in-loop",
      message:
        `${capital(showLine(at, at))} waited in ${times.length} calls, and ${next} made each call only after the wait before: ` +
        `${showDuration(us / 1000)} in all, where the longest takes ${showDuration(most / 1000)}.`,
      hint:
        awaits.isKnown && !awaits.isApart(at)
          ? `What makes the call on ${next} come only then? If nothing does, start it before you wait. If something does, are all of these calls needed?`
          : `Does the call on ${next} need what ${showLine(at, at)} gives? If not, start it before you wait.`,
      at,
      costMs: (us - most) / 1000,
    },
  ];
}
