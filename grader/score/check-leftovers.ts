import {
  type Besides,
  callerOfRequest,
  endlessRound,
  explainBegunOutside,
  explainFellowsCancelled,
  explainPending,
  explainTimeWasUp,
  explainUnreached,
  isIdle,
  isMendedLine,
  nothing,
  plainCallOfRequest,
  samePlace,
  type Explanation,
} from "../explain/index.ts";
import type { Position } from "../values/index.ts";
import type { Leftover, RequestRecord, Run } from "../sandbox/index.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

/** More than these are counted, not named. */
const MOST_NAMED = 4;

/** No task pending, no timer set, no request in flight at the end. A lock that is still held blocks nobody any more. */
export function checkLeftovers(run: Run, { mended = null }: Besides = nothing): CheckOutcome {
  const left = run.leftovers.filter((each) => each.kind !== "held");
  const first = left.find(({ at }) => mended !== null && at !== null && isMendedLine(mended, at)) ?? left[0];
  if (first === undefined) return passed;
  const others = left
    .filter((each) => each !== first)
    .slice(0, MOST_NAMED - 1)
    .map((each) => `${each.what}${each.at === null ? "" : ` (line ${each.at.line})`}`);
  if (left.length > MOST_NAMED) others.push(`${left.length - MOST_NAMED} more`);
  const more = others.length === 0 ? "" : `; also ${others.join("; ")}`;
  const cause = explainPlainCall(run, first) ?? explainTask(run, first);
  return failed({
    code: `leftover-${first.kind}`,
    message: `left behind at the end: ${first.what}${more}${cause === null ? "" : `. ${cause.message}`}`,
    hint:
      cause?.hint ??
      (first.kind === "timer"
        ? first.what.startsWith("sleep")
          ? "Which call does this sleep belong to, and who has to wait for that call to end, or stop it?"
          : "Does anything still need this timer? Clear it, or wait for whatever waits for it."
        : "Before the entry returns, wait for it to finish, or cancel it and wait for it to stop."),
    at: cause?.at ?? first.at ?? openRequestPlace(run, first.what),
  });
}

/**
 * To wait for a task that nothing comes to any more would be to wait forever: who stopped others like it was to stop this one, too. One that was stopped,
 * but waits for a promise, stops only with that.
 */
function explainTask(run: Run, { kind, what, at }: Leftover): Explanation | null {
  if (kind !== "task" || at === null) return null;
  const task = run.tasks.find(
    ({ state, name, coroutine, createdAt }) =>
      state === "pending" &&
      createdAt !== null &&
      samePlace(createdAt, at) &&
      [name, coroutine].some((called) => what.startsWith(`task ${called} `)),
  );
  if (task === undefined) return null;
  const late = explainTimeWasUp(run, task);
  if (late !== null) return late;
  if (isIdle(run, task)) return explainFellowsCancelled(run, task);
  if (endlessRound(run, task) !== null) return explainPending(run, task);
  return explainUnreached(run, task) ?? explainBegunOutside(run, task);
}

/** A request is no task that could be cancelled: what a plain call began ends by itself, or not at all. */
function explainPlainCall(run: Run, { kind, what }: Leftover): Pick<Explanation, "message" | "hint" | "at"> | null {
  const open = kind === "request" ? openRequest(run, what) : undefined;
  const call = open === undefined ? null : plainCallOfRequest(run, open);
  if (call === null) return null;
  return {
    message: `Line ${call.line} began it with a plain call, so that no task of its own runs it, which could be cancelled.`,
    hint: "An async function begins when it is called, whoever waits for it later. What has to be known before that call, and who can stop it?",
    at: call,
  };
}

/** Of a request that is left without the task that sent it. */
function openRequestPlace(run: Run, what: string): Position | null {
  const open = openRequest(run, what);
  return open === undefined ? null : (callerOfRequest(run, open) ?? open.at);
}

function openRequest({ requests }: Run, what: string): RequestRecord | undefined {
  return requests.find(({ endMs, method, url }) => endMs === null && what.includes(`${method} ${url}`));
}
