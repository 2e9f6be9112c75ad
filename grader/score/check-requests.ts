import {
  type Besides,
  explainEarly,
  explainLostResults,
  explainUnawaitedValue,
  lineOfRequest,
  nothing,
  placeAtMended,
  toldBy,
} from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Check, ExpectedRequest, Scenario } from "../spec/index.ts";
import { matchSnapshot, matchesSnapshot, pairUp, type Expected, type Snapshot } from "../values/index.ts";
import { excess, hintForExcess, isAgain } from "./excess-request.ts";
import type { Finding } from "./grade.ts";
import { holdsPartOf } from "./lost-parts.ts";
import { meantCancels } from "./meant-cancels.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { differenceIn, isUnawaited } from "./request-difference.ts";
import { showSent, showWanted, toExpected, toSnapshot } from "./request-form.ts";
import { sentBeforeAnswer } from "./sent-too-soon.ts";
import { unsentHint } from "./unasked.ts";
import { unsent, type Asked } from "./unsent-request.ts";
import { sameUrlForm } from "./url-form.ts";

type RequestsCheck = Extract<Check, { kind: "requests" }>;

/** The complete list of what was sent, failed and aborted requests included. */
export function checkRequests(
  check: RequestsCheck,
  run: Run,
  scenario: Scenario,
  { model, mended }: Besides = nothing,
): CheckOutcome {
  const asked = { run, meant: meantCancels(scenario, run), model, mended };
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
  const { run, mended } = asked;
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
  const soon = reordered ? sentTooSoon(asked, expected, sent, index) : null;
  const inner = expected[index]!;
  const difference =
    inner.kind === "contains" && inner.item.kind === "map" ? differenceIn(inner.item.entries, sent[index]!) : null;
  const cause = difference !== null && isUnawaited(difference) ? explainUnawaitedValue(run, difference.found) : null;
  return {
    code: reordered ? "requests-reordered" : "request-differs",
    message:
      `${nth} was ${showSent(got)}; expected ${showWanted(want)}` +
      (reordered
        ? `. The requests are right, but in a different order${soon?.message ?? ""}`
        : difference === null
          ? ""
          : `. Its ${difference.part} is ${difference.found}, expected ${difference.expected}${cause === null ? "" : `. ${cause.message}`}`),
    hint: reordered
      ? (soon?.hint ?? "Requests go out in the order in which the code reaches them: which task gets there first?")
      : difference !== null && isUnawaited(difference)
        ? "A promise, a task or a coroutine is {} in JSON, and [object …] in a text. Which value here comes later, and what awaits it?"
        : "Which line builds this request, and from what?",
    at: placeAtMended(mended, [soon?.at, cause?.at, lineOfRequest(run, got)]),
  };
}

/** Why they came in another order, to be told right behind that. */
function sentTooSoon(
  { run, model, mended }: Asked,
  expected: readonly Expected[],
  sent: readonly Snapshot[],
  index: number,
): Pick<Finding, "message" | "hint" | "at"> | null {
  const before = (link: string, told: Pick<Finding, "message" | "hint" | "at"> | null) =>
    told && { ...told, message: `${link}${told.message}` };
  return toldBy(mended, [
    () => before(": ", sentBeforeAnswer(run, expected, sent, index, mended)),
    () => before(". ", model === null ? null : explainEarly(run, model, run.requests[index]!.startMs, mended)),
  ]);
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
      hint: lost?.hint ?? (isSameAddress(check.requests[missing]!, other) ? partHint : unsentHint),
      at: lost?.at ?? lineOfRequest(run, other),
    };
  }
  const partners = pairUp(sent.length, expected.length, (l, r) => matchesSnapshot(expected[r]!, sent[l]!));
  return excessive(check, asked, partners.indexOf(-1), counts);
}

/** It was sent, with something else in it. */
const partHint =
  "It was sent, with something else in it. Where does each part of it come from, and was that so at that moment?";

function isSameAddress(want: ExpectedRequest, { method, url }: RequestRecord): boolean {
  const [wanted, address] = "oneOf" in want ? [] : showWanted(want).split(" ");
  return wanted === method.toUpperCase() && address !== undefined && sameUrlForm(address) === sameUrlForm(url);
}

function excessive(check: RequestsCheck, asked: Asked, index: number, counts: string): Finding {
  const { run } = asked;
  const extra = run.requests[index];
  if (extra === undefined) {
    const isTooFew = run.requests.length < check.requests.length;
    return { code: "request-excess", message: counts, hint: isTooFew ? hintForFewer : hintForExcess, at: null };
  }
  return excess(
    check,
    asked,
    index,
    `${showSent(extra)} should not have been sent${isAgain(run, index) ? " again" : ""} (${counts})`,
  );
}

const hintForFewer = "Which of them should be sent more often, and what keeps the code from getting there again?";

function sentInAll(n: number): string {
  return n === 0 ? "none was sent" : n === 1 ? "there was 1 in all" : `there were ${n} in all`;
}
