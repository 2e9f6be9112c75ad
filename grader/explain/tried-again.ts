import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Stretch } from "./critical-path.ts";
import { hasFailed } from "./hasty-retry.ts";
import type { Part } from "./visits.ts";

/** Rounds of which each but the last failed, and that ask for the same: nobody knows before that a next one is needed. */
export function isTriedAgain(run: Run, { visits }: Part): boolean {
  const tries = visits.filter(({ stretches }) => stretches.some(({ wait }) => wait.kind !== "sleep" || wait.cut));
  const sent = new Set(tries.flatMap(({ stretches }) => lastSentIn(run, stretches)?.url ?? []));
  return tries.length > 1 && sent.size < 2 && tries.slice(0, -1).every(({ stretches }) => hasFailedIn(run, stretches));
}

/** A time limit ended what was waited for, its task failed, or the last request that it sent. */
export function hasFailedIn(run: Run, stretches: readonly Stretch[]): boolean {
  if (stretches.some(({ wait }) => wait.cut)) return true;
  const last = stretches.at(-1)!;
  const sent = lastSentIn(run, stretches);
  const failed = run.tasks.find(({ id }) => id === last.task);
  return (failed?.state === "failed" && failed.endedMs === last.toUs / 1000) || (sent !== undefined && hasFailed(sent));
}

/** By a task that the stretches went by in, or one that it had made: a time limit puts what it is given into a task. */
function lastSentIn({ requests, tasks }: Run, stretches: readonly Stretch[]): RequestRecord | undefined {
  const [fromMs, toMs] = [stretches[0]!.fromUs / 1000, stretches.at(-1)!.toUs / 1000];
  const creators = new Map(tasks.map(({ id, creator }) => [id, creator]));
  const isOwn = ({ task }: RequestRecord) =>
    stretches.some((stretch) => stretch.task === task || stretch.task === creators.get(task));
  return requests.findLast((each) => isOwn(each) && each.startMs >= fromMs && each.startMs < toMs);
}
