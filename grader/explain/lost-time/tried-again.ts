import type { RequestRecord, Run } from "../../sandbox/index.ts";
import type { Stretch } from "../story/critical-path.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { hasFailed } from "./hasty-retry.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { keptFor } from "../story/kept-for.ts";
import { recordOf } from "../story/task-records.ts";
import type { Part } from "../story/visits.ts";

/** Rounds of which each but the last failed, and that ask for the same: nobody knows before that a next one is needed. */
export function isTriedAgain(run: Run, { visits }: Part): boolean {
  const tries = visits.filter(({ stretches }) => stretches.some(({ wait }) => wait.kind !== "sleep" || wait.cut));
  const sent = new Set(tries.flatMap(({ stretches }) => lastSentIn(run, stretches)?.url ?? []));
  // Whoever sleeps for another time within its time limit has other work to do, and does not try the same again.
  const slept = new Set(tries.flatMap(({ stretches }) => stretches.map(({ wait }) => wait.what)));
  const isSame = sent.size === 1 || (sent.size === 0 && slept.size < 2);
  return tries.length > 1 && isSame && tries.slice(0, -1).every(({ stretches }) => hasFailedIn(run, stretches));
}

/** A time limit ended what was waited for, its task failed, or the last request that it sent. */
export function hasFailedIn(run: Run, stretches: readonly Stretch[]): boolean {
  if (stretches.some(({ wait }) => wait.cut)) return true;
  const last = stretches.at(-1)!;
  const sent = lastSentIn(run, stretches);
  const failed = recordOf(run, last.task);
  return (failed?.state === "failed" && failed.endedMs === last.toUs / 1000) || (sent !== undefined && hasFailed(sent));
}

interface Sent {
  readonly owner: number;
  readonly request: RequestRecord;
  readonly index: number;
}

/** By a task, or by one that it had made: a time limit puts what it is given into a task. */
const sentFor = keptFor((run: Run): ReadonlyMap<number, readonly Sent[]> => {
  const all = run.requests.flatMap((request, index): Sent[] => {
    const owners = new Set([request.task, recordOf(run, request.task)?.creator ?? request.task]);
    return [...owners].map((owner) => ({ owner, request, index }));
  });
  return new Map(groupedBy(all, ({ owner }) => owner).map((own) => [own[0]!.owner, own]));
});

/** For a task that the stretches went by in. */
function lastSentIn(run: Run, stretches: readonly Stretch[]): RequestRecord | undefined {
  const [fromMs, toMs] = [stretches[0]!.fromUs / 1000, stretches.at(-1)!.toUs / 1000];
  let last: Sent | undefined;
  for (const task of new Set(stretches.map((stretch) => stretch.task))) {
    const own = sentFor(run).get(task) ?? [];
    const sent = own[firstNotBefore(own, ({ request }) => request.startMs < toMs) - 1];
    if (sent !== undefined && sent.request.startMs >= fromMs && sent.index >= (last?.index ?? 0)) last = sent;
  }
  return last?.request;
}
