import type { RequestRecord } from "../../sandbox/index.ts";
import type { Stretch } from "./critical-path.ts";

/** Which request each stretch waited for, of those that waited for one. */
export function requestsOn(
  requests: readonly RequestRecord[],
  stretches: readonly Stretch[],
): ReadonlyMap<Stretch, RequestRecord> {
  const byEnd = new Map<string, RequestRecord>();
  for (const request of requests.toReversed()) {
    if (request.endMs !== null) byEnd.set(`${request.task} ${Math.round(request.endMs * 1000)}`, request);
  }
  const found = new Map<Stretch, RequestRecord>();
  for (const stretch of stretches) {
    const request = stretch.wait.kind === "request" ? byEnd.get(`${stretch.task} ${stretch.toUs}`) : undefined;
    if (request !== undefined) found.set(stretch, request);
  }
  return found;
}
