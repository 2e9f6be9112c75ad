import { showDuration } from "../../values/index.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace } from "../story/place.ts";
import type { Story } from "../story/story.ts";

/**
 * Sleeps of one length, one right after the other, while less was lost than one of them takes: something was looked for at intervals, and
 * came between two looks. Where it was looked for several times, less may be lost each time.
 * @param lostUs what the run took too long
 */
export function findLookedOften(story: Story, { stretches }: CriticalPath, lostUs: number): Explanation | null {
  const searches = searchesOf(story, stretches);
  for (const [index, looks] of searches.entries()) {
    const [first] = looks;
    const at = first!.wait.frames.at(-1)!.at;
    const same = searches.filter(([other]) => samePlace(other!.wait.frames.at(-1)!.at, at));
    const lengthUs = first!.toUs - first!.fromUs;
    if (same[0] !== searches[index] || lostUs >= lengthUs * same.length) continue;
    const times = same.reduce((sum, each) => sum + each.length, 0);
    return {
      code: "sleep-in-loop",
      message:
        `Line ${at.line} slept ${times} times for ${showDuration(lengthUs / 1000)}. ` +
        "What it looks for can come at any time between two looks.",
      hint: "When exactly may it go on? Can that be computed, or can something wake it?",
      at,
      costMs: lostUs / 1000,
    };
  }
  return null;
}

/** Each row of alike sleeps, with nothing between them. */
function searchesOf(story: Story, stretches: readonly Stretch[]): Stretch[][] {
  const searches: Stretch[][] = [];
  let looks: Stretch[] = [];
  for (const stretch of [...stretches, null]) {
    if (stretch !== null && (looks.length === 0 || isNext(looks.at(-1)!, stretch))) {
      if (stretch.wait.kind === "sleep") looks.push(stretch);
      continue;
    }
    const [first] = looks;
    const isRow = looks.length > 1 && first!.wait.frames.length > 0;
    if (isRow && isLooking(story, first!) && !isCut(first!, stretch)) searches.push(looks);
    looks = stretch?.wait.kind === "sleep" ? [stretch] : [];
  }
  return searches;
}

/** The next sleep there was shorter: something called it off, and nothing was looked for. */
function isCut({ wait }: Stretch, next: Stretch | null): boolean {
  const [one, other] = [wait.frames.at(-1)?.at, next?.wait.frames.at(-1)?.at];
  return one !== undefined && other !== undefined && samePlace(one, other);
}

/** Who takes from a queue sleeps to do its work. */
function isLooking(story: Story, { task }: Stretch): boolean {
  return story.tasks.get(task)?.takers.size === 0;
}

function isNext(before: Stretch, { task, wait, fromUs, toUs }: Stretch): boolean {
  const [one, other] = [before.wait.frames.at(-1)?.at, wait.frames.at(-1)?.at];
  if (one === undefined || other === undefined || !samePlace(one, other)) return false;
  return (
    task === before.task &&
    wait.kind === "sleep" &&
    fromUs === before.toUs &&
    toUs - fromUs === before.toUs - before.fromUs
  );
}
