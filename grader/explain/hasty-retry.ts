import { showDuration } from "../values/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Explanation } from "./explanation.ts";

/** More pauses than this are not listed. */
const mostShown = 6;

interface Retry {
  readonly failed: RequestRecord;
  readonly again: RequestRecord;
  readonly pauseMs: number;
}

/** Tries that came at once after one that failed, with the same pause however often it failed, or after pauses that are too short. */
export function findHastyRetry(run: Run): Explanation | null {
  for (const retries of retriesByTarget(run.requests)) {
    const { failed, again } = retries[0]!;
    const at = again.at ?? failed.at;
    const where = at === null ? "the request" : `the request on line ${at.line}`;
    const hurried = retries.filter(({ pauseMs }) => pauseMs === 0);
    const times = hurried.length === 1 ? "once" : `${hurried.length} times`;
    if (hurried.length > 0) {
      return {
        code: "retry-at-once",
        message: `After a failure ${where} was sent again at once, ${times}.`,
        hint: "What does a service need that has just failed, before it is asked again? And when it fails once more?",
        at,
        costMs: 0,
      };
    }
    const pauses = retries.map(({ pauseMs }) => Math.round(pauseMs * 1000) / 1000);
    const steady = new Set(pauses).size === 1;
    const backsOff = pauses.every((pause, i) => i === 0 || pause >= 2 * pauses[i - 1]!);
    if (retries.length > 1 && (steady || !backsOff)) {
      return {
        code: steady ? "retry-steady" : "retry-pauses",
        message: steady
          ? `After each failure ${where} was sent again ${showDuration(pauses[0]!)} later, however often it had failed.`
          : `The pauses before ${where} was sent again were ${pauses.slice(0, mostShown).map(showDuration).join(", ")}${pauses.length > mostShown ? ", …" : ""}.`,
        hint: steady
          ? "Should the pause stay the same from try to try?"
          : "How long should each pause be, compared with the one before?",
        at,
        costMs: 0,
      };
    }
  }
  return null;
}

/** Each list: the tries of one request of one task, one after the other. */
function retriesByTarget(requests: readonly RequestRecord[]): Retry[][] {
  const last = new Map<string, RequestRecord>();
  const found = new Map<string, Retry[]>();
  for (const request of requests) {
    const key = JSON.stringify([request.task, request.method, request.url]);
    const before = last.get(key);
    last.set(key, request);
    if (before === undefined || before.endMs === null || !hasFailed(before)) continue;
    const retry = { failed: before, again: request, pauseMs: request.startMs - before.endMs };
    const same = found.get(key);
    if (same === undefined) found.set(key, [retry]);
    else same.push(retry);
  }
  return [...found.values()];
}

/** Which answers are worth another try is the exercise's to say: whoever sends the same once more takes this one for one. */
export function hasFailed({ outcome, status }: RequestRecord): boolean {
  return outcome === "failed" || (status !== null && status >= 400);
}
