import { showDuration } from "../../values/index.ts";
import type { RequestRecord, Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { showLines } from "../story/place.ts";

/**
 * Requests that went out one after the other although no await of the submission's own led from one to the next: a chain of `then`, which
 * leaves nothing in the trace but the requests.
 */
export function findRequestChain({ requests }: Run): Explanation | null {
  const sent = requests.filter(isAnswered).toSorted((a, b) => a.startMs - b.startMs);
  if (sent.length < 2 || sent.length < requests.length) return null;
  if (sent.some((request, i) => i > 0 && request.startMs < sent[i - 1]!.endMs)) return null;
  const lengths = sent.map((request) => request.endMs - request.startMs);
  const sum = lengths.reduce((all, each) => all + each, 0);
  const longest = Math.max(...lengths);
  const [{ at }] = sent as [RequestRecord];
  if (at === null) return null;
  const places = sent.flatMap((request) => (request.at === null ? [] : [request.at]));
  return {
    code: "sequential-awaits",
    message:
      `The ${sent.length} requests of ${showLines(places)} were sent one after the other, each when the one before had its answer: ` +
      `${showDuration(sum)} in all. Side by side they would take ${showDuration(longest)}.`,
    hint: "What does each request wait for before it is sent? If it needs no other answer, it can be sent at once.",
    at,
    costMs: sum - longest,
  };
}

/** Whoever called it off went on for that reason. */
function isAnswered(request: RequestRecord): request is RequestRecord & { readonly endMs: number } {
  return request.endMs !== null && request.outcome !== "aborted";
}
