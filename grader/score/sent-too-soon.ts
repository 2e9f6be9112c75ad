import {
  type Besides,
  callerOfRequest,
  lineOfRequest,
  placeAtMended,
  plainCallOfRequest,
  samePlace,
  showTask,
} from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import { matchesSnapshot, showDuration, type Expected, type Position, type Snapshot } from "../values/index.ts";
import { showSent } from "./request-form.ts";

interface SentTooSoon {
  readonly message: string;
  readonly hint: string;
  readonly at: Position | null;
}

/**
 * A request that went out before another one which should have come first, and is of another kind, had been answered. Null for requests of one kind: which
 * of these goes first depends on nothing that they bring.
 */
export function sentBeforeAnswer(
  run: Run,
  expected: readonly Expected[],
  sent: readonly Snapshot[],
  index: number,
  mended: Besides["mended"] = null,
): SentTooSoon | null {
  const got = run.requests[index]!;
  const own = expected.findIndex((each, place) => place > index && matchesSnapshot(each, sent[index]!));
  for (let place = index; place < own; place++) {
    const other = run.requests.find((_, i) => i > index && matchesSnapshot(expected[place]!, sent[i]!));
    if (other === undefined || isAlike(got, other) || (other.endMs !== null && other.endMs <= got.startMs)) continue;
    const then =
      other.startMs > got.startMs
        ? `was sent only at ${showDuration(other.startMs)}`
        : other.endMs === null
          ? "was never answered"
          : `was answered only at ${showDuration(other.endMs)}`;
    const call = plainCallOfRequest(run, got);
    const begun = call === null ? "" : `, begun by a plain call on line ${call.line}`;
    return {
      message: `${showSent(got)} went out at ${showDuration(got.startMs)}${begun}, and ${showSent(other)} ${then}`,
      hint:
        call === null
          ? "Does the one have to wait for what the other brings? If so, which line waits for that? If not: what decides which of them is sent first?"
          : plainCallHint,
      at: placeAtMended(mended, [call, sender(run, got), lineOfRequest(run, got)]),
    };
  }
  return null;
}

/** A request that should not have been sent, and that went out before the task had failed whose error ended the run; null for all others. */
export function sentBeforeFailure(run: Run, extra: RequestRecord): SentTooSoon | null {
  if (run.outcome.kind !== "threw") return null;
  const { name, message } = run.outcome.error;
  const failed = run.tasks
    .slice(1)
    .find(({ error, state }) => state === "failed" && error?.name === name && error.message === message);
  if (failed === undefined || failed.endedMs === null || failed.id === extra.task) return null;
  if (extra.startMs >= failed.endedMs) return null;
  return {
    message: `It went out at ${showDuration(extra.startMs)}, and ${showTask(failed)}, whose error ended the run, failed only at ${showDuration(failed.endedMs)}`,
    hint: "What has to be known before this request may go out, and which line waits for that?",
    at: sender(run, extra),
  };
}

/** A request that should not have been sent at all, and that went out when a function was called which nothing waited for there. */
export function begunForNothing(run: Run, extra: RequestRecord): SentTooSoon | null {
  const call = plainCallOfRequest(run, extra);
  if (call === null) return null;
  return {
    message: `Line ${call.line} began ${showSent(extra)} with a plain call, at ${showDuration(extra.startMs)}`,
    hint: plainCallHint,
    at: call,
  };
}

/** Whether the line that had a request sent did that with such a call. */
export function isPlainCall(run: Run, request: RequestRecord, caller: Position | null): boolean {
  const call = plainCallOfRequest(run, request);
  return call !== null && caller !== null && samePlace(call, caller);
}

const plainCallHint =
  "An async function begins when it is called, whoever waits for it later. What has to be known before that call?";

/** The call of the function that sent it, when it is one of the submission's own: what the library calls stands where it sends. */
function sender(run: Run, request: RequestRecord): Position | null {
  const caller = callerOfRequest(run, request);
  const isOwn = caller !== null && (run.calls ?? []).some(({ at }) => samePlace(at, caller));
  return isOwn ? caller : lineOfRequest(run, request);
}

/** They differ in one part of their addresses, at most. */
function isAlike(a: RequestRecord, b: RequestRecord): boolean {
  const [left, right] = [a, b].map(({ url }) => url.split(/[/?&=]/)) as [string[], string[]];
  const isSameForm = a.method === b.method && left.length === right.length;
  return isSameForm && left.filter((part, index) => part !== right[index]).length <= 1;
}
