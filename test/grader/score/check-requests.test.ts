import { describe, expect, test } from "vitest";
import type { ExpectedRequest } from "../../../grader/spec/index.ts";
import type { Mended } from "../../../grader/explain/index.ts";
import { checkRequests } from "../../../grader/score/check-requests.ts";
import type { Run } from "../../../grader/sandbox/index.ts";
import type { Check } from "../../../grader/spec/index.ts";
import { aCheck, aRequest, aRun, aScenario, aTask, aTrace, at, expected, mendedAt } from "./builders.ts";
import { judge } from "./grading.ts";

function wanted(line: string, more: Partial<ExpectedRequest> = {}): ExpectedRequest {
  const [method = "", url = ""] = line.split(" ");
  return { method: expected(method), url: expected(url), json: null, text: null, headers: [], ...more };
}

const requests = (ordered: boolean, ...list: ExpectedRequest[]) =>
  aCheck({ kind: "requests", ordered, requests: list });
const sent = (...urls: string[]) => aRun({ requests: urls.map((url, index) => aRequest({ url, at: at(index + 1) })) });

describe("in order", () => {
  const check = requests(true, wanted("GET https://x.test/a"), wanted("GET https://x.test/b"));

  test("the complete list earns the points", () => {
    expect(judge(check, sent("https://x.test/a", "https://x.test/b"))).toMatchObject({ earned: 1 });
  });

  test("another order does not", () => {
    expect(judge(check, sent("https://x.test/b", "https://x.test/a"))).toMatchObject({
      code: "requests-reordered",
      line: 1,
    });
  });

  test("a missing, another and one too many are told apart", () => {
    expect(judge(check, sent("https://x.test/a"))).toMatchObject({ code: "request-missing" });
    expect(judge(check, sent("https://x.test/a", "https://x.test/c"))).toMatchObject({
      code: "request-differs",
      line: 2,
      message: "request 2 was GET https://x.test/c; expected GET https://x.test/b",
    });
    expect(judge(check, sent("https://x.test/a", "https://x.test/b", "https://x.test/b"))).toMatchObject({
      code: "request-excess",
      line: 3,
    });
  });

  test("failed and aborted ones count like any other", () => {
    const run = aRun({
      requests: [
        aRequest({ url: "https://x.test/a", status: null, outcome: "failed" }),
        aRequest({ url: "https://x.test/b", status: null, outcome: "aborted" }),
      ],
    });
    expect(judge(check, run)).toMatchObject({ earned: 1 });
  });
});

describe("in any order", () => {
  test("an undemanding item does not take the only partner of another", () => {
    const any: ExpectedRequest = { method: expected("GET"), url: null, json: null, text: null, headers: [] };
    const check = requests(false, any, wanted("GET https://x.test/a"));
    expect(judge(check, sent("https://x.test/a", "https://x.test/b"))).toMatchObject({ earned: 1 });
  });

  test("the one that was never sent is named, and what was sent instead", () => {
    const check = requests(false, wanted("GET https://x.test/a"), wanted("GET https://x.test/b"));
    expect(judge(check, sent("https://x.test/c", "https://x.test/a"))).toMatchObject({
      code: "request-missing",
      line: 1,
      message: "GET https://x.test/b was never sent; GET https://x.test/c was (2 sent, 2 expected)",
    });
  });

  test("one sent twice is one too many", () => {
    const check = requests(false, wanted("GET https://x.test/a"));
    expect(judge(check, sent("https://x.test/a", "https://x.test/a"))).toMatchObject({ code: "request-excess" });
  });
});

test("of several that are alike the one too many is named, by the line that had it sent", () => {
  const check = requests(false, wanted("GET https://x.test/a"), wanted("GET https://x.test/b"));
  const requested = ["a", "a", "b"].map((name, i) =>
    aRequest({ url: `https://x.test/${name}`, task: i + 2, at: at(5), startMs: 100 * i, endMs: 100 * (i + 1) }),
  );
  const tasks = [aTask({ id: 1 }), ...[8, 9, 10].map((line, i) => aTask({ id: i + 2, createdAt: at(line) }))];
  expect(judge(check, aRun({ requests: requested, tasks }))).toMatchObject({
    code: "request-excess",
    line: 9,
    message: "GET https://x.test/a should not have been sent again (3 sent, 2 expected). Line 9 led to it",
  });
});

