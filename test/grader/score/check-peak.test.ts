import { expect, test } from "vitest";
import type { Run } from "../../../grader/sandbox/index.ts";
import { aCheck, aRequest, aRun, aTask, aTrace, at } from "./builders.ts";
import { judge } from "./grading.ts";

const peak = (of: "requests" | "tasks", atMost: number | null, atLeast: number | null = null) =>
  aCheck({ kind: "peak", of, atMost, atLeast });

const inTurn: Run = aRun({
  requests: [aRequest({ startMs: 0, endMs: 300 }), aRequest({ startMs: 300, endMs: 400 })],
});

test("a request that is sent when another is answered makes one in flight, not two", () => {
  expect(judge(peak("requests", 1), inTurn)).toMatchObject({ earned: 1 });
});

test("requests that overlap count together, hanging ones to the end", () => {
  const run = aRun({
    requests: [
      aRequest({ startMs: 0, endMs: null, status: null, outcome: "hanging", at: at(5) }),
      aRequest({ startMs: 10, endMs: 20, at: at(6) }),
      aRequest({ startMs: 15, endMs: 30, at: at(7) }),
    ],
  });
  expect(judge(peak("requests", 2), run)).toMatchObject({
    code: "peak-too-high",
    line: 7,
    message:
      "3 requests in flight at once; at most 2 may be. At 15 ms line 7 sent one more while 2 were still running.",
  });
});

test("within one instant the order of the trace decides", () => {
  const requests = [1, 2].map(() => aRequest({ startMs: 0, endMs: 0 }));
  const oneByOne = aTrace([
    [0, "request-sent", { ref: 1 }],
    [0, "request-ended", { ref: 1 }],
    [0, "request-sent", { ref: 2 }],
    [0, "request-ended", { ref: 2 }],
  ]);
  const together = aTrace([
    [0, "request-sent", { ref: 1 }],
    [0, "request-sent", { ref: 2 }],
    [0, "request-ended", { ref: 1 }],
    [0, "request-ended", { ref: 2 }],
  ]);
  expect(judge(peak("requests", 1), aRun({ requests, trace: oneByOne }))).toMatchObject({ earned: 1 });
  expect(judge(peak("requests", 1), aRun({ requests, trace: together }))).toMatchObject({ earned: 0 });
});

test("too few at once is named", () => {
  expect(judge(peak("requests", 3, 2), inTurn)).toMatchObject({ earned: 0, code: "peak-too-low" });
});

test("the entry's own task does not count", () => {
  const run = aRun({ elapsedMs: 100, tasks: [aTask({ id: 1, endedMs: 100 }), aTask({ id: 2, endedMs: 100 })] });
  expect(judge(peak("tasks", 1, 1), run)).toMatchObject({ earned: 1 });
  expect(judge(peak("tasks", 0), run)).toMatchObject({ earned: 0, code: "peak-too-high" });
});
