import type { Run } from "../../sandbox/index.ts";
import type { OrderOfResults } from "./order-of-results.ts";
import { showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/**
 * A list that came from its end to its start, out of a queue that gives the newest item first; null where the run shows no such thing.
 * @param places for each item of the list the place where it should have been
 */
export function explainNewestFirst(run: Run, places: readonly number[]): OrderOfResults | null {
  const queues = (run.makers ?? []).filter(({ kind }) => kind === "queue");
  const at = queues[0]?.gives === "last" && queues.length === 1 ? queues[0].at : null;
  if (at === null || !places.every((place, index) => place === places.length - 1 - index)) return null;
  // Whoever waits for an item takes it as it comes: then it never lay in the queue, and its order is that of the puts.
  const { waits, awaits, endUs } = tellStory(run);
  const handed = waits.filter(
    ({ kind, frames, endedUs, cut }) =>
      kind === "queue" && !cut && endedUs < endUs && frames.length > 0 && !awaits.puts(frames.at(-1)!.at),
  );
  if (handed.length * 2 > places.length) return null;
  const line = showLine(at, at);
  return {
    message: `Of the items in the queue that ${line} makes, a LifoQueue, the newest comes out first`,
    hint: `Which item should come out first, the one that has waited longest or the newest? Compare that with the queue on ${line}.`,
    at,
    isKnown: true,
  };
}
