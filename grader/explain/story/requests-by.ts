import type { RequestRecord } from "../../sandbox/index.ts";
import { groupedBy } from "./grouped-by.ts";
import { firstNotBefore } from "./in-order.ts";
import { keptFor } from "./kept-for.ts";
import type { Wait } from "./story.ts";

const byTask = keptFor(
  (requests: readonly RequestRecord[]): ReadonlyMap<number, readonly RequestRecord[]> =>
    new Map(groupedBy(requests, ({ task }) => task).map((own) => [own[0]!.task, own])),
);

/** In the order sent. */
export function requestsOf(requests: readonly RequestRecord[], task: number): readonly RequestRecord[] {
  return byTask(requests).get(task) ?? [];
}

const byEnd = keptFor((requests: readonly RequestRecord[]): ReadonlyMap<string, RequestRecord> => {
  const ended = requests.flatMap((request) => (request.endMs === null ? [] : [{ request, us: micros(request.endMs) }]));
  // The first of several that ended together.
  return new Map(ended.toReversed().map(({ request, us }) => [`${request.task} ${us}`, request]));
});

/** The first that a task had sent and that ended at that moment. */
export function requestEndedAt(
  requests: readonly RequestRecord[],
  task: number,
  us: number,
): RequestRecord | undefined {
  return byEnd(requests).get(`${task} ${us}`);
}

/** More that were sent before a wait began are not looked at: their answers came long ago. */
const mostLooked = 50;

/** `await fetch(…)` is a native await, with a request of its task in flight all the while. */
export function isRequestWait(wait: Wait, requests: readonly RequestRecord[]): boolean {
  if (wait.kind !== "native") return wait.kind === "request";
  const own = requestsOf(requests, wait.task);
  const sent = firstNotBefore(own, ({ startMs }) => micros(startMs) <= wait.beganUs);
  return own
    .slice(Math.max(0, sent - mostLooked), sent)
    .some(({ endMs }) => endMs === null || micros(endMs) >= wait.endedUs);
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
