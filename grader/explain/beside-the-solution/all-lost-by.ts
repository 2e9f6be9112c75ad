import type { Candidate } from "../lost-time/candidate.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import { type Loss, lossesOf } from "./fell-behind.ts";
import type { Model } from "./model.ts";
import { samePlace } from "../story/place.ts";
import type { Story } from "../story/story.ts";

/**
 * Whether the run fell behind the solution's only where that cause stands, by all that was lost. What is won by waits that are shorter or side by side alone is
 * often less: later things wait for others than they do in the solution's run, and a semaphore of which not all places were ever taken seems to have fewer.
 */
export function isAllLostBy(story: Story, path: CriticalPath, model: Model, cause: Candidate, lostUs: number): boolean {
  if (cause.at === null || model.elapsedMs === null) return false;
  const own = lossesOf(story, path, model).filter((loss) => isBy(story, path, cause, loss));
  return own.reduce((sum, { us }) => sum + us, 0) >= lostUs;
}

const queues = new Set(["lock", "semaphore"]);

function isBy(story: Story, { blocked }: CriticalPath, { code, at, putOff }: Candidate, loss: Loss): boolean {
  const { before, next, besides } = loss;
  if (at === null || loss.longerThan !== null) return false;
  if (putOff !== undefined && next?.wait.number === putOff.number) return true;
  if (code === "single-consumer") {
    const worker = story.tasks.get(next?.task ?? 0);
    return before?.task === worker?.id && worker?.createdAt != null && samePlace(worker.createdAt, at);
  }
  if (code === "narrow-limit" || code === "lock-held")
    return blocked.some(({ kind, frames, beganUs, endedUs }) => {
      const place = frames.at(-1)?.at ?? null;
      const made = story.madeAt(kind, place);
      const isBetween = endedUs >= (before?.toUs ?? 0) && endedUs === next?.fromUs && beganUs < endedUs;
      return isBetween && queues.has(kind) && made !== null && samePlace(made, at);
    });
  return besides.length > 0 && besides.every(({ wait: { frames } }) => frames.some((frame) => samePlace(frame.at, at)));
}
