import type { AwaitFrame, Trace } from "../sandbox/index.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey } from "./place.ts";
import { wonBy, type Change } from "./replay.ts";
import type { Story } from "./story.ts";
import type { Part } from "./visits.ts";

/** A cause, and the run without it where that can be played again. */
export interface Candidate extends Explanation {
  readonly without?: Change;
  /** What to ask instead when it costs more than was lost. */
  readonly hintIfMore?: string;
}

/** What is waited for in these places did not have to be waited for there, in whatever task or call it is: the code is the same in all of them. */
export function withoutWaiting({ waits }: Story, parts: readonly Part[]): Change {
  const places = new Set(parts.flatMap(({ visits }) => visits.map(({ step }) => placeKey(step.at))));
  const skipped = new Map<number, AwaitFrame>();
  for (const { number, frames } of waits) {
    const by = frames.find(({ at }) => places.has(placeKey(at)));
    if (by !== undefined) skipped.set(number, by);
  }
  return { skipped };
}

/** Longer traces are played again less often: so many rows in all. */
const mostRows = 1_000_000;

/** The candidates that cost what was lost, or more, cost what is won without them: a queue for a lock, or something else that was waited for meanwhile, may leave less. */
export function weighed(
  candidates: readonly Candidate[],
  story: Story,
  trace: Trace,
  lostUs: number,
): readonly Candidate[] {
  let left = mostRows / Math.max(1, trace.event.length);
  return candidates.map((candidate) => {
    const { without, costMs } = candidate;
    if (without === undefined || costMs * 1000 < lostUs || left-- < 0) return candidate;
    const us = wonBy(story, trace, without);
    return us === null ? candidate : { ...candidate, costMs: Math.min(costMs, us / 1000) };
  });
}
