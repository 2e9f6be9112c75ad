import type { Run } from "../../sandbox/index.ts";
import { explainQueue } from "./blocked.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { firstNotBefore } from "../story/in-order.ts";
import type { Queue } from "../story/queued-for.ts";
import { requestsOf } from "../story/requests-by.ts";
import { tellStory, type Wait } from "../story/story.ts";

/**
 * A lock or semaphore for which somebody queued before sending a request, while as many others did so, or had theirs in flight, as should be at once: then
 * that queue is why there were fewer. Null when there was no such moment.
 * @param atLeast how many requests should be in flight at once
 */
export function explainHeldBack(run: Run, atLeast: number): Explanation | null {
  if (isCutOff(run)) return null;
  const story = tellStory(run);
  const senders = story.waits.filter((wait) => isQueue(wait) && isBeforeSending(run, wait));
  const moment = crowdedMoment(run, senders, atLeast);
  if (moment === null) return null;
  const then = senders.filter(({ beganUs, endedUs }) => beganUs <= moment && endedUs > moment);
  const [most] = groupedBy(then, ({ what }) => what).toSorted((a, b) => b.length - a.length);
  const queue = senders.filter(({ what }) => what === most![0]!.what).toSorted((a, b) => a.beganRow - b.beganRow);
  return explainQueue(run, story, queue as unknown as Queue);
}

function isQueue({ kind, cut, beganUs, endedUs, frames }: Wait): boolean {
  return (kind === "lock" || kind === "semaphore") && !cut && endedUs > beganUs && frames.length > 0;
}

/** The moment when it ends, the task sends a request. */
function isBeforeSending({ requests }: Run, { task, endedUs }: Wait): boolean {
  const own = requestsOf(requests, task);
  const next = own[firstNotBefore(own, ({ startMs }) => micros(startMs) < endedUs)];
  return next !== undefined && micros(next.startMs) === endedUs;
}

/** The first moment at which so many are in flight, or would be if nobody queued; null when there is none. In µs. */
function crowdedMoment({ requests, endMs }: Run, queued: readonly Wait[], atLeast: number): number | null {
  const stays = [
    ...requests.map((each) => ({ fromUs: micros(each.startMs), toUs: micros(each.endMs ?? endMs) })),
    ...queued.map(({ beganUs, endedUs }) => ({ fromUs: beganUs, toUs: endedUs })),
  ];
  // What ends at an instant makes room for what begins then.
  const changes = stays
    .filter(({ fromUs, toUs }) => toUs > fromUs)
    .flatMap(({ fromUs, toUs }) => [
      { us: fromUs, change: 1 },
      { us: toUs, change: -1 },
    ])
    .toSorted((a, b) => a.us - b.us || a.change - b.change);
  let now = 0;
  for (const { us, change } of changes) {
    now += change;
    if (now >= atLeast) return us;
  }
  return null;
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
