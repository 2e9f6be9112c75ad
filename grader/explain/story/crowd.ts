import type { Position } from "../../values/index.ts";
import { firstNotBefore } from "./in-order.ts";
import { keptFor } from "./kept-for.ts";
import { placeKey } from "./place.ts";
import type { TaskStory } from "./story.ts";

/** How many there are from a moment on, in the order of time. */
type Course = readonly { readonly us: number; readonly count: number }[];

const courses = keptFor((_task: TaskStory) => new Map<string, Course>());

/** How many running calls of a task stood in one await at a moment. */
export function crowdAt(task: TaskStory, at: Position, us: number): number {
  const known = courses(task);
  const key = placeKey(at);
  let course = known.get(key);
  if (course === undefined) known.set(key, (course = courseOf(task, key)));
  return course[firstNotBefore(course, (each) => each.us <= us) - 1]?.count ?? 0;
}

function courseOf({ waits }: TaskStory, key: string): Course {
  const changes = waits.flatMap(({ beganUs, endedUs, frames }) => {
    const own = frames.filter(({ at }) => placeKey(at) === key);
    return own.flatMap(({ frame }) => [
      { us: beganUs, frame, change: 1 },
      { us: endedUs, frame, change: -1 },
    ]);
  });
  const course: { us: number; count: number }[] = [];
  const open = new Map<number, number>();
  for (const { us, frame, change } of changes.toSorted((a, b) => a.us - b.us)) {
    const now = (open.get(frame) ?? 0) + change;
    if (now === 0) open.delete(frame);
    else open.set(frame, now);
    const last = course.at(-1);
    if (last?.us === us) last.count = open.size;
    else course.push({ us, count: open.size });
  }
  return course;
}
