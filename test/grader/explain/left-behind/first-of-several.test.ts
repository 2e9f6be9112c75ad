import { describe, expect, test } from "vitest";
import { explainPending, explainSameAgain } from "../../../../grader/explain/index.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

type Row = Parameters<typeof aTrace>[0][number];

const left = aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(7) });
const quick = aTask({ id: 3, endedMs: 100, createdAt: at(7) });
const late = aTask({ id: 4, endedMs: 200, createdAt: at(7) });

/** What task 1 waited for on this line, and which task ended that; 0: its time was up, or all had ended. */
const wait = (ref: number, what: string, line: number, endMs: number, by: number): Row[] => [
  [ref === 1 ? 0 : endMs, "wait-began", { task: 1, ref, detail: what, stack: [[1, at(line)]] }],
  [endMs, "wait-ended", { task: 1, ref, other: by }],
];
const ended = (task: number, ms: number): Row => [ms, "task-ended", { task, detail: "done" }];

const runOf = (...rows: Row[]) =>
  aRun({ elapsedMs: 300, tasks: [aTask({ id: 1, endedMs: 300 }), left, quick, late], trace: aTrace(rows) });

describe("a task that was given to a wait for the first of several", () => {
  test("is told with that wait and with the one that had ended", () => {
    const [began, over] = wait(1, "task Task-2, task Task-3", 9, 100, 3);
    expect(explainPending(runOf(began!, ended(3, 100), over!), left)).toMatchObject({
      code: "not-awaited",
      at: at(9),
      message:
        "fetchTitle (Task-2), made on line 7, was still running when main ended. Line 9 waited for it and others, but only until one of them had ended: fetchTitle (Task-3), at 100 ms.",
    });
  });

  test.each<[string, Row[]]>([
    ["the wait was for others", wait(1, "task Task-4, task Task-3", 9, 100, 3)],
    ["its name only begins like another", wait(1, "task Task-21, task Task-3", 9, 100, 3)],
    ["the time was up", wait(1, "task Task-2, task Task-3", 9, 100, 0)],
    ["asCompleted gives them one by one", wait(1, "task the next of 2 that are not done", 9, 100, 3)],
    ["it was a gather", wait(1, "gather of 2: task Task-2, task Task-3", 9, 100, 3)],
  ])("is not told so where %s", (_, [began, over]) => {
    expect(explainPending(runOf(began!, ended(3, 100), over!), left).message).not.toContain("one of them");
  });

  test("is not told so where several tasks bear its name", () => {
    const [began, over] = wait(1, "task Task-2, task Task-3", 9, 100, 3);
    const run = runOf(began!, ended(3, 100), over!);
    const twin = { ...run, tasks: run.tasks.map((task) => (task.id === 4 ? { ...task, name: "Task-2" } : task)) };
    expect(explainPending(twin, left).message).not.toContain("one of them");
  });
});

describe("a line that waits for the first of several, again and again", () => {
  const [began, over] = wait(1, "task Task-2, task Task-3, task Task-4", 9, 100, 3);
  const first = [began!, ended(3, 100), over!];

  test("is told when it got the same one, which had ended before", () => {
    const run = runOf(...first, ...wait(2, "task Task-2, task Task-4", 9, 150, 3));
    const message =
      "Line 9 waited until one of several tasks had ended, and got fetchTitle (Task-3) 2 times: that one had ended at 100 ms, and is still among those that line 9 waits for.";
    expect(explainSameAgain(run)).toMatchObject({ at: at(9), message });
    expect(explainPending(run, left).message).toContain(message);
  });

  test.each<[string, Row[]]>([
    ["it got another one", [ended(4, 200), ...wait(2, "task Task-2, task Task-4", 9, 200, 4)]],
    ["another line got that one", wait(2, "task Task-2, task Task-4", 11, 150, 3)],
    ["it waited once", []],
  ])("is not told when %s", (_, rows) => {
    expect(explainSameAgain(runOf(...first, ...rows))).toBeNull();
  });
});
