import { expect, test } from "vitest";
import { explainEagerCalls } from "../../../grader/explain/index.ts";
import { aRequest, aRun, aTrace, at } from "../score/builders.ts";
import { concurrentTasks, sequentialCalls } from "./runs.ts";

/** `const a = load(1); const b = load(2); await a; await b`, where load fetches on line 2. */
const twoCalls = aRun({
  elapsedMs: 500,
  requests: [
    aRequest({ startMs: 0, endMs: 300, task: 1, at: at(2) }),
    aRequest({ startMs: 0, endMs: 500, task: 1, at: at(2) }),
  ],
  trace: aTrace([
    [0, "task-created", { task: 1 }],
    [0, "wait-began", { task: 1, ref: 1, detail: "native", stack: [[2, at(2)]] }],
    [0, "wait-began", { task: 1, ref: 2, detail: "native", stack: [[3, at(2)]] }],
    [300, "wait-ended", { task: 1, ref: 1 }],
    [500, "wait-ended", { task: 1, ref: 2 }],
    [500, "task-ended", { task: 1, detail: "done" }],
  ]),
});

test("calls that run side by side in one task are told apart from tasks", () => {
  expect(explainEagerCalls(twoCalls)).toEqual({
    message:
      "Line 2 waited in two calls at the same time, but in no task of its own: " +
      "an async function that is called runs at once, as part of its caller's task.",
    at: at(2),
  });
});

test.each([
  ["one call after the other", sequentialCalls()],
  ["tasks side by side", concurrentTasks()],
])("%s are no eager calls", (_, run) => {
  expect(explainEagerCalls(run)).toBeNull();
});
