import { showDuration } from "../values/index.ts";
import {
  type Besides,
  explainEagerCalls,
  explainEarly,
  explainElapsed,
  explainInlineCall,
  explainHeldBack,
  explainLimiter,
  explainTime,
  explainUnfinished,
  explainUnstarted,
  explainWentOnTooLong,
  namesMended,
  isOverBefore,
  mostAtOnce,
  nothing,
  placeAtMended,
  requestKey,
  toldBy,
  type Work,
} from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import type { Finding } from "./grade.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { peakOfRequests, peakOfTasks } from "./peak.ts";

type PeakCheck = Extract<Check, { kind: "peak" }>;

const hintForNone = {
  tasks:
    "A coroutine that is awaited directly runs inside its caller's task. Only createTask and similar calls turn it into a task.",
  requests: "Which line should send a request, and is that line reached?",
};

const hintForFew = {
  tasks: "Which part of the work should be a task of its own, and is it made before the others are done?",
  requests: "Which of them could be started before the others are done?",
};

const hintForTooMany = {
  tasks: {
    none: "What is this task for, and does that need a task of its own?",
    fewer: "Does each piece of work need its own task from the start? A few tasks can share the work.",
  },
  requests: {
    none: "Why is a request sent at all?",
    fewer: "What decides here how many requests may be in flight, and when the next one may be sent?",
  },
};

const hintForUnlimited = "What makes the next request wait until it is its turn? Nothing does yet.";

const hintForTwice = "The same address is requested more than once at the same time. Would one answer be enough?";

/** All requests were sent before the first one had ended: nothing held any of them back. */
function isUnlimited({ requests }: Run): boolean {
  const lastSent = Math.max(...requests.map(({ startMs }) => startMs));
  return requests.every(({ endMs }) => endMs === null || endMs > lastSent);
}

interface Moment extends Pick<Besides, "model" | "mended"> {
  readonly atMs: number;
  readonly limit: number;
}

/** Why more requests are in flight than may be, when the submission has something that was to prevent that. */
export function explainTooMany(
  run: Run,
  { atMs, limit, model, mended }: Moment,
): Pick<Finding, "message" | "hint" | "at"> | null {
  const us = micros(atMs);
  const all = worksOf(run.requests, run.endMs);
  const now = all.filter(({ fromUs, toUs }) => fromUs <= us && toUs > us);
  const limited = limitedBy(run, model);
  return toldBy<Pick<Finding, "message" | "hint" | "at">>(mended, [
    () => explainUnstarted(run),
    () => (limited === null ? null : explainLimiter(run, limited, { works: now, us, limit }, mended)),
  ]);
}

/** What has to pass a limit; null for nothing: of what needs no place in the solution's run, and of what is no more at once than there, nobody asks that. */
function limitedBy({ requests, endMs }: Run, model: Besides["model"]): Work[] | null {
  const under = model?.underPlace ?? null;
  if (model === null || under === null) return worksOf(requests, endMs);
  const isUnder = (request: RequestRecord): boolean => under.has(requestKey(request));
  const own = worksOf(requests.filter(isUnder), endMs);
  const theirs = worksOf(model.requests.filter(isUnder), model.elapsedMs ?? endMs);
  return mostOf(own) > mostOf(theirs) ? own : null;
}

function worksOf(requests: readonly RequestRecord[], atEndMs: number): Work[] {
  return requests.map(({ task, startMs, endMs }) => ({
    task,
    fromUs: micros(startMs),
    toUs: micros(endMs ?? atEndMs),
  }));
}

function mostOf(works: readonly Work[]): number {
  return mostAtOnce(works.map(({ fromUs, toUs }) => ({ beganUs: fromUs, endedUs: toUs })));
}

/** Whether of the requests in flight at this moment two are alike. */
function isTwice({ requests }: Run, atMs: number): boolean {
  const flying = requests.filter(({ startMs, endMs }) => startMs <= atMs && (endMs === null || endMs > atMs));
  return new Set(flying.map(({ method, url, body }) => JSON.stringify([method, url, body]))).size < flying.length;
}

/** Whether more went on at once than may. */
export function isPeakTooHigh({ of, atMost }: PeakCheck, run: Run): boolean {
  return atMost !== null && (of === "requests" ? peakOfRequests : peakOfTasks)(run, atMost).excess !== null;
}

