import { describe, expect, it } from "vitest";
import {
  explainCancel,
  explainElapsed,
  explainLimiter,
  explainNoThrow,
  explainPending,
  explainReadEarly,
  explainTimeUp,
  explainTooSoon,
  explainUnfinished,
  explainWaitBefore,
  lastWaitPlace,
  unawaitedTask,
} from "../../../../grader/explain/index.ts";
import type { Run } from "../../../../grader/sandbox/index.ts";
import { describeState } from "../../../../grader/score/task-state.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

const fetching = aTask({ id: 2, createdAt: at(7), endedMs: 900 });

/** Main slept three times on line 9, and went on to 900 ms; nothing but the end of the task is told from 300 ms on. */
function cutRun(run: Partial<Run> = {}): Run {
  const rows = aTrace([
    [0, "task-created", { task: 1 }],
    [0, "task-created", { task: 2, other: 1, site: at(7) }],
    ...[0, 1, 2].flatMap((round): Parameters<typeof aTrace>[0][number][] => [
      [100 * round, "wait-began", { task: 1, ref: 1 + round, detail: "sleep(100)", stack: [[1, at(9)]] }],
      [100 * round + 100, "wait-ended", { ref: 1 + round }],
    ]),
    [900, "task-ended", { task: 2, detail: "done" }],
    [900, "task-ended", { task: 1, detail: "done" }],
  ]);
  const cutFrom = rows.event.length - 2;
  return aRun({
    elapsedMs: 900,
    tasks: [aTask({ id: 1, endedMs: 900 }), fetching],
    trace: { ...rows, cutFrom },
    ...run,
  });
}

function whole(run: Run): Run {
  const { cutFrom: _cutFrom, ...trace } = run.trace;
  return { ...run, trace };
}

describe("a run whose trace was cut off", () => {
  it("has no cause of lost time but what happened so often", () => {
    expect(explainElapsed(whole(cutRun()), 800)?.code).not.toBe("flood");
    expect(explainElapsed(cutRun(), 800)).toMatchObject({
      code: "flood",
      at: at(9),
      message:
        "So much happened in this run that all of it is known only until 300 ms. By then line 9 alone had waited 3 times.",
    });
    expect(explainElapsed(cutRun(), null)).toBeNull();
  });

  it("has no cause of being over too soon that follows from how long all waits were", () => {
    expect(explainTooSoon(whole(cutRun()), 200)).not.toBeNull();
    expect(explainTooSoon(cutRun(), 200)).toBeNull();
  });

  it("has no task that nobody awaited", () => {
    expect(unawaitedTask(whole(cutRun()))).toBe(fetching);
    expect(unawaitedTask(cutRun())).toBeUndefined();
    expect(explainPending(whole(cutRun()), fetching).message).toContain("Nobody awaited");
    expect(explainPending(cutRun(), fetching).message).toBe(
      "fetchTitle (Task-2), made on line 7, had not ended when main did.",
    );
  });

  it("has no last wait", () => {
    expect(lastWaitPlace(whole(cutRun()))).toEqual(at(9));
    expect(lastWaitPlace(cutRun())).toBeNull();
    expect(explainWaitBefore(whole(cutRun()), 1, 800)).not.toBeNull();
    expect(explainWaitBefore(cutRun(), 1, 800)).toBeNull();
    expect(explainWaitBefore(cutRun(), 1, 250)).not.toBeNull();
  });

  it("may have gone on where an error should have come, and nobody saw where", () => {
    const sought = { isWanted: () => false, isWantedName: () => false, dueMs: null };
    expect(explainNoThrow(whole(cutRun()), sought)?.code).toBe("went-on");
    expect(explainNoThrow(cutRun(), sought)).toBeNull();
  });

  it("does not say that nobody waited for a task that failed", () => {
    const error = { name: "RangeError", message: "no", at: at(4) };
    const failed = { ...fetching, state: "failed" as const, error };
    const run = cutRun({ tasks: [aTask({ id: 1, endedMs: 900 }), failed] });
    const sought = { isWanted: () => true, isWantedName: () => false, dueMs: null };
    expect(explainNoThrow(whole(run), sought)?.message).toContain("nobody waited for it");
    expect(explainNoThrow(run, sought)?.message).toBe(
      "fetchTitle (Task-2) failed with RangeError on line 4 at 900 ms, and the error did not leave main.",
    );
  });

  it("does not say that nothing cancelled a task", () => {
    const doneNotCancelled = { state: "done", expected: "cancelled", instantMs: null } as const;
    expect(describeState(whole(cutRun()), fetching, doneNotCancelled).message).toContain("Nothing cancelled it");
    expect(describeState(cutRun(), fetching, doneNotCancelled).message).toBe(
      "fetchTitle (Task-2) is done at the end; expected cancelled. It was done at 900 ms.",
    );
  });

  it("has no limiter that work did not pass", () => {
    const makers = [{ kind: "semaphore" as const, at: at(3), awaits: [] }];
    expect(explainLimiter(whole(cutRun({ makers })), [])).not.toBeNull();
    expect(explainLimiter(cutRun({ makers }), [])).toBeNull();
  });

  it("knows the cancel of a task only if that one ended before", () => {
    const stopped = { ...fetching, state: "cancelled" as const };
    const asked: Parameters<typeof aTrace>[0] = [
      [50, "cancel-requested", { task: 2, other: 1, site: at(12) }],
      [60, "task-ended", { task: 2, detail: "cancelled" }],
      [900, "task-ended", { task: 1, detail: "done" }],
    ];
    const run = (cutFrom: number) =>
      cutRun({ tasks: [aTask({ id: 1 }), stopped], trace: { ...aTrace(asked), cutFrom } });
    expect(explainCancel(run(2), stopped)?.at).toEqual(at(12));
    expect(explainCancel(run(1), stopped)).toBeNull();
    expect(explainUnfinished(whole(run(2)))).not.toBeNull();
    expect(explainUnfinished(run(2))).toBeNull();
  });

  it("has no time limit that was the last to be up", () => {
    const limited: Parameters<typeof aTrace>[0] = [
      [0, "wait-began", { task: 1, ref: 1, detail: "sleep(100)", stack: [[1, at(9)]] }],
      [50, "cancel-requested", { task: 1 }],
      [50, "wait-ended", { ref: 1 }],
      [900, "task-ended", { task: 1, detail: "failed" }],
    ];
    const run = cutRun({ trace: { ...aTrace(limited), cutFrom: 3 } });
    expect(explainTimeUp(whole(run))).not.toBeNull();
    expect(explainTimeUp(run)).toBeNull();
  });

  it("shows no value that was read before a wait was over which ended only after that", () => {
    const rows: Parameters<typeof aTrace>[0] = [
      [0, "wait-began", { task: 1, ref: 1, detail: "sleep(500)", stack: [[1, at(9)]] }],
      [0, "wait-began", { task: 2, ref: 2, detail: "sleep(100)", stack: [[2, at(5)]] }],
      [100, "wait-ended", { ref: 2 }],
      [500, "wait-ended", { ref: 1 }],
    ];
    const read = { at: at(4), until: at(5), inside: "fetchTitle", madeAt: null };
    const text = { lateValues: [{ name: "total", after: [at(9)], reads: [read] }] } as unknown as Run["text"] & object;
    const run = (cutFrom: number) => cutRun({ text, trace: { ...aTrace(rows), cutFrom } });
    expect(explainReadEarly(run(4))?.code).toBe("read-early");
    expect(explainReadEarly(run(3))).toBeNull();
  });
});
