import { describe, expect, test } from "vitest";
import type { Run } from "../../../grader/sandbox/index.ts";
import { aCheck, aRun, aTask, aTaskCheck, aTrace, at, expected } from "./builders.ts";
import { judge } from "./grading.ts";

const twoFetches: Run = aRun({
  elapsedMs: 500,
  tasks: [
    aTask({ id: 1, endedMs: 500 }),
    aTask({ id: 2, endedMs: 300, result: "a", createdAt: at(9) }),
    aTask({ id: 3, name: "second", createdMs: 100, endedMs: 500, createdAt: at(10) }),
  ],
});

describe("a pattern", () => {
  test.each(["fetchTitle", "fetch*", "second", "Task-?", "*"])(
    "%s fits by task name or by coroutine name",
    (pattern) => {
      expect(judge(aTaskCheck({ pattern, state: "done" }), twoFetches)).toMatchObject({ earned: 1 });
    },
  );

  test("fits the entry's own task only when it is exactly its name", () => {
    expect(judge(aTaskCheck({ pattern: "main", state: "done" }), twoFetches)).toMatchObject({ earned: 1 });
    expect(judge(aTaskCheck({ pattern: "mai*", state: "done" }), twoFetches)).toMatchObject({ code: "task-missing" });
    expect(judge(aTaskCheck({ pattern: "*", count: 2 }), twoFetches)).toMatchObject({ earned: 1 });
  });

  test("that nothing fits names the tasks that there were", () => {
    expect(judge(aTaskCheck({ pattern: "load", state: "done" }), twoFetches)).toMatchObject({
      code: "task-missing",
      message: "no task fits `load`: there were fetchTitle (Task-2), second (fetchTitle)",
    });
  });
});

describe("a state", () => {
  test("has to be that of every task that fits", () => {
    const run = aRun({
      tasks: [aTask({ id: 1 }), aTask({ id: 2 }), aTask({ id: 3, state: "pending", endedMs: null, createdAt: at(10) })],
    });
    expect(judge(aTaskCheck({ state: "done" }), run)).toMatchObject({
      code: "task-pending",
      line: 10,
      message:
        "fetchTitle (Task-3) is pending at the end; expected done. Nobody awaited fetchTitle (Task-3), made on line 10, so main ended before it did.",
    });
  });

  test("failed shows what was thrown, and where", () => {
    const error = { name: "TypeError", message: "x is no function", at: at(6) };
    const run = aRun({ tasks: [aTask({ id: 1 }), aTask({ id: 2, state: "failed", error })] });
    expect(judge(aTaskCheck({ state: "done" }), run)).toMatchObject({
      code: "task-failed",
      line: 6,
      message:
        'fetchTitle (Task-2) has failed at the end; expected done. Its body threw TypeError: "x is no function".',
    });
  });

  test("failed only when the entry had ended and closed its client: that it was left behind is told", () => {
    const message = "This client is closed. Make the requests inside its `await using` block, or before aclose()";
    const error = { name: "RuntimeError", message, at: at(6) };
    const failedAt = (endedMs: number) =>
      aRun({
        tasks: [aTask({ id: 1, endedMs: 50 }), aTask({ id: 2, state: "failed", error, endedMs, createdAt: at(4) })],
      });
    expect(judge(aTaskCheck({ state: "done" }), failedAt(50))).toMatchObject({
      line: 4,
      message:
        "fetchTitle (Task-2) has failed at the end; expected done. Nobody awaited fetchTitle (Task-2), made on line 4, so main ended before it did. The client was closed by then.",
    });
    expect(judge(aTaskCheck({ state: "done" }), failedAt(10))).toMatchObject({ line: 6 });
  });

  test("done instead of cancelled: nobody asked, or somebody swallowed the cancel", () => {
    const tasks = [aTask({ id: 1 }), aTask({ id: 2, createdAt: at(9) })];
    expect(judge(aTaskCheck({ state: "cancelled" }), aRun({ tasks })).message).toContain(
      "Nothing cancelled it before it was done at 0 ms.",
    );
    const trace = aTrace([[200, "cancel-requested", { task: 2, other: 1, site: at(12) }]]);
    expect(judge(aTaskCheck({ state: "cancelled" }), aRun({ tasks, trace }))).toMatchObject({
      line: 12,
      message:
        "fetchTitle (Task-2) is done at the end; expected cancelled. cancel() on line 12 was called at 200 ms, and yet fetchTitle (Task-2) went on to its end.",
    });
  });
});

