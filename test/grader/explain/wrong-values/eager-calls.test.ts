import { expect, test } from "vitest";
import { explainEagerCalls } from "../../../../grader/explain/index.ts";
import type { ProgramEagerCall } from "../../../../grader/compile/index.ts";
import { aRequest, aRun, aTrace, at } from "../../score/builders.ts";
import { concurrentTasks, sequentialCalls } from "../runs.ts";

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
    hint: expect.stringContaining("createTask"),
    message:
      "Line 2 waited in two calls at the same time, but in no task of its own: " +
      "an async function that is called runs at once, as part of its caller's task.",
    at: at(2),
  });
});

test("as many as there were at once are counted", () => {
  const begun = [2, 3, 4, 5].map((frame, i): Parameters<typeof aTrace>[0][number] => [
    0,
    "wait-began",
    { task: 1, ref: i + 1, detail: "sleep(9)", stack: [[frame, at(2)]] },
  ]);
  const ended = begun.map((_, i): Parameters<typeof aTrace>[0][number] => [9, "wait-ended", { task: 1, ref: i + 1 }]);
  const told = explainEagerCalls(aRun({ elapsedMs: 9, trace: aTrace([...begun, ...ended]) }));
  expect(told?.message).toMatch(/^Line 2 waited in 4 calls at the same time/);
});

test.each([
  ["one call after the other", sequentialCalls()],
  ["tasks side by side", concurrentTasks()],
])("%s are no eager calls", (_, run) => {
  expect(explainEagerCalls(run)).toBeNull();
});

/** Of a function in lines 1 to 3. */
function startedAt(line: number): ProgramEagerCall {
  return { at: at(line), body: { ...at(1), endLine: 3, endColumn: 2 } };
}

test("the calls that began them are named, and the first is marked", () => {
  expect(explainEagerCalls({ ...twoCalls, text: { eagerCalls: [startedAt(6), startedAt(7)] } })).toEqual({
    hint: "A plain call of an async function makes no task. What would, and which of the calls need one?",
    message:
      "Line 2 waited in two calls at the same time, but in no task of its own: an async function that is called runs " +
      "at once, as part of its caller's task. Lines 6 and 7 start it with a plain call.",
    at: at(6),
  });
});

test("calls of another function are not", () => {
  const other = { at: at(9), body: { ...at(4), endLine: 5, endColumn: 2 } };
  expect(explainEagerCalls({ ...twoCalls, text: { eagerCalls: [other] } })).toMatchObject({ at: at(2) });
});

test("what the entry began by a plain call is told even when nothing of the entry itself went on beside it", () => {
  const trace = aTrace([
    [0, "task-created", { task: 1 }],
    [
      0,
      "wait-began",
      {
        task: 1,
        ref: 1,
        detail: "sleep 100 ms",
        stack: [
          [2, at(2)],
          [1, at(8)],
        ],
      },
    ],
    [100, "wait-ended", { task: 1, ref: 1 }],
  ]);
  const run = aRun({ elapsedMs: 100, trace });
  expect(explainEagerCalls(run)).toBeNull();
  expect(explainEagerCalls({ ...run, text: { eagerCalls: [startedAt(7)] } })).toMatchObject({
    message:
      "Line 2 waited, but in no task of its own: an async function that is called runs at once, as part of its " +
      "caller's task. Line 7 starts it with a plain call.",
    at: at(7),
  });
});
