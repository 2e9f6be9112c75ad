import { describe, expect, test } from "vitest";
import { explainHeldBack } from "../../../../grader/explain/index.ts";
import type { RequestRecord, Run } from "../../../../grader/sandbox/index.ts";
import { aRequest, aRun, aTask, aTrace, at } from "../../score/builders.ts";

/** Two tasks; the second queues until the first gives back what it had, and sends its request at `sentMs`. */
function twoTasks(kind: "lock" | "semaphore", sentMs = 100): Run {
  const what = `${kind} 1`;
  const stack = [[3, at(7)]] as [number, ReturnType<typeof at>][];
  return aRun({
    elapsedMs: 300,
    endMs: 300,
    tasks: [aTask({ id: 1, endedMs: 300 }), aTask({ id: 2, endedMs: 100 }), aTask({ id: 3, endedMs: 300 })],
    requests: [request(2, 0, 100), request(3, sentMs, 300)],
    trace: aTrace([
      [0, "held", { task: 2, detail: what, site: at(7) }],
      [0, "wait-began", { task: 2, ref: 1, detail: "request GET /a", stack: [[2, at(8)]] }],
      [0, "wait-began", { task: 3, ref: 2, detail: what, stack }],
      [100, "wait-ended", { ref: 1 }],
      [100, "given-back", { task: 2, detail: what }],
      [100, "held", { task: 3, detail: what, site: at(7) }],
      [100, "wait-ended", { ref: 2, other: 2 }],
    ]),
  });
}

function request(task: number, startMs: number, endMs: number): RequestRecord {
  return aRequest({ task, startMs, endMs });
}

describe("too few requests at once", () => {
  test.each(["lock", "semaphore"] as const)("are told by the %s that somebody queued for before sending", (kind) => {
    expect(explainHeldBack(twoTasks(kind), 2)?.message).toContain("queued");
  });

  test("are told with the line on which the place was kept meanwhile", () => {
    expect(explainHeldBack(twoTasks("semaphore"), 2)?.message).toContain("taken by tasks that waited on line 8.");
  });

  test("have another cause when there would not be enough without the queue either", () => {
    expect(explainHeldBack(twoTasks("semaphore"), 3)).toBeNull();
  });

  test("have another cause when who queued did something else before sending", () => {
    expect(explainHeldBack(twoTasks("semaphore", 150), 2)).toBeNull();
  });

  test("have another cause when nobody queued", () => {
    expect(explainHeldBack({ ...twoTasks("lock"), trace: aTrace([]) }, 2)).toBeNull();
  });
});