describe("a count", () => {
  test("that is short at an instant names the task that was made later", () => {
    const check = aTaskCheck({ pattern: "fetchTitle", count: 2, instantMs: 50 });
    expect(judge(check, twoFetches)).toMatchObject({
      code: "task-count",
      line: 10,
      message:
        "1 task fits `fetchTitle` at 50 ms; expected 2. The next one, second (fetchTitle), was made only at 100 ms",
    });
  });

  test("is exact", () => {
    expect(judge(aTaskCheck({ count: 2 }), twoFetches)).toMatchObject({ earned: 1 });
    expect(judge(aTaskCheck({ count: 1 }), twoFetches)).toMatchObject({ code: "task-count", line: 10 });
    expect(judge(aTaskCheck({ count: 3 }), twoFetches)).toMatchObject({ code: "task-count" });
  });

  test("that is short of tasks which one line makes asks what decides how many", () => {
    const tasks = [aTask({ id: 1 }), aTask({ id: 2, createdAt: at(9) }), aTask({ id: 3, createdAt: at(9) })];
    expect(judge(aTaskCheck({ pattern: "fetchTitle", count: 3 }), aRun({ tasks })).hint).toBe(
      "What decides how many tasks line 9 makes, and which calls make none?",
    );
    expect(judge(aTaskCheck({ pattern: "fetchTitle", count: 3 }), twoFetches).hint).toContain("awaited directly");
  });

  test("that is short of tasks which are made one by one speaks of direct calls only where there is one", () => {
    const made = [aTask({ id: 1 }), aTask({ id: 2, createdAt: at(9) }), aTask({ id: 3, createdAt: at(10) })];
    const call = { name: "fetchTitle", at: at(12), runs: 1, work: null, again: false, inputs: 1 };
    const hintOf = (calls: Run["calls"]) =>
      judge(aTaskCheck({ pattern: "fetchTitle", count: 3 }), aRun({ tasks: made, calls })).hint;
    expect(hintOf([])).toBe(
      "Each of them is made by a call of its own. How many should there be, and what is to decide that?",
    );
    expect(hintOf([{ ...call, at: at(9) }])).not.toContain("awaited directly");
    expect(hintOf([call])).toContain("awaited directly");
  });

  test("of 0 wants none", () => {
    expect(judge(aTaskCheck({ pattern: "watcher", count: 0 }), twoFetches)).toMatchObject({ earned: 1 });
  });
});

function cancelled(endedMs: number): Run {
  return aRun({
    elapsedMs: endedMs,
    tasks: [aTask({ id: 1 }), aTask({ id: 2, state: "cancelled", endedMs })],
    trace: aTrace([[endedMs, "cancel-requested", { task: 2, other: 1, site: at(12) }]]),
  });
}

describe("endedAt", () => {
  const check = aTaskCheck({ state: "cancelled", endedAt: { atLeastMs: 200, atMostMs: 200 } });

  test("is met at that instant only", () => {
    expect(judge(check, cancelled(200))).toMatchObject({ earned: 1 });
  });

  test("names the cancel that came late", () => {
    expect(judge(check, cancelled(500))).toMatchObject({
      code: "task-ended-at",
      line: 12,
      message: "fetchTitle (Task-2) ended at 500 ms; expected 200 ms. cancel() on line 12 came only at 500 ms.",
    });
  });

  test("names what a cancel did not reach: work that a plain call had begun in another task", () => {
    const run = aRun({
      elapsedMs: 500,
      tasks: [aTask({ id: 1 }), aTask({ id: 2, state: "cancelled", endedMs: 500, createdAt: at(9) })],
      trace: aTrace([
        [
          0,
          "wait-began",
          {
            task: 1,
            ref: 1,
            detail: "sleep(500)",
            stack: [
              [3, at(5)],
              [1, at(8)],
            ],
          },
        ],
        [0, "wait-began", { task: 2, ref: 2, detail: "native", stack: [[2, at(9)]] }],
        [200, "cancel-requested", { task: 2, other: 1, site: at(12) }],
        [500, "wait-ended", { task: 1, ref: 1 }],
        [500, "wait-ended", { task: 2, ref: 2 }],
      ]),
      text: { eagerCalls: [{ at: at(8, 10), body: { ...at(4), endLine: 6, endColumn: 2 } }] },
    });
    expect(judge(check, run)).toMatchObject({
      line: 8,
      message:
        "fetchTitle (Task-2) ended at 500 ms; expected 200 ms. fetchTitle (Task-2) was cancelled at 200 ms, but what it waited for " +
        "on line 9 runs in another task, where that cancel does not reach it: it went on until 500 ms. Line 8 starts it with a plain call.",
    });
  });

  test("is not met by a task that never ended", () => {
    const run = aRun({ tasks: [aTask({ id: 1 }), aTask({ id: 2, state: "pending", endedMs: null })] });
    expect(judge(aTaskCheck({ endedAt: { atLeastMs: null, atMostMs: 200 } }), run)).toMatchObject({
      code: "task-ended-at",
    });
  });
});

