import type { RequestRecord } from "../sandbox/index.ts";
import type { Wait } from "./story.ts";

/** `await fetch(…)` is a native await, with a request of its task in flight all the while. */
export function isRequestWait(wait: Wait, requests: readonly RequestRecord[]): boolean {
  if (wait.kind !== "native") return wait.kind === "request";
  return requests.some(
    (request) =>
      request.task === wait.task &&
      micros(request.startMs) <= wait.beganUs &&
      (request.endMs === null || micros(request.endMs) >= wait.endedUs),
  );
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
