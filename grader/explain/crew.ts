import type { Position } from "../values/index.ts";
import { samePlace } from "./place.ts";
import type { Story, TaskStory } from "./story.ts";
import type { Part, Visit } from "./visits.ts";

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
  const calls = Math.max(...visits.map((visit) => callsBeside(worker, visit)));
  const { steps } = stretches[0]!;
  const own = steps.slice(0, steps.indexOf(step)).findLast(({ task }) => task === step.task);
  return calls > 1 && own !== undefined ? { what: "calls", count: calls, made: own.at } : null;
}

/** The tasks that were made in the same place by the same task, this one too. */
export function tasksLike(story: Story, worker: TaskStory): TaskStory[] {
  if (worker.createdAt === null || worker.id === story.main) return [];
  return [...story.tasks.values()].filter((each) => isAlike(each, worker));
}

/** Made by the same task in the same place, or of the same function; a harness makes them where nobody looks. */
export function isAlike(a: TaskStory, b: TaskStory): boolean {
  if (a.creator !== b.creator) return false;
  if (a.createdAt === null || b.createdAt === null) return a.createdAt === b.createdAt;
  return samePlace(a.createdAt, b.createdAt) || (a.coroutine === b.coroutine && a.coroutine !== "<anonymous>");
}

/** Running calls that stood in the same await when the visit began, this one too. */
function callsBeside({ waits }: TaskStory, { step, stretches }: Visit): number {
  const us = stretches[0]!.fromUs;
  const frames = new Set<number>();
  for (const { beganUs, endedUs, frames: stack } of waits) {
    if (beganUs > us || endedUs <= us) continue;
    for (const { frame, at } of stack) if (samePlace(at, step.at)) frames.add(frame);
  }
  return frames.size;
}