test("a result is compared as a value", () => {
  expect(judge(aTaskCheck({ pattern: "Task-2", result: expected("a") }), twoFetches)).toMatchObject({ earned: 1 });
  expect(judge(aTaskCheck({ pattern: "Task-2", result: expected("b") }), twoFetches)).toMatchObject({
    code: "task-result",
    message: 'the result of fetchTitle (Task-2) is "a"; expected "b"',
  });
});

function instant(instantMs: number, state: "pending" | "done", pattern = "fetchTitle") {
  return aTaskCheck({ pattern, state, instantMs });
}

describe("at an instant", () => {
  test("what happens at it has happened", () => {
    expect(judge(instant(300, "done", "Task-2"), twoFetches)).toMatchObject({ earned: 1 });
    expect(judge(instant(299.999, "pending", "Task-2"), twoFetches)).toMatchObject({ earned: 1 });
    expect(judge(instant(300, "pending", "Task-2"), twoFetches)).toMatchObject({ earned: 0, code: "task-done" });
  });

  test("a task exists from the instant it is made", () => {
    expect(judge(instant(100, "pending", "second"), twoFetches)).toMatchObject({ earned: 1 });
    expect(judge(instant(99, "pending", "second"), twoFetches)).toMatchObject({
      code: "task-too-late",
      line: 10,
      message: "at 99 ms there was no task `second` yet: second (fetchTitle) was made at 100 ms",
    });
  });

  test("only tasks that exist have to be in the state", () => {
    expect(judge(instant(50, "pending"), twoFetches)).toMatchObject({ earned: 1 });
  });

  test("after the end, final states count", () => {
    expect(judge(instant(10_000, "done"), twoFetches)).toMatchObject({ earned: 1 });
  });
});

describe("leftovers", () => {
  const check = aCheck({ kind: "leftovers" });

  test("are tasks, timers and requests", () => {
    const leftovers = [{ kind: "timer", what: "a timer is still set", at: at(4) }] as const;
    expect(judge(check, aRun({ leftovers }))).toMatchObject({ code: "leftover-timer", line: 4 });
    expect(judge(check, aRun())).toMatchObject({ earned: 1 });
  });

  test("are named with their lines, the first few of them", () => {
    const leftovers = [1, 2, 3, 4, 5, 6].map(
      (line) => ({ kind: "timer", what: `timer ${line}`, at: at(line) }) as const,
    );
    expect(judge(check, aRun({ leftovers })).message).toBe(
      "left behind at the end: timer 1; also timer 2 (line 2); timer 3 (line 3); timer 4 (line 4); 2 more",
    );
  });

  test("a lock that is still held is told, but costs nothing", () => {
    expect(judge(check, aRun({ leftovers: [{ kind: "held", what: "lock 1", at: null }] }))).toMatchObject({
      earned: 1,
    });
  });
});

test("a cancel that came too soon is named by its line", () => {
  expect(
    judge(aTaskCheck({ state: "cancelled", endedAt: { atLeastMs: 200, atMostMs: 200 } }), cancelled(0)),
  ).toMatchObject({
    code: "task-ended-at",
    line: 12,
    message: "fetchTitle (Task-2) ended at 0 ms; expected 200 ms. It was cancelled on line 12 at 0 ms.",
  });
  expect(judge(aTaskCheck({ state: "pending", instantMs: 100 }), cancelled(0))).toMatchObject({ line: 12 });
});
