import type { Position } from "../values/index.ts";
import { crowdAt } from "./crowd.ts";
import { keptFor } from "./kept-for.ts";
import { madeBy } from "./made-by.ts";
import { placeKey, samePlace } from "./place.ts";
import type { Story, TaskStory } from "./story.ts";
import type { Part } from "./visits.ts";

/** Those that went through the same rounds side by side, the one on the critical path among them. */
export interface Crew {
  readonly what: "tasks" | "calls";
  readonly count: number;
  /** Where they were made or called; null when nobody knows. */
  readonly made: Position | null;
}

/** Tasks made alike; or else calls in one task, as those that `Promise.all` waits for. Null for one alone. */
export function crewOf(story: Story, { visits }: Part): Crew | null {
  const { step, stretches } = visits[0]!;
  const worker = story.tasks.get(step.task);
  if (worker === undefined) return null;
  const count = tasksLike(story, worker).length;
  if (count > 1) return { what: "tasks", count, made: worker.createdAt };
  // Running calls that stood in the same await when the visit began, this one too.
  const calls = visits.reduce(
    (most, visit) => Math.max(most, crowdAt(worker, visit.step.at, visit.stretches[0]!.fromUs)),
    0,
  );
  const { steps } = stretches[0]!;
  const own = steps.slice(0, steps.indexOf(step)).findLast(({ task }) => task === step.task);
  return calls > 1 && own !== undefined ? { what: "calls", count: calls, made: own.at } : null;
}

const crews = keptFor((_story: Story) => new Map<string, readonly TaskStory[]>());

/** The tasks that were made in the same place by the same task, this one too. */
export function tasksLike(story: Story, worker: TaskStory): readonly TaskStory[] {
  if (worker.createdAt === null || worker.id === story.main) return [];
  const known = crews(story);
  const key = `${worker.creator} ${placeKey(worker.createdAt)} ${worker.coroutine}`;
  const crew = known.get(key) ?? madeBy(story, worker.creator).filter((each) => isAlike(each, worker));
  known.set(key, crew);
  return crew;
}

/** Made by the same task in the same place, or of the same function; a harness makes them where nobody looks. */
export function isAlike(a: TaskStory, b: TaskStory): boolean {
  if (a.creator !== b.creator) return false;
  if (a.createdAt === null || b.createdAt === null) return a.createdAt === b.createdAt;
  return samePlace(a.createdAt, b.createdAt) || (a.coroutine === b.coroutine && a.coroutine !== "<anonymous>");
}
