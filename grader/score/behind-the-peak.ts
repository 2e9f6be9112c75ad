import type { Run } from "../sandbox/index.ts";
import type { Scenario } from "../spec/index.ts";
import { explainTooMany } from "./check-peak.ts";
import type { Finding } from "./grade.ts";
import { peakOfRequests } from "./peak.ts";

/** Longer lists are not put in another order. */
const mostRequests = 500;

/**
 * Why lines or items came in the wrong order, when as many requests went out at once as may not: with as many as may be, the answers would have come in just
 * the order that is expected. Null when they would not, or no more than that went out.
 * @param places for each line or item the place where it should be; one for each request
 */
export function explainByPeak(
  run: Run,
  { checks }: Scenario,
  places: readonly number[],
): Pick<Finding, "message" | "hint" | "at"> | null {
  const most = checks.flatMap((check) =>
    check.kind === "peak" && check.of === "requests" ? (check.atMost ?? []) : [],
  );
  const [limit] = most;
  if (limit === undefined || limit < 1 || run.requests.length !== places.length) return null;
  if (places.length > mostRequests) return null;
  const { excess } = peakOfRequests(run, limit);
  if (excess === null) return null;
  const came = ranks(run.requests.map(({ endMs }) => endMs));
  const due = ranks(endsUnder(run, limit));
  if (came === null || due === null || !came.every((rank, i) => places[rank] === due[i])) return null;
  const cause = explainTooMany(run, { atMs: excess.atMs, limit, model: null });
  const at = cause?.at ?? excess.at;
  return {
    message:
      `With ${limit === 1 ? "1 request" : `no more than ${limit} requests`} in flight at once the answers would have come in the expected order.` +
      (cause === null ? "" : ` ${cause.message}`),
    hint: cause?.hint ?? "What holds a request back until it may be sent?",
    at,
  };
}

/** When each would have been answered, had each been sent when there was room for it. */
function endsUnder({ requests }: Run, limit: number): (number | null)[] {
  const busyUntil = Array.from({ length: Math.min(limit, requests.length) }, () => 0);
  return requests.map(({ startMs, endMs }) => {
    if (endMs === null) return null;
    const next = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[next] = Math.max(busyUntil[next]!, startMs) + endMs - startMs;
    return busyUntil[next]!;
  });
}

/** Null when two came at one moment, or one not at all. */
function ranks(moments: readonly (number | null)[]): readonly number[] | null {
  const known = moments.filter((each) => each !== null);
  if (known.length < moments.length || new Set(known).size < known.length) return null;
  const inOrder = known.toSorted((a, b) => a - b);
  return known.map((each) => inOrder.indexOf(each));
}
