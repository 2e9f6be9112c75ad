import {
  type Besides,
  callerOfRepeat,
  explainEarly,
  explainLess,
  explainLostResults,
  explainTriedInVain,
  explainUnawaitedValue,
  explainUnfinished,
  type Explanation,
  hasFailed,
  lineOfRequest,
  lineThatGivesUp,
  nothing,
} from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Check, ExpectedRequest, Scenario } from "../spec/index.ts";
import {
  matchSnapshot,
  matchesSnapshot,
  pairUp,
  showDuration,
  type Expected,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import { explainNarrowKey } from "./narrow-key.ts";
import { placeOfAlike, unsentHint } from "./unasked.ts";
import { meantCancels } from "./meant-cancels.ts";
import { begunForNothing, isPlainCall, sentBeforeAnswer, sentBeforeFailure } from "./sent-too-soon.ts";
import type { Finding } from "./grade.ts";
import { holdsPartOf } from "./lost-parts.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { differenceIn, isUnawaited } from "./request-difference.ts";
import { showSent, showWanted, toExpected, toSnapshot } from "./request-form.ts";

type RequestsCheck = Extract<Check, { kind: "requests" }>;

/** The complete list of what was sent, failed and aborted requests included. */
export function checkRequests(
  check: RequestsCheck,
  run: Run,
  scenario: Scenario,
  { model }: Besides = nothing,
): CheckOutcome {
  const asked = { run, meant: meantCancels(scenario, run), model };
  const expected = check.requests.map(toExpected);
  const sent = run.requests.map(toSnapshot);
  if (check.ordered) {
    const index = firstDifference(expected, sent);
    return index === null ? passed : failed(describe(check, asked, expected, sent, index));
  }
  return isEachSent(expected, sent) ? passed : failed(describeUnordered(check, asked, expected, sent));
}

/** Whether other requests were sent than should be, or in another order. */
export function areRequestsWrong({ requests, ordered }: RequestsCheck, run: Run): boolean {
  const [expected, sent] = [requests.map(toExpected), run.requests.map(toSnapshot)];
  return ordered ? firstDifference(expected, sent) !== null : !isEachSent(expected, sent);
}

function isEachSent(expected: readonly Expected[], sent: readonly Snapshot[]): boolean {
  return matchSnapshot({ kind: "unordered", items: expected }, { t: "list", v: sent }) === null;
}

interface Asked {
  readonly run: Run;
  readonly meant: ReadonlySet<number>;
  readonly model: Besides["model"];
}

function firstDifference(expected: readonly Expected[], sent: readonly Snapshot[]): number | null {
  for (let i = 0; i < Math.max(expected.length, sent.length); i++) {
    const [want, got] = [expected[i], sent[i]];
    if (want === undefined || got === undefined || !matchesSnapshot(want, got)) return i;
  }
  return null;
}

function describe(
  check: RequestsCheck,
  asked: Asked,
  expected: readonly Expected[],
  sent: readonly Snapshot[],
  index: number,
): Finding {
  const { run, model } = asked;
  const want = check.requests[index];
  const got = run.requests[index];
  const nth = `request ${index + 1}`;
  if (got === undefined) {
    return unsent(
      asked,
      want!,
      `${nth} was never sent: expected ${showWanted(want!)}, but ${sentInAll(run.requests.length)}`,
    );
  }
  if (want === undefined) {
    const what = `${nth} was ${showSent(got)}, but ${check.requests.length === 0 ? "none" : `only ${check.requests.length}`} should be sent`;
    return excess(check, asked, index, what);
  }
  const isMore = run.requests.length > check.requests.length;
  if (isMore && !expected.slice(index).some((each) => matchesSnapshot(each, sent[index]!))) {
    if (isAgain(run, index))
      return excess(check, asked, index, `${nth} was ${showSent(got)} again; expected ${showWanted(want)}`);
    if (isWithin(expected.slice(index), sent.slice(index)))
      return excess(
        check,
        asked,
        index,
        `${nth} was ${showSent(got)}, which should not be sent; ${showWanted(want)}, which should, comes after it`,
      );
  }
  const reordered = matchesSnapshot({ kind: "unordered", items: expected }, { t: "list", v: sent });
  const known = reordered ? sentBeforeAnswer(run, expected, sent, index) : null;
  const early = reordered && known === null && model !== null ? explainEarly(run, model, got.startMs) : null;
  const soon = known ?? early;
  const inner = expected[index]!;
  const difference =
    inner.kind === "contains" && inner.item.kind === "map" ? differenceIn(inner.item.entries, sent[index]!) : null;
  const cause = difference !== null && isUnawaited(difference) ? explainUnawaitedValue(run, difference.found) : null;
  return {
    code: reordered ? "requests-reordered" : "request-differs",
    message:
      `${nth} was ${showSent(got)}; expected ${showWanted(want)}` +
      (reordered
        ? `. The requests are right, but in a different order${known !== null ? `: ${known.message}` : early !== null ? `. ${early.message}` : ""}`
        : difference === null
          ? ""
          : `. Its ${difference.part} is ${difference.found}, expected ${difference.expected}${cause === null ? "" : `. ${cause.message}`}`),
    hint: reordered
      ? (soon?.hint ?? "Requests go out in the order in which the code reaches them: which task gets there first?")
      : difference !== null && isUnawaited(difference)
        ? "A promise, a task or a coroutine is {} in JSON, and [object …] in a text. Which value here comes later, and what awaits it?"
        : "Which line builds this request, and from what?",
    at: soon?.at ?? cause?.at ?? lineOfRequest(run, got),
  };
}

/** Whether all of them were sent in this order, with others in between. */
function isWithin(expected: readonly Expected[], sent: readonly Snapshot[]): boolean {
  let next = 0;
  for (const each of sent) if (next < expected.length && matchesSnapshot(expected[next]!, each)) next += 1;
  return next === expected.length;
}

function describeUnordered(
  check: RequestsCheck,
  asked: Asked,
  expected: readonly Expected[],
  sent: readonly Snapshot[],
): Finding {
  const { run } = asked;
  const missing = expected.findIndex((item) => !sent.some((each) => matchesSnapshot(item, each)));
  const excess = sent.findIndex((each) => !expected.some((item) => matchesSnapshot(item, each)));
  const counts = `${run.requests.length} sent, ${check.requests.length} expected`;
  if (missing >= 0) {
    const never = `${showWanted(check.requests[missing]!)} was never sent`;
    if (excess < 0) return unsent(asked, check.requests[missing]!, `${never} (${counts})`);
    const other = run.requests[excess]!;
    const lost = explainLostResults(run, holdsPartOf(showWanted(check.requests[missing]!), showSent(other)));
    return {
      code: "request-missing",
      message: `${never}; ${showSent(other)} was (${counts})${lost === null ? "" : `. ${lost.message}`}`,
      hint: lost?.hint ?? unsentHint,
      at: lost?.at ?? lineOfRequest(run, other),
    };
  }
  const partners = pairUp(sent.length, expected.length, (l, r) => matchesSnapshot(expected[r]!, sent[l]!));
  return excessive(check, asked, partners.indexOf(-1), counts);
}

function excessive(check: RequestsCheck, asked: Asked, index: number, counts: string): Finding {
  const { run } = asked;
  const extra = run.requests[index];
  if (extra === undefined) return { code: "request-excess", message: counts, hint: hintForExcess, at: null };
  return excess(
    check,
    asked,
    index,
    `${showSent(extra)} should not have been sent${isAgain(run, index) ? " again" : ""} (${counts})`,
  );
}

/** One that is sent again is named by the line that had it sent: the sending itself may stand in a function that others call too. */
function excess(check: RequestsCheck, { run, model }: Asked, index: number, what: string): Finding {
  const extra = run.requests[index]!;
  const first = earlierOf(run, index);
  const caller = first === undefined ? null : callerOfRepeat(run, first, extra);
  // Of one that may be sent more than once, the second need not know of the first.
  const isOnlyOne = first !== undefined && wanted(check, first) <= 1;
  const open = isOnlyOne && first.endMs !== null && first.endMs > extra.startMs ? first : null;
  const cause = open === null ? explainUnawaitedValue(run, urlsOf(run)) : null;
  if (cause !== null)
    return { code: "request-excess", message: `${what}. ${cause.message}`, hint: cause.hint, at: cause.at };
  const inVain = model === null ? null : explainTriedInVain(run, model, extra);
  if (inVain !== null)
    return { code: "request-excess", message: `${what}. ${inVain.message}`, hint: inVain.hint, at: inVain.at };
  const soon = first === undefined ? sentBeforeFailure(run, extra) : null;
  if (soon !== null)
    return { code: "request-excess", message: `${what}. ${soon.message}`, hint: soon.hint, at: soon.at };
  const given = first === undefined ? null : afterFailures(run, index);
  if (given !== null && open === null)
    return { code: "request-excess", ...given, message: `${what}. ${given.message}` };
  const begun = first === undefined ? begunForNothing(run, extra) : null;
  if (begun !== null)
    return { code: "request-excess", message: `${what}. ${begun.message}`, hint: begun.hint, at: begun.at };
  const isPlain = open !== null && isPlainCall(run, extra, caller);
  const led =
    caller === null ? what : `${what}. Line ${caller.line} ${isPlain ? "began it with a plain call" : "led to it"}`;
  return {
    code: "request-excess",
    message:
      open === null
        ? led
        : `${led}, at ${showDuration(extra.startMs)}: ${showEnd(open)} only at ${showDuration(open.endMs!)}`,
    hint: open === null ? hintForExcess : hintForOpen,
    at: caller ?? (first === undefined ? lineOfRequest(run, extra) : extra.at),
  };
}

/** Of one that was given up there came no answer. */
function showEnd({ outcome }: RequestRecord): string {
  if (outcome === "aborted") return "the first one was still on its way, and was cancelled";
  return outcome === "answered" ? "the answer to the first one came" : "the first one failed";
}

/** One try more than there may be, after tries that had all failed: it is not the sending that decides how many there are. */
function afterFailures(run: Run, index: number): Pick<Finding, "message" | "hint" | "at"> | null {
  const tries = run.requests.slice(0, index).filter((each) => isSameRequest(each, run.requests[index]!));
  const at = tries.every(hasFailed) ? lineThatGivesUp(run, tries.at(-1)!) : null;
  if (at === null) return null;
  const before = tries.length === 1 ? "The one before it" : `All ${tries.length} before it`;
  return {
    message: `${before} had failed, and line ${at.line}, which throws the error on, had let it be tried once more`,
    hint: `After how many tries does line ${at.line} throw the error on, and after how many should it?`,
    at,
  };
}

/** How often it should be sent. */
function wanted({ requests }: RequestsCheck, request: RequestRecord): number {
  const sent = toSnapshot(request);
  return requests.filter((each) => matchesSnapshot(toExpected(each), sent)).length;
}

function urlsOf({ requests }: Run): string {
  return requests.map(({ url }) => url).join(" ");
}

function isAgain(run: Run, index: number): boolean {
  return earlierOf(run, index) !== undefined;
}

/** The last one before it that is the same. */
function earlierOf({ requests }: Run, index: number): RequestRecord | undefined {
  return requests.slice(0, index).findLast((each) => isSameRequest(each, requests[index]!));
}

const hintForExcess = "Why is it sent, or sent again? Does the code continue after it has what it needs?";

const hintForOpen =
  "Who asks for the same thing while the first answer is still on its way, and could one answer do for both?";

function isSameRequest(a: RequestRecord, b: RequestRecord): boolean {
  return a.method === b.method && a.url === b.url && a.body === b.body;
}

function unsent({ run, meant, model }: Asked, want: ExpectedRequest, message: string): Finding {
  const alike = placeOfUnsent(run, want);
  const cause =
    explainUnawaitedValue(run, urlsOf(run)) ??
    explainUnfinished(run, meant) ??
    (alike === null ? null : explainNarrowKey(run)) ??
    explainLeftOut({ run, model });
  return {
    code: "request-missing",
    message: cause === null ? message : `${message}. ${cause.message}`,
    hint: cause?.hint ?? unsentHint,
    at: cause?.at ?? alike,
  };
}

/** Something was done less often than in the solution's run, though neither an error nor a longer way kept it from that. */
function explainLeftOut({ run, model }: Pick<Asked, "run" | "model">): Explanation | null {
  if (model === null || run.outcome.kind === "threw" || run.tasks.some(({ state }) => state === "failed")) return null;
  if ((run.elapsedMs ?? Infinity) > (model.elapsedMs ?? 0)) return null;
  const less = explainLess(run, model);
  // A wait that is missing sends nothing.
  return less?.code === "missing-wait" ? null : less;
}

/** Where another one was sent that differs from it in a single part. */
function placeOfUnsent(run: Run, want: ExpectedRequest): Position | null {
  const [method, url] = "oneOf" in want ? [] : showWanted(want).split(" ");
  return method === undefined || url === undefined ? null : placeOfAlike(run, method, url);
}

function sentInAll(n: number): string {
  return n === 0 ? "none was sent" : n === 1 ? "there was 1 in all" : `there were ${n} in all`;
}
