import type { Position } from "../../values/index.ts";
import { tasksLike } from "../story/crew.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { keptFor } from "../story/kept-for.ts";
import { samePlace } from "../story/place.ts";
import type { Story, TaskStory } from "../story/story.ts";
import type { Part } from "../story/visits.ts";

/** A task of the same crew that had ended when this one had a round still to begin; null when there was none. In µs. */
export function doneEarly(story: Story, { visits }: Part, place: Position): { doneUs: number; lastUs: number } | null {
  const worker = story.tasks.get(visits[0]!.step.task)!;
  const lastUs = visits.findLast(({ step }) => samePlace(step.at, place))!.stretches[0]!.fromUs;
  const first = firstTwoToEnd(tasksLike(story, worker)).find(({ id }) => id !== worker.id);
  if (first === undefined) return null;
  const ending = story.endings[firstNotBefore(story.endings, ({ row }) => row < first.endedRow)];
  return ending === undefined || ending.us >= lastUs ? null : { doneUs: ending.us, lastUs };
}

/** Each of a crew is asked who else was done first. */
const firstTwoToEnd = keptFor((crew: readonly TaskStory[]): readonly TaskStory[] =>
  crew.toSorted((a, b) => a.endedRow - b.endedRow).slice(0, 2),
);
