import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { tasksLike } from "../story/crew.ts";
import { explainRecursiveLoop } from "./recursive-loop.ts";
import { beginsInTurn, explainFirstCall, explainTakers } from "./sharing.ts";
import type { Story } from "../story/story.ts";

/** A function that waits for something, and only then calls itself and waits for that: a loop in another dress. */
export function findRecursion(story: Story, path: CriticalPath): Explanation[] {
  const { stretches } = path;
  const found: Explanation[] = [];
  const seen = new Set<string>();
  for (const { steps } of stretches) {
    const call = firstCallAgain(steps);
    if (call === undefined || seen.has(placeKey(call.at))) continue;
    seen.add(placeKey(call.at));
    const cycle = steps.slice(
      steps.indexOf(call),
      steps.findIndex((step) => step.frame !== call.frame && placeKey(step.at) === placeKey(call.at)),
    );
    const loop = explainRecursiveLoop(story, path, cycle.map(({ at }) => at)); // prettier-ignore
    if (loop !== null) found.push(loop);
    // What leads into the next call is no wait before it.
    found.push(
      ...explain(story, path, call).filter(({ at }) => !cycle.some((step) => at !== null && samePlace(step.at, at))),
    );
  }
  return found;
}

/** The first that another call of the same function follows, which stands in the same await; frames tell that from one call that is waited for twice. */
function firstCallAgain(steps: readonly PathStep[]): PathStep | undefined {
  const later = new Map<string, Set<number>>();
  let first: PathStep | undefined;
  for (const step of steps.toReversed()) {
    const key = placeKey(step.at);
    const frames = later.get(key) ?? new Set();
    if (frames.size > (frames.has(step.frame) ? 1 : 0)) first = step;
    later.set(key, frames.add(step.frame));
  }
  return first;
}

/** What the first of the calls was called by. */
function outerStep(stretches: readonly Stretch[], call: PathStep): PathStep | undefined {
  const { steps } = stretches.find((stretch) => stretch.steps.includes(call))!;
  return steps.slice(0, steps.indexOf(call)).at(-1);
}

function explain(story: Story, path: CriticalPath, call: PathStep): Explanation[] {
  const { awaits } = story;
  const { stretches } = path;
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
  if (story.awaits.takes(at) !== null) {
    const outer = beginsInTurn(story, path, outerStep(stretches, call));
    const lengths = { us, longestUs: most };
    if (outer !== null) return [explainFirstCall(outer, at, times.length, lengths)];
    const worker = story.tasks.get(call.task);
    if (story.awaits.takes(at) === "queue" && worker !== undefined && tasksLike(story, worker).length < 2)
      return [explainTakers(story, worker, { crew: null, place: at, times: times.length, ...lengths })];
  }
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