describe("the same request while the first answer is on its way", () => {
  const twice = sent("https://x.test/a", "https://x.test/a", "https://x.test/b");

  test("is told with the time of that answer", () => {
    const check = requests(false, wanted("GET https://x.test/a"), wanted("GET https://x.test/b"));
    expect(judge(check, twice).message).toMatch(/at 0 ms: the answer to the first one came only at 100 ms$/);
  });

  test.each([
    ["aborted", "the first one was still on its way, and was cancelled only at 100 ms"],
    ["failed", "the first one failed only at 100 ms"],
  ] as const)("is told without an answer where none came: %s", (outcome, end) => {
    const check = requests(false, wanted("GET https://x.test/a"), wanted("GET https://x.test/b"));
    const run = { ...twice, requests: twice.requests.map((each, i) => (i === 0 ? { ...each, outcome } : each)) };
    expect(judge(check, run).message).toMatch(new RegExp(`at 0 ms: ${end}$`));
  });

  test("is told without it where it may be sent more than once", () => {
    const check = requests(
      false,
      ...["a", "b"].map((name) => wanted(`GET https://x.test/${name}`)),
      wanted("GET https://x.test/a"),
    );
    const thrice = sent("https://x.test/a", "https://x.test/a", "https://x.test/a", "https://x.test/b");
    expect(judge(check, thrice).message).not.toContain("the answer to the first one");
  });
});

test("one that comes before those that should be sent is one too many, and not one of them built wrongly", () => {
  const check = requests(true, wanted("GET https://x.test/b"));
  expect(judge(check, sent("https://x.test/a", "https://x.test/b"))).toMatchObject({
    code: "request-excess",
    line: 1,
    message:
      "request 1 was GET https://x.test/a, which should not be sent; GET https://x.test/b, which should, comes after it",
  });
});

test.each([
  ["https://x.test", "https://x.test/"],
  ["https://x.test/a?p=1&q=2", "https://x.test/a?q=2&p=1"],
  ["https://X.test:443/a", "https://x.test/a"],
])("%s and %s are one address", (a, b) => {
  expect(judge(requests(true, wanted(`GET ${a}`)), sent(b))).toMatchObject({ earned: 1 });
});

describe("a map", () => {
  const post = aRun({
    requests: [
      aRequest({
        method: "POST",
        body: '{"title":"x","id":1}',
        headers: [["Content-Type", "application/json"]],
        at: at(3),
      }),
    ],
  });

  test("asks only about what it names", () => {
    const check = requests(true, wanted("POST https://x.test/a", { json: expected({ id: 1, title: "x" }) }));
    expect(judge(check, post)).toMatchObject({ earned: 1 });
  });

  test("compares the names of headers without regard to case", () => {
    const check = requests(
      true,
      wanted("POST https://x.test/a", { headers: [["content-TYPE", expected("application/json")]] }),
    );
    expect(judge(check, post)).toMatchObject({ earned: 1 });
  });

  test("names the part that differs", () => {
    const check = requests(true, wanted("POST https://x.test/a", { json: expected({ id: 1, title: "y" }) }));
    expect(judge(check, post)).toMatchObject({
      line: 3,
      message:
        'request 1 was POST https://x.test/a; expected POST https://x.test/a with json { id: 1, title: "y" }. Its json.title is "x", expected "y"',
    });
  });
});

function pattern(source: string) {
  return { kind: "match", pattern: { kind: "regex", source, flags: "" } } as const;
}

