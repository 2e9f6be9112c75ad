import type { Explanation } from "../explanation.ts";
import { explainTakers, type Rounds } from "../lost-time/sharing.ts";
import { tasksLike } from "../story/crew.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { firstNotBefore } from "../story/in-order.ts";
import type { Model } from "./model.ts";
import { placeKey } from "../story/place.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { tasksThatDo } from "./same-work.ts";
import { isWork } from "./work-order.ts";

/**
 * Tasks of one function that take from a queue, fewer than the solution has, one of which had so many rounds that those after its longest make up what was lost; null
 * when there are none. Needed where a later stage hides it: whoever waits for the last piece waits for that stage, too.
 */
export function findFewerConsumers(story: Story, model: Model, lostUs: number): Explanation | null {
  const workers = [...story.tasks.values()].filter(
    (task) => task.id !== story.main && task.coroutine !== "<anonymous>" && isTaker(story, task),
  );
  const byName = new Map(groupedBy(workers, ({ coroutine }) => coroutine).map((own) => [own[0]!.coroutine, own]));
  const crews = new Set(
    workers.map((worker) => (worker.createdAt === null ? byName.get(worker.coroutine)! : tasksLike(story, worker))),
  );
  const found = [...crews].flatMap((crew) => {
    const works = crew.flatMap(({ waits }) => waits.filter(isWork));
    const doers = tasksThatDo(model, works);
    const theirs = model.tasks.filter(
      ({ id, coroutine }) => coroutine === crew[0]!.coroutine && doers?.has(id) !== false,
    ).length;
    return theirs > crew.length ? crew.flatMap((worker) => roundsOf(story, worker) ?? []) : [];
  });
  const [most] = found
    .filter(({ rounds: { us, longestUs } }) => us - longestUs >= lostUs)
    .toSorted((a, b) => b.rounds.us - b.rounds.longestUs - (a.rounds.us - a.rounds.longestUs));
  return most === undefined ? null : explainTakers(story, most.worker, most.rounds);
}

/** It waits for the queue, or takes without waiting what lies there. */
function isTaker({ awaits }: Story, { sources, waits }: TaskStory): boolean {
  return sources.size > 0 || waits.some(({ frames }) => frames.some(({ at }) => awaits.takes(at) === "queue"));
}

/** Those that it came back to most of the time, when it had the next piece at once: somebody had put it there before. */
function roundsOf(story: Story, worker: TaskStory): { worker: TaskStory; rounds: Rounds } | null {
  const works = worker.waits.filter((wait) => isWork(wait) && wait.frames.length > 0);
  const [longest] = groupedBy(works, ({ frames }) => placeKey(frames.at(-1)!.at)).toSorted(
    (a, b) => sumOf(b) - sumOf(a),
  );
  if (longest === undefined || !longest.some((work, i) => i > 0 && isNextAtOnce(worker, longest[i - 1]!, work)))
    return null;
  const crew = tasksLike(story, worker).length;
  return {
    worker,
    rounds: {
      crew: crew > 1 ? { what: "tasks", count: crew, made: worker.createdAt } : null,
      place: longest[0]!.frames.at(-1)!.at,
      times: longest.length,
      us: sumOf(longest),
      longestUs: Math.max(...longest.map(({ beganUs, endedUs }) => endedUs - beganUs)),
    },
  };
}

/** It was never idle between two pieces: what it did else, or a lock that it had to queue for, is a part of its round. */
function isNextAtOnce({ waits }: TaskStory, before: Wait, next: Wait): boolean {
  const first = firstNotBefore(waits, ({ endedRow }) => endedRow <= before.endedRow);
  let us = before.endedUs;
  for (let i = first; i < waits.length && waits[i]!.endedRow <= next.beganRow; i++) {
    if (!isWork(waits[i]!) && waits[i]!.kind !== "lock") continue;
    if (waits[i]!.beganUs > us) return false;
    us = waits[i]!.endedUs;
  }
  return us === next.beganUs;
}

function sumOf(waits: readonly Wait[]): number {
  return waits.reduce((sum, { beganUs, endedUs }) => sum + endedUs - beganUs, 0);
}
