import type { Run } from "../../sandbox/index.ts";
import type { Model } from "./model.ts";

type Requests = Run["requests"];

/**
 * Enough of the requests that the solution has in flight at once were over before most of this run's were: that some queued then, as they may have to in the
 * solution, too, is not why others were missing.
 * @param atLeast how many requests should be in flight at once
 */
export function isOverBefore({ requests }: Run, model: Model, atLeast: number): boolean {
  const key = ({ method, url }: Requests[number]) => `${method} ${url}`;
  const own = mostTogether(requests);
  const sinceMs = Math.max(...own.map(({ startMs }) => startMs));
  const together = new Set(mostTogether(model.requests).map(key));
  const over = requests.filter(({ endMs }) => endMs !== null && endMs <= sinceMs).map(key);
  const missing = new Set(over.filter((each) => together.has(each)));
  return missing.size > 0 && own.length + missing.size >= atLeast;
}

/** Of more requests only the first are looked at. */
const mostMoments = 300;

/** Those in flight at the first moment at which most of them are. */
function mostTogether(requests: Requests): Requests {
  const flyingAt = (ms: number) =>
    requests.filter(({ startMs, endMs }) => startMs <= ms && (endMs === null || endMs > ms));
  const moments = requests.slice(0, mostMoments).map(({ startMs }) => flyingAt(startMs));
  return moments.reduce((most, each) => (each.length > most.length ? each : most), []);
}
