import type { RequestRecord } from "../../sandbox/index.ts";

/** Equal for requests that ask for the same. */
export function requestKey({ method, url, body }: Pick<RequestRecord, "method" | "url" | "body">): string {
  return JSON.stringify([method, url, body]);
}
