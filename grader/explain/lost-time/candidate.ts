import type { AwaitFrame, Trace } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { placeKey } from "../story/place.ts";
import { wonBy, type Change } from "../story/replay.ts";
import type { Story, Wait } from "../story/story.ts";
import type { Part } from "../story/visits.ts";
import { waitsIn } from "../story/waits-by.ts";

/** A cause, and the run without it where that can be played again. */
export interface Candidate extends Explanation {
  readonly without?: () => Change;
  /** The code shows that it is needed where it is: some other cause is likelier. */
  readonly isNeeded?: boolean;
  /** Where those wait that share the work, when the line to look at is another one. */
  readonly workAt?: Position;
  /** What to ask instead when it costs more than was lost. */
  readonly hintIfMore?: string;
  /** A part of the message that is only so when just this is what was lost. */
  readonly onlyIf?: { readonly costMs: number; readonly said: string };
  /** What it put off: the first wait that is said to have begun too late. */
  readonly putOff?: Wait;
}

/** Where these calls waited meanwhile: the path leads only through what took longest. */
function placesDuring(story: Story, parts: readonly Part[]): ReadonlySet<string> {
  const visits = parts.flatMap((part) => part.visits);
  const places = new Set(visits.map(({ step }) => placeKey(step.at)));
  for (const { step, stretches } of visits) {
    const [fromUs, toUs] = [stretches[0]!.fromUs, stretches.at(-1)!.toUs];
    const waits = waitsIn(story, step.frame);
    for (let i = firstNotBefore(waits, ({ endedUs }) => endedUs < fromUs); i < waits.length; i++) {
      const { task, frames, beganUs, endedUs } = waits[i]!;
      if (endedUs > toUs) break;
      if (task !== step.task || beganUs < fromUs) continue;
      places.add(placeKey(frames.find(({ frame }) => frame === step.frame)!.at));
    }
  }
  return places;
}

/** What is waited for in these places did not have to be waited for there, in whatever task or call it is: the code is the same in all of them. */
export function withoutWaiting(story: Story, parts: readonly Part[]): Change {
  const places = placesDuring(story, parts);
  const skipped = new Map<number, AwaitFrame & { readonly call: number | null }>();
  for (const { number, frames } of story.waits) {
    const own = frames.findIndex(({ at }) => places.has(placeKey(at)));
    if (own >= 0) skipped.set(number, { ...frames[own]!, call: frames[own + 1]?.frame ?? null });
  }
  return { skipped };
}

/** Longer traces are played again less often: so many rows in all. */
const mostRows = 50_000;

/** Some await put off another one: where something else had to be over before the other's end in any case, nothing is won. */
function isOfTwo({ code, putOff }: Candidate): boolean {
  return code === "sequential-awaits" && putOff !== undefined;
}

/**
 * The candidates that cost what was lost, or more, cost what is won without them: a queue for a lock, or something else that was waited for meanwhile, may
 * leave less. So do two awaits in a row, whatever they cost.
 */
export function weighed(
  candidates: readonly Candidate[],
  story: Story,
  trace: Trace,
  lostUs: number,
): readonly Candidate[] {
  let left = mostRows / Math.max(1, trace.event.length);
  return candidates.map((candidate) => {
    const { without, costMs } = candidate;
    if (without === undefined || (costMs * 1000 < lostUs && !isOfTwo(candidate)) || left-- < 0) return candidate;
    const us = wonBy(story, trace, without());
    return us === null ? candidate : { ...candidate, costMs: Math.min(costMs, us / 1000) };
  });
}
