import { describe, expect, test } from "vitest";
import { tellStory } from "../../../../grader/explain/index.ts";
import { wonBy } from "../../../../grader/explain/story/replay.ts";
import type { Run } from "../../../../grader/sandbox/index.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";
import { narrowSemaphore, sequentialCalls } from "../runs.ts";

/** Two tasks that each hold one lock for 100 ms. */
function oneLock(): Run {
  return aRun({
    elapsedMs: 200,
    tasks: [aTask({ id: 1, endedMs: 200 }), ...[2, 3].map((id) => aTask({ id, endedMs: 100 * (id - 1) }))],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1 }],
      [0, "task-created", { task: 3, other: 1 }],
      [0, "wait-began", { task: 1, ref: 1, detail: "gather of 2", stack: [[1, at(11)]] }],
      [0, "held", { task: 2, detail: "lock 1" }],
      [0, "wait-began", { task: 2, ref: 2, detail: "sleep 100 ms", stack: [[2, at(6)]] }],
      [0, "wait-began", { task: 3, ref: 3, detail: "lock 1", stack: [[3, at(5)]] }],
      [100, "wait-ended", { ref: 2 }],
      [100, "given-back", { task: 2, detail: "lock 1" }],
      [100, "task-ended", { task: 2, detail: "done" }],
      [100, "wait-ended", { ref: 3, other: 2 }],
      [100, "held", { task: 3, detail: "lock 1" }],
      [100, "wait-began", { task: 3, ref: 4, detail: "sleep 100 ms", stack: [[3, at(6)]] }],
      [200, "wait-ended", { ref: 4 }],
      [200, "task-ended", { task: 3, detail: "done" }],
      [200, "wait-ended", { ref: 1, other: 3 }],
      [200, "task-ended", { task: 1, detail: "done" }],
    ]),
  });
}

function won(run: Run, change: Parameters<typeof wonBy>[2]) {
  const us = wonBy(tellStory(run), run.trace, change);
  return us === null ? null : us / 1000;
}

describe("a run played again", () => {
  test("takes as long as it did when nothing is changed", () => {
    expect(won(oneLock(), {})).toBe(0);
  });

  test("is shorter by the queue when there is room for all", () => {
    expect(won(oneLock(), { widened: { what: new Set(["lock 1"]), by: 1 } })).toBe(100);
  });

  test("is shorter by a call that was not waited for", () => {
    expect(won(sequentialCalls(), { skipped: new Map([[1, { frame: 1, at: at(9), call: 2 }]]) })).toBe(300);
  });

  test("is shorter also where a wait of no length began when another task had ended", () => {
    const run = oneLock();
    const { trace } = run;
    const row = trace.event.findIndex((event, i) => event === "held" && trace.at[i] === 100_000);
    const instant = aTrace([
      [100, "wait-began", { task: 3, ref: 9, detail: "native a promise", stack: [[3, at(7)]] }],
      [100, "wait-ended", { ref: 9 }],
    ]);
    const merged = Object.fromEntries(
      Object.entries(trace).map(([key, column]) => [
        key,
        Array.isArray(column) ? column.toSpliced(row + 1, 0, ...(instant[key as "event"] ?? [])) : column,
      ]),
    ) as unknown as Run["trace"];
    expect(won({ ...run, trace: merged }, { widened: { what: new Set(["lock 1"]), by: 1 } })).toBe(100);
  });

  test("is not told where the trace does not say who held what", () => {
    expect(won(narrowSemaphore(), { widened: { what: new Set(["semaphore limit"]), by: 1 } })).toBeNull();
  });
});
