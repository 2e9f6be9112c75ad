import type { Explanation } from "./explanation.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import { explainRounds } from "./rounds.ts";
import { explainSequence } from "./sequence.ts";
import type { Story } from "./story.ts";
import { partsOf, visitsAt, type Part } from "./visits.ts";

/** Longer chains of awaits are compared only as a whole and in neighboring pairs. */
const mostCombined = 8;

/**
 * Every place on the critical path where one call waited for one thing after another. Whether the second needed the
 * first the trace cannot know: the caller chooses by what is known to be possible.
 */
export function findSerial(story: Story, path: CriticalPath): Explanation[] {
  return inFrames(story, path.stretches, 0);
}

function inFrames(story: Story, stretches: readonly Stretch[], depth: number): Explanation[] {
  const found: Explanation[] = [];
  const byFrame = new Map<number, Stretch[]>();
  for (const stretch of stretches) {
    const step = stretch.steps[depth];
    if (step === undefined) continue;
    const same = byFrame.get(step.frame);
    if (same) same.push(stretch);
    else byFrame.set(step.frame, [stretch]);
  }
  for (const own of byFrame.values()) {
    const visits = visitsAt(own, depth);
    const parts = partsOf(visits);
    for (const part of parts) if (part.visits.length > 1) found.push(explainRounds(story, part));
    for (const range of ranges(parts)) found.push(explainSequence(story, range));
    for (const visit of visits) {
      if (visit.stretches.length > 1) found.push(...inFrames(story, visit.stretches, depth + 1));
    }
  }
  return found;
}

function* ranges(parts: readonly Part[]): Iterable<readonly Part[]> {
  for (let length = 2; length <= parts.length; length++) {
    if (parts.length > mostCombined && length > 2 && length < parts.length) continue;
    for (let start = 0; start + length <= parts.length; start++) yield parts.slice(start, start + length);
  }
}
