import type { Run } from "../sandbox/index.ts";
import type { Stretch } from "./critical-path.ts";
import { hasFailed } from "./hasty-retry.ts";
import type { Part } from "./visits.ts";

/** Rounds of which each but the last failed: nobody knows before that a next one is needed. */
export function isTriedAgain(run: Run, { visits }: Part): boolean {
  const tries = visits.filter(({ stretches }) => stretches.some(({ wait }) => wait.kind !== "sleep" || wait.cut));
  return tries.length > 1 && tries.slice(0, -1).every(({ stretches }) => hasFailedIn(run, stretches));
}

/** A time limit ended what was waited for, its task failed, or the last request that it sent. */
export function hasFailedIn({ tasks, requests }: Run, stretches: readonly Stretch[]): boolean {
  if (stretches.some(({ wait }) => wait.cut)) return true;
  const last = stretches.at(-1)!;
  const [fromMs, toMs] = [stretches[0]!.fromUs / 1000, last.toUs / 1000];
  const isOwn = ({ task }: { readonly task: number }) => stretches.some((stretch) => stretch.task === task);
  const sent = requests.filter((each) => isOwn(each) && each.startMs >= fromMs && each.startMs < toMs);
  const failed = tasks.find(({ id }) => id === last.task);
  return (failed?.state === "failed" && failed.endedMs === toMs) || (sent.length > 0 && hasFailed(sent.at(-1)!));
}