/** Causes that hold others back. */
const queues = new Set(["narrow-limit", "lock-held", "place-lost"]);

export function checkPeak(check: PeakCheck, run: Run, besides: Besides = nothing): CheckOutcome {
  const { model, mended } = besides;
  const limit = check.atMost ?? Number.POSITIVE_INFINITY;
  const { most, excess } = (check.of === "requests" ? peakOfRequests : peakOfTasks)(run, limit);
  const there =
    check.of === "requests" ? `${counted(most, "request")} in flight at once` : `${counted(most, "task")} at once`;
  if (excess !== null) {
    const line = excess.at === null ? "the code" : `line ${excess.at.line}`;
    const when = `At ${showDuration(excess.atMs)} ${line} ${check.of === "requests" ? "sent" : "made"}`;
    const told =
      limit === 0
        ? `${there}; there should be none. ${when} one.`
        : `${there}; at most ${limit} may be. ${when} one more while ${limit} ${limit === 1 ? "was" : "were"} still running.`;
    const isAsked = check.of === "requests" && limit > 0;
    const isAgain = isAsked && isTwice(run, excess.atMs);
    const isHeldBack = isAsked && !isAgain;
    const found = toldBy<Pick<Finding, "message" | "hint" | "at">>(mended, [
      () => (isHeldBack && model !== null ? explainWentOnTooLong(run, model, excess.atMs) : null),
      () => (isHeldBack ? explainTooMany(run, { atMs: excess.atMs, limit, model, mended }) : null),
      () => (model === null || limit === 0 ? null : explainEarly(run, model, excess.atMs, mended)),
    ]);
    const at = placeAtMended(mended, [found?.at, excess.at]);
    // Who is one too many stands where it was mended: what tells of other lines only is not why.
    const isElsewhere = found !== null && at !== found.at && mended != null && !namesMended(mended, found);
    const cause = isElsewhere && !("isUnpassed" in found) ? null : found;
    const own = isAgain
      ? hintForTwice
      : isAsked && isUnlimited(run)
        ? hintForUnlimited
        : hintForTooMany[check.of][limit === 0 ? "none" : "fewer"];
    return failed({
      code: "peak-too-high",
      message: cause === null ? told : `${told} ${cause.message}`,
      hint: cause?.hint ?? own,
      at,
    });
  }
  if (check.atLeast !== null && most < check.atLeast) {
    const unfinished = most === 0 ? explainUnfinished(run) : null;
    const isAsked = check.of === "requests" && most > 0;
    const isApart = isAsked && model !== null && isOverBefore(run, model, check.atLeast);
    const heldBack = isAsked && !isApart ? explainHeldBack(run, check.atLeast) : null;
    const apart = isApart ? explainTime(run).filter(({ code }) => !queues.has(code)) : [];
    const told = toldBy<Pick<Finding, "message" | "hint" | "at">>(mended, [
      () => unfinished,
      () => heldBack,
      ...apart.slice(0, mended == null ? 1 : apart.length).map((cause) => () => cause),
      () => (check.of === "tasks" ? explainEagerCalls(run) : null),
      () => (most === 0 ? null : explainElapsed(run, null, { ...nothing, mostAtOnce: besides.mostAtOnce, mended })),
      () => (check.of === "tasks" && most > 0 ? explainInlined(run) : null),
    ]);
    const what = `${there}; at least ${check.atLeast} should be.`;
    const outcome = failed({
      code: "peak-too-low",
      message: [what, told?.message ?? ""].join(" ").trimEnd(),
      hint: told?.hint ?? (most === 0 ? hintForNone[check.of] : hintForFew[check.of]),
      at: told?.at ?? null,
    });
    // Who queued just before sending is why there were so few, whatever cost the time.
    const isQueue = heldBack !== null && (mended == null || namesMended(mended, heldBack));
    return isAsked && !isQueue ? { ...outcome, few: what } : outcome;
  }
  return passed;
}

/** What runs in tasks elsewhere was also awaited where it stands. */
function explainInlined(run: Run): Pick<Finding, "message" | "hint" | "at"> | null {
  const own = new Set(run.tasks.slice(1).map(({ coroutine }) => coroutine));
  return explainInlineCall(run, (name) => own.has(name));
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}

function counted(n: number, word: string): string {
  return n === 1 ? `1 ${word}` : `${n} ${word}s`;
}
