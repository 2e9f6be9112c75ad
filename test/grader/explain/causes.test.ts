import { expect, test } from "vitest";
import { explainElapsed, explainTooSoon } from "../../../grader/explain/index.ts";
import { aRequest, aRun, aTask, aTrace, at } from "../score/builders.ts";

type Row = Parameters<typeof aTrace>[0][number];

const waits = (ref: number, from: number, to: number, row: Row[2]): Row[] => [
  [from, "wait-began", { task: 1, ref, ...row }],
  [to, "wait-ended", { ref }],
];

test("a function that calls itself after its own wait is one loop, named by that wait", () => {
  const run = aRun({
    elapsedMs: 600,
    trace: aTrace([
      ...waits(1, 0, 300, { detail: "request GET /1", stack: [[2, at(5)], [1, at(9)]] }), // prettier-ignore
      ...waits(2, 300, 500, { detail: "request GET /2", stack: [[3, at(5)], [2, at(7)], [1, at(9)]] }), // prettier-ignore
      ...waits(3, 500, 600, { detail: "request GET /3", stack: [[4, at(5)], [3, at(7)], [2, at(7)], [1, at(9)]] }), // prettier-ignore
    ]),
  });
  expect(explainElapsed(run, 300)).toMatchObject({
    code: "await-in-loop",
    at: at(5),
    costMs: 300,
    message: expect.stringContaining("waited in 3 calls, and line 7 made each call only after the wait before"),
  });
});

test("calls that began together and then waited for one another are named where they waited", () => {
  const run = aRun({
    elapsedMs: 500,
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "native a promise", stack: [[3, at(5)]] }],
      ...waits(2, 0, 300, { detail: "request GET /1", stack: [[2, at(6)], [1, at(4)]] }), // prettier-ignore
      [300, "wait-ended", { ref: 1 }],
      ...waits(3, 300, 500, { detail: "request GET /2", stack: [[3, at(6)], [1, at(4)]] }), // prettier-ignore
    ]),
  });
  expect(explainElapsed(run, 200)).toMatchObject({ code: "await-in-loop", at: at(5), costMs: 200 });
});

test("requests that a chain of then sent are told by the requests alone", () => {
  const requests = [aRequest({ startMs: 0, endMs: 300, at: at(3) }), aRequest({ startMs: 300, endMs: 800, at: at(3) })];
  expect(explainElapsed(aRun({ elapsedMs: 800, requests }), 300)).toMatchObject({
    code: "sequential-awaits",
    at: at(3),
    costMs: 300,
  });
  const together = requests.map((request) => ({ ...request, startMs: 0 }));
  expect(explainElapsed(aRun({ elapsedMs: 800, requests: together }), 300)).toBeNull();
});

test("tasks that were to share the work are named where the first of them was awaited before the next was made", () => {
  const rounds = [0, 100, 200].flatMap((from, i): Row[] => [
    [from, "wait-began", { task: 2, ref: 10 + i, detail: "sleep(100)", stack: [[2, at(9)]] }],
    [from + 100, "wait-ended", { ref: 10 + i }],
  ]);
  const run = aRun({
    elapsedMs: 300,
    tasks: [1, 2, 3].map((id) =>
      aTask({ id, creator: id === 1 ? 0 : 1, endedMs: 300, createdAt: id === 1 ? null : at(8) }),
    ),
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1, site: at(8) }],
      [0, "wait-began", { task: 1, ref: 1, other: 2, detail: "task Task-2", stack: [[1, at(11)]] }],
      ...rounds,
      [300, "task-ended", { task: 2, detail: "done" }],
      [300, "wait-ended", { ref: 1, other: 2 }],
      [300, "task-created", { task: 3, other: 1, site: at(8) }],
      [300, "task-ended", { task: 3, detail: "done" }],
    ]),
  });
  expect(explainElapsed(run, 150)).toMatchObject({ code: "sequential-awaits", at: at(11), costMs: 150 });
});

/** `main` sleeps on line 9, again and again if told so; `signal` is done at 230 ms. */
const lookedLate = (sleeps: readonly (readonly [number, number])[], elapsedMs: number) =>
  aRun({
    elapsedMs,
    tasks: [aTask({ id: 1, endedMs: elapsedMs }), aTask({ id: 2, creator: 3, coroutine: "signal", endedMs: 230 })],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 3 }],
      ...sleeps.flatMap(([from, to], i) => waits(i + 1, from, to, { detail: "sleep(n)", stack: [[1, at(9)]] })),
      [230, "task-ended", { task: 2, detail: "done" }],
      [elapsedMs, "task-ended", { task: 1, detail: "done" }],
    ]),
  });

test.each([
  ["a single sleep", lookedLate([[0, 500]], 500), 270],
  ["a loop of sleeps", lookedLate([[0, 100], [100, 200], [200, 300]], 300), 70], // prettier-ignore
])("%s that looked for another task's end too late costs from that end on", (_, run, costMs) => {
  expect(explainElapsed(run, costMs)).toMatchObject({ code: "sleep-not-wait", at: at(9), costMs });
});

test("a task that failed is named when the entry went on waiting for its siblings", () => {
  const run = aRun({
    elapsedMs: 500,
    tasks: [
      aTask({ id: 1, endedMs: 500 }),
      aTask({ id: 2, creator: 1, state: "failed", endedMs: 200 }),
      aTask({ id: 3, creator: 1, endedMs: 500 }),
    ],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1 }],
      [0, "task-created", { task: 3, other: 1 }],
      [0, "wait-began", { task: 1, ref: 1, detail: "gather of 2", stack: [[1, at(14)]] }],
      [0, "wait-began", { task: 3, ref: 2, detail: "request GET /a", stack: [[2, at(6)]] }],
      [200, "task-ended", { task: 2, detail: "failed" }],
      [500, "wait-ended", { ref: 2 }],
      [500, "task-ended", { task: 3, detail: "done" }],
      [500, "wait-ended", { ref: 1, other: 3 }],
    ]),
  });
  expect(explainElapsed(run, 300)).toMatchObject({ code: "late-cancel", at: at(14), costMs: 300 });
});

test.each([
  [[[0, 50, 8], [50, 100, 8]], 8, "Line 8 waited 2 times, without a pause between."], // prettier-ignore
  [[[0, 50, 8], [50, 150, 12], [150, 200, 8], [200, 300, 12]], 12, "Line 12 waited 100 ms, 100 ms, from round to round."], // prettier-ignore
])("rounds that went by too quickly are told with their pauses", (rounds, line, message) => {
  const run = aRun({
    elapsedMs: 200,
    trace: aTrace(
      rounds.flatMap(([from, to, where], i) =>
        waits(i + 1, from!, to!, { detail: "sleep(n)", stack: [[1, at(where!)]] }),
      ),
    ),
  });
  expect(explainTooSoon(run, 100)).toMatchObject({ code: "short-rounds", at: at(line), message });
});
