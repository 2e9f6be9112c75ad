import { describe, expect, test } from "vitest";
import { explainCancelledWait } from "../../../../grader/explain/index.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

type Row = Parameters<typeof aTrace>[0][number];

const cancel: Row = [250, "cancel-requested", { task: 2, other: 1, site: at(22) }];
const began: Row = [250, "wait-began", { task: 1, ref: 1, other: 2, detail: "task clock", stack: [[1, at(23)]] }];
const over: Row[] = [
  [250, "task-ended", { task: 2, detail: "cancelled" }],
  [250, "wait-ended", { ref: 1, other: 2 }],
];

const runOf = (state: "cancelled" | "done", endMs: number, ...rows: Row[]) =>
  aRun({
    elapsedMs: endMs,
    tasks: [aTask({ id: 1, endedMs: endMs }), aTask({ id: 2, name: "clock", coroutine: "tick", state, endedMs: 250 })],
    trace: aTrace(rows),
  });

describe("a CancelledError that left the entry", () => {
  test("is told with the wait for a task that had been cancelled before", () => {
    expect(explainCancelledWait(runOf("cancelled", 250, cancel, began, ...over))).toMatchObject({
      at: at(23),
      message:
        "Line 23 waited for clock (tick), which line 22 had cancelled at 250 ms: the wait for a cancelled task throws its CancelledError.",
    });
  });

  test.each([
    ["the cancel came while it waited", runOf("cancelled", 250, began, cancel, ...over)],
    ["the task came to its end", runOf("done", 250, cancel, began, ...over)],
    ["the entry went on after that", runOf("cancelled", 400, cancel, began, ...over)],
    ["nobody cancelled it", runOf("cancelled", 250, began, ...over)],
  ])("is not told so when %s", (_, run) => {
    expect(explainCancelledWait(run)).toBeNull();
  });
});