describe("a matcher in the place of a request", () => {
  test("looks at its line as it was sent", () => {
    const run = sent("https://x.test/a?q=2&p=1");
    expect(judge(requests(true, { line: pattern("^GET .*\\?q=2&p=1$") }), run)).toMatchObject({ earned: 1 });
    expect(judge(requests(true, { line: expected("GET https://x.test/a?p=1&q=2") }), run)).toMatchObject({ earned: 1 });
  });

  test("says what it wanted", () => {
    expect(judge(requests(true, { line: pattern("/posts") }), sent("https://x.test/a"))).toMatchObject({
      line: 1,
      message: "request 1 was GET https://x.test/a; expected text matching //posts/",
    });
  });

  test("may be one of several requests", () => {
    const either = { oneOf: [wanted("GET https://x.test/a"), { line: pattern("/b$") }] };
    expect(judge(requests(true, either), sent("https://x.test/b"))).toMatchObject({ earned: 1 });
    expect(judge(requests(false, either), sent("https://x.test/c"))).toMatchObject({
      message:
        "GET https://x.test/a, or text matching //b$/ was never sent; GET https://x.test/c was (1 sent, 1 expected)",
    });
  });
});

test("a pattern of an address is matched with what was sent", () => {
  const url = { kind: "match", pattern: { kind: "regex", source: "q=2&p=1$", flags: "" } } as const;
  expect(judge(requests(true, wanted("GET x", { url })), sent("https://x.test/a?q=2&p=1"))).toMatchObject({
    earned: 1,
  });
});

describe("where it is known which line was mended", () => {
  const [a, b] = ["https://x.test/a", "https://x.test/b"] as const;
  const list = ["GET https://x.test/a", "GET https://x.test/b"].map((line) => wanted(line));
  const told = (check: Check, run: Run, mended: Mended | null) =>
    checkRequests(check as Extract<Check, { kind: "requests" }>, run, aScenario({ checks: [check] }), { model: null, known: null, mended }).finding!; // prettier-ignore

  test("one that was sent again is told at the line that sends it, not at the one that led to it, where that was mended", () => {
    const request = (ref: number, ms: number, line: number): Parameters<typeof aTrace>[0][number][] => [
      [ms, "wait-began", { task: 1, ref, detail: "request GET https://x.test/a", stack: [[ref + 1, at(5)], [1, at(line)]] }], // prettier-ignore
      [ms + 100, "wait-ended", { ref }],
    ];
    const run = aRun({
      requests: [0, 100].map((startMs) => aRequest({ url: a, startMs, endMs: startMs + 100, at: at(5) })),
      trace: aTrace([...request(1, 0, 9), ...request(2, 100, 10)]),
    });
    const check = requests(true, list[0]!);
    expect(told(check, run, null)).toMatchObject({ code: "request-excess", at: at(10) });
    expect(told(check, run, mendedAt(5))).toEqual({ ...told(check, run, null), at: at(5) });
    expect(told(check, run, mendedAt(30))).toEqual(told(check, run, null));
  });

  test("one that was never sent is not laid to a task that was left behind, where the line that sends its like was mended", () => {
    const left = aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(7) });
    const run = aRun({ tasks: [aTask({ id: 1 }), left], requests: [aRequest({ url: a, at: at(4) })] });
    const check = requests(true, ...list);
    expect(told(check, run, null)).toMatchObject({ code: "request-missing", at: at(7) });
    expect(told(check, run, mendedAt(4))).toMatchObject({ at: at(4), message: expect.not.stringContaining("Task-2") });
    expect(told(check, run, mendedAt(7))).toEqual(told(check, run, null));
    expect(told(check, run, mendedAt(30))).toEqual(told(check, run, null));
  });

  test("one that came too early stays where it was sent, when nothing else tells of the mended line", () => {
    const run = aRun({ requests: [aRequest({ url: b, at: at(4) }), aRequest({ url: a, at: at(6) })] });
    const check = requests(true, ...list);
    expect(told(check, run, mendedAt(30))).toEqual(told(check, run, null));
  });
});
