import type { Position } from "../../values/index.ts";
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

interface Alike {
  readonly all: readonly TaskStory[];
  readonly bySource: ReadonlyMap<string, readonly TaskStory[]>;
  /** Of these nobody knows where they would have taken something from. */
  readonly withoutSource: readonly TaskStory[];
}

const kept = keptFor((_story: Story) => ({
  alike: new Map<string, Alike>(),
  crews: new Map<string, readonly TaskStory[]>(),
}));

/** The tasks that were made in the same place by the same task, or of the same function, and take from the same queues, this one too. */
export function tasksLike(story: Story, worker: TaskStory): readonly TaskStory[] {
  if (worker.createdAt === null || worker.id === story.main) return [];
  const { alike, crews } = kept(story);
  const key = `${worker.creator} ${placeKey(worker.createdAt)} ${worker.coroutine}`;
  let made = alike.get(key);
  if (made === undefined)
    alike.set(key, (made = alikeOf(madeBy(story, worker.creator).filter((each) => isMadeAlike(each, worker)))));
  if (worker.sources.size === 0) return made.all;
  const own = `${key} ${[...worker.sources].join()}`;
  let crew = crews.get(own);
  if (crew === undefined) {
    const sharing = [...worker.sources].flatMap((what) => made.bySource.get(what) ?? []);
    const members = new Set([...sharing, ...made.withoutSource]);
    crews.set(own, (crew = [...members].toSorted((a, b) => a.createdRow - b.createdRow)));
  }
  return crew;
}

function alikeOf(all: readonly TaskStory[]): Alike {
  const bySource = new Map<string, TaskStory[]>();
  for (const task of all) {
    for (const what of task.sources) {
      const same = bySource.get(what);
      if (same === undefined) bySource.set(what, [task]);
      else same.push(task);
    }
  }
  return { all, bySource, withoutSource: all.filter(({ sources }) => sources.size === 0) };
}

/**
 * Made by the same task in the same place, or of the same function; a harness makes them where nobody looks. Who takes from other queues does other work,
 * though a function that makes them all may stand in one place.
 */
export function isAlike(a: TaskStory, b: TaskStory): boolean {
  return isMadeAlike(a, b) && !takesElsewhere(a, b);
}

function isMadeAlike(a: TaskStory, b: TaskStory): boolean {
  if (a.creator !== b.creator) return false;
  if (a.createdAt === null || b.createdAt === null) return a.createdAt === b.createdAt;
  return samePlace(a.createdAt, b.createdAt) || (a.coroutine === b.coroutine && a.coroutine !== "<anonymous>");
}

function takesElsewhere(a: TaskStory, b: TaskStory): boolean {
  if (a.sources.size > b.sources.size) return takesElsewhere(b, a);
  for (const what of a.sources) if (b.sources.has(what)) return false;
  return a.sources.size > 0;
}
