import { callerOfRequest, explainUnfinished } from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Check, ExpectedRequest } from "../spec/index.ts";
import {
  matchSnapshot,
  matchesSnapshot,
  pairUp,
  showExpected,
  snapshotFromJsonText,
  type Expected,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import { placeOfAlike, unsentHint } from "./unasked.ts";
import type { Finding } from "./grade.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { sameUrlForm } from "./url-form.ts";

type RequestsCheck = Extract<Check, { kind: "requests" }>;

/** The complete list of what was sent, failed and aborted requests included. */
export function checkRequests(check: RequestsCheck, run: Run): CheckOutcome {
  const expected = check.requests.map(toExpected);
  const sent = run.requests.map(toSnapshot);
  if (check.ordered) {
    const index = firstDifference(expected, sent);
    return index === null ? passed : failed(describe(check, run, expected, sent, index));
  }
  if (matchSnapshot({ kind: "unordered", items: expected }, { t: "list", v: sent }) === null) return passed;
  return failed(describeUnordered(check, run, expected, sent));
}

function firstDifference(expected: readonly Expected[], sent: readonly Snapshot[]): number | null {
  for (let i = 0; i < Math.max(expected.length, sent.length); i++) {
    const [want, got] = [expected[i], sent[i]];
    if (want === undefined || got === undefined || !matchesSnapshot(want, got)) return i;
  }
  return null;
}

/** What is not asked about may be anything, which is what `contains` means for a map. */
function toExpected(request: ExpectedRequest): Expected {
  if ("oneOf" in request) return { kind: "oneOf", options: request.oneOf.map(toExpected) };
  const entries: [string, Expected][] = [];
  if ("line" in request) entries.push(["line", inEitherForm(request.line, lineForm)]);
  else {
    const { method, url, json, text } = request;
    if (method !== null) entries.push(["method", mapStrings(method, (given) => given.toUpperCase())]);
    if (url !== null) entries.push(["url", inEitherForm(url, sameUrlForm)]);
    if (json !== null) entries.push(["json", json]);
    if (text !== null) entries.push(["text", text]);
    if (request.headers.length > 0) {
      const headers = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
      entries.push(["headers", { kind: "contains", item: { kind: "map", entries: headers } }]);
    }
  }
  return { kind: "contains", item: { kind: "map", entries } };
}

/** A text is compared in one form, a pattern with the address as it was sent: what was sent is a list of both. */
function inEitherForm(expected: Expected, form: (text: string) => string): Expected {
  return { kind: "contains", item: mapStrings(expected, form) };
}

function lineForm(line: string): string {
  const space = line.indexOf(" ");
  return `${line.slice(0, space).toUpperCase()} ${sameUrlForm(line.slice(space + 1))}`;
}

/** Only whole strings have a form; a pattern or a part of a text is matched against what was sent. */
function mapStrings(expected: Expected, change: (text: string) => string): Expected {
  if (expected.kind === "string") return { kind: "string", value: change(expected.value) };
  if (expected.kind === "oneOf")
    return { kind: "oneOf", options: expected.options.map((option) => mapStrings(option, change)) };
  return expected;
}

function toSnapshot(request: RequestRecord): Snapshot {
  const json = request.body === null ? null : snapshotFromJsonText(request.body);
  const method = request.method.toUpperCase();
  const urls = [...new Set([request.url, sameUrlForm(request.url)])];
  const entries: [string, Snapshot][] = [
    ["line", { t: "list", v: urls.map((url) => `${method} ${url}`) }],
    ["method", method],
    ["url", { t: "list", v: urls }],
    ["text", request.body ?? ""],
    ["headers", { t: "map", v: request.headers.map(([name, value]) => [name.toLowerCase(), value] as const) }],
  ];
  if (json !== null) entries.push(["json", json.value]);
  return { t: "map", v: entries };
}

function describe(
  check: RequestsCheck,
  run: Run,
  expected: readonly Expected[],
  sent: readonly Snapshot[],
  index: number,
): Finding {
  const want = check.requests[index];
  const got = run.requests[index];
  const nth = `request ${index + 1}`;
  if (got === undefined) {
    return unsent(
      run,
      want!,
      `${nth} was never sent: expected ${showWanted(want!)}, but ${sentInAll(run.requests.length)}`,
    );
  }
  if (want === undefined) {
    return {
      code: "request-excess",
      message: `${nth} was ${showSent(got)}, but ${check.requests.length === 0 ? "none" : `only ${check.requests.length}`} should be sent`,
      hint: hintForExcess,
      at: got.at,
    };
  }
  const reordered = matchesSnapshot({ kind: "unordered", items: expected }, { t: "list", v: sent });
  const inner = expected[index]!;
  const difference =
    inner.kind === "contains" && inner.item.kind === "map" ? differenceIn(inner.item.entries, sent[index]!) : null;
  return {
    code: reordered ? "requests-reordered" : "request-differs",
    message:
      `${nth} was ${showSent(got)}; expected ${showWanted(want)}` +
      (reordered ? ". The requests are right, but in a different order" : (difference ?? "")),
    hint: reordered
      ? "Requests go out in the order in which the code reaches them: which task gets there first?"
      : "Which line builds this request, and from what?",
    at: got.at,
  };
}

function differenceIn(entries: readonly (readonly [string, Expected])[], sent: Snapshot): string | null {
  const parts = new Map(sent !== null && typeof sent === "object" && sent.t === "map" ? sent.v : []);
  for (const [key, value] of entries) {
    if (key === "method" || key === "url" || key === "line") continue;
    const mismatch = matchSnapshot(value, parts.get(key) ?? { t: "undefined" });
    if (mismatch !== null) return `. Its ${key}${mismatch.path} is ${mismatch.found}, expected ${mismatch.expected}`;
  }
  return null;
}

function describeUnordered(
  check: RequestsCheck,
  run: Run,
  expected: readonly Expected[],
  sent: readonly Snapshot[],
): Finding {
  const missing = expected.findIndex((item) => !sent.some((each) => matchesSnapshot(item, each)));
  const excess = sent.findIndex((each) => !expected.some((item) => matchesSnapshot(item, each)));
  const counts = `${run.requests.length} sent, ${check.requests.length} expected`;
  if (missing >= 0) {
    const never = `${showWanted(check.requests[missing]!)} was never sent`;
    if (excess < 0) return unsent(run, check.requests[missing]!, `${never} (${counts})`);
    return {
      code: "request-missing",
      message: `${never}; ${showSent(run.requests[excess]!)} was (${counts})`,
      hint: unsentHint,
      at: run.requests[excess]!.at,
    };
  }
  const partners = pairUp(sent.length, expected.length, (l, r) => matchesSnapshot(expected[r]!, sent[l]!));
  return excessive(run, partners.indexOf(-1), counts);
}

/** One that is sent again is named by the line that had it sent: the sending itself may stand in a function that others call too. */
function excessive(run: Run, index: number, counts: string): Finding {
  const extra = run.requests[index];
  if (extra === undefined) return { code: "request-excess", message: counts, hint: hintForExcess, at: null };
  const isAgain = run.requests.slice(0, index).some((each) => isSameRequest(each, extra));
  const caller = isAgain ? callerOfRequest(run, extra) : null;
  const from = caller === null ? "" : `. Line ${caller.line} led to it`;
  return {
    code: "request-excess",
    message: `${showSent(extra)} should not have been sent${isAgain ? " again" : ""} (${counts})${from}`,
    hint: hintForExcess,
    at: caller ?? extra.at,
  };
}

const hintForExcess = "Why is it sent, or sent again? Does the code continue after it has what it needs?";

function isSameRequest(a: RequestRecord, b: RequestRecord): boolean {
  return a.method === b.method && a.url === b.url && a.body === b.body;
}

function unsent(run: Run, want: ExpectedRequest, message: string): Finding {
  const cause = explainUnfinished(run);
  return {
    code: "request-missing",
    message: cause === null ? message : `${message}. ${cause.message}`,
    hint: cause?.hint ?? unsentHint,
    at: cause?.at ?? placeOfUnsent(run, want),
  };
}

/** Where another one was sent that differs from it in a single part. */
function placeOfUnsent(run: Run, want: ExpectedRequest): Position | null {
  const [method, url] = "oneOf" in want ? [] : showWanted(want).split(" ");
  return method === undefined || url === undefined ? null : placeOfAlike(run, method, url);
}

function showSent(request: RequestRecord): string {
  return `${request.method} ${request.url}`;
}

function showWanted(request: ExpectedRequest): string {
  if ("oneOf" in request) return request.oneOf.map(showWanted).join(", or ");
  if ("line" in request) return showPart(request.line);
  const parts = [request.method, request.url].filter((part) => part !== null);
  const line = parts.map(showPart).join(" ");
  const rest = [
    request.json === null ? "" : ` with json ${showExpected(request.json, 60)}`,
    request.text === null ? "" : ` with text ${showExpected(request.text, 60)}`,
    ...request.headers.map(([name, value]) => ` with ${name}: ${showPart(value)}`),
  ];
  return `${line === "" ? "a request" : line}${rest.join("")}`;
}

function showPart(part: Expected): string {
  return part.kind === "string" ? part.value : showExpected(part);
}

function sentInAll(n: number): string {
  return n === 0 ? "none was sent" : n === 1 ? "there was 1 in all" : `there were ${n} in all`;
}
