import { describe, expect, test } from "vitest";
import { criticalPath, explainElapsed, explainTime, tellStory } from "../../../../grader/explain/index.ts";
import type { Run } from "../../../../grader/sandbox/index.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";
import { concurrentTasks, loopAfterList, narrowSemaphore, sequentialCalls, sequentialTasks } from "../runs.ts";

function brief(run: Run, lostMs: number | null) {
  const cause = explainElapsed(run, lostMs);
  return cause === null ? null : { code: cause.code, line: cause.at?.line, costMs: cause.costMs };
}

/** The same run as a guest would tell it that does not know its calls. */
function withoutStacks(run: Run): Run {
  const { stack: _, ...trace } = run.trace;
  return { ...run, trace };
}

describe("two calls awaited one after the other", () => {
  test("are named by the lines of the calls, not by the line that both wait in", () => {
    expect(brief(sequentialCalls(), 300)).toEqual({ code: "sequential-awaits", line: 9, costMs: 300 });
    expect(explainElapsed(sequentialCalls(), 300)!.message).toBe(
      "Line 9 waited 300 ms, and only then line 10 began its 500 ms. Side by side they would take 500 ms. That cost 300 ms.",
    );
  });

  test("are named too when each is a task made after the other was awaited", () => {
    expect(brief(sequentialTasks(), 300)).toEqual({ code: "created-late", line: 10, costMs: 300 });
    expect(brief(withoutStacks(sequentialTasks()), 300)).toEqual({ code: "created-late", line: 10, costMs: 300 });
  });
});

describe("an await in a loop", () => {
  test("is told from the request before it that the loop needs, by what could have been saved", () => {
    expect(brief(loopAfterList(), 200)).toEqual({ code: "await-in-loop", line: 10, costMs: 200 });
  });

  test("is one cause, with how often it ran", () => {
    expect(explainElapsed(loopAfterList(), 200)!.message).toBe(
      "The await on line 10 ran 3 times, each time after the one before had ended: 300 ms in all, where the longest round takes 100 ms. That cost 200 ms.",
    );
  });

  test("is seen without knowledge of the calls: one place again and again", () => {
    expect(brief(withoutStacks(sequentialCalls()), 300)).toMatchObject({ code: "await-in-loop", line: 5 });
  });

  test("with several awaits in a round is one loop, named by its longest await", () => {
    const run = aRun({
      elapsedMs: 220,
      trace: aTrace(
        [0, 1].flatMap((round): Parameters<typeof aTrace>[0][number][] => [
          [110 * round, "wait-began", { task: 1, ref: 10 * round + 1, detail: "sleep 10 ms", stack: [[1, at(4)]] }],
          [110 * round + 10, "wait-ended", { ref: 10 * round + 1 }],
          [
            110 * round + 10,
            "wait-began",
            { task: 1, ref: 10 * round + 2, detail: "request GET /n", stack: [[1, at(5)]] },
          ],
          [110 * round + 110, "wait-ended", { ref: 10 * round + 2 }],
        ]),
      ),
    });
    expect(explainTime(run).map(({ code, at: place, costMs }) => [code, place?.line, costMs])).toEqual([
      ["await-in-loop", 5, 110],
    ]);
  });

  test("that is itself the sleeper may be looking for something that could wake it", () => {
    const run = aRun({
      elapsedMs: 300,
      trace: aTrace(
        [0, 1, 2].flatMap((round): Parameters<typeof aTrace>[0][number][] => [
          [100 * round, "wait-began", { task: 1, ref: round + 1, detail: "sleep(100)", stack: [[1, at(4)]] }],
          [100 * round + 100, "wait-ended", { ref: round + 1 }],
        ]),
      ),
    });
    expect(brief(run, 200)).toEqual({ code: "sleep-in-loop", line: 4, costMs: 200 });
  });

  test("of a worker that takes from a queue is a missing consumer", () => {
    const run = aRun({
      elapsedMs: 200,
      tasks: [aTask({ id: 1, endedMs: 200 }), aTask({ id: 2, coroutine: "worker", state: "pending", endedMs: null })],
      trace: aTrace([
        [0, "task-created", { task: 1 }],
        [0, "task-created", { task: 2, other: 1 }],
        [0, "wait-began", { task: 1, ref: 1, detail: "queue join", stack: [[1, at(20)]] }],
        [0, "wait-began", { task: 2, ref: 2, detail: "queue get", stack: [[2, at(5)]] }],
        [0, "wait-ended", { ref: 2, other: 1 }],
        [0, "wait-began", { task: 2, ref: 3, detail: "sleep 100 ms", stack: [[2, at(6)]] }],
        [100, "wait-ended", { ref: 3 }],
        [100, "wait-began", { task: 2, ref: 4, detail: "sleep 100 ms", stack: [[2, at(6)]] }],
        [200, "wait-ended", { ref: 4 }],
        [200, "wait-ended", { ref: 1, other: 2 }],
        [200, "task-ended", { task: 1 }],
      ]),
    });
    expect(brief(run, 100)).toEqual({ code: "single-consumer", line: 6, costMs: 100 });
  });
});

test("a semaphore that lets too few in is named where the tasks queue for it", () => {
  expect(brief(narrowSemaphore(), 200)).toEqual({ code: "narrow-limit", line: 5, costMs: 200 });
});

test("a sleeper that names a waker, though nobody cancelled it, was woken by time", () => {
  const run = sequentialTasks();
  const other = run.trace.other.map((task, row) => (run.trace.event[row] === "wait-ended" && task === 0 ? 1 : task));
  expect(brief({ ...run, trace: { ...run.trace, other } }, 300)).toMatchObject({ code: "created-late", line: 10 });
});

test("nothing is blamed where nothing was lost", () => {
  expect(explainTime(concurrentTasks())).toEqual([]);
});

test("without a trace there is no cause, and no crash", () => {
  expect(explainElapsed(aRun({ elapsedMs: 800 }), 300)).toBeNull();
});

test("helper functions of plain async kind are seen through their native awaits", () => {
  const run = aRun({
    elapsedMs: 300,
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "native", site: at(9) }],
      [0, "wait-began", { task: 1, ref: 2, detail: "sleep 100 ms", site: at(5) }],
      [100, "wait-ended", { ref: 2 }],
      [100, "wait-ended", { ref: 1 }],
      [100, "wait-began", { task: 1, ref: 3, detail: "native", site: at(10) }],
      [100, "wait-began", { task: 1, ref: 4, detail: "sleep 200 ms", site: at(5) }],
      [300, "wait-ended", { ref: 4 }],
      [300, "wait-ended", { ref: 3 }],
    ]),
  });
  expect(brief(withoutStacks(run), 100)).toEqual({ code: "sequential-awaits", line: 9, costMs: 100 });
});

describe("the critical path", () => {
  test("leads through the tasks that were waited for, in the order of time", () => {
    const { stretches } = criticalPath(tellStory(sequentialTasks()));
    expect(stretches.map(({ task, fromUs, toUs }) => [task, fromUs / 1000, toUs / 1000])).toEqual([
      [2, 0, 300],
      [3, 300, 800],
    ]);
  });

  test("leads past a semaphore to the one that held it", () => {
    const { stretches, blocked } = criticalPath(tellStory(narrowSemaphore()));
    expect(stretches.map(({ task }) => task)).toEqual([2, 3, 4]);
    expect(blocked.map(({ task }) => task)).toEqual([3, 4]);
  });

  test("ends on a trace that contradicts itself", () => {
    const run = aRun({
      elapsedMs: 100,
      tasks: [aTask({ id: 1, creator: 2, endedMs: 100 }), aTask({ id: 2, creator: 3 }), aTask({ id: 3, creator: 2 })],
      trace: aTrace([
        [0, "wait-began", { task: 1, ref: 1, other: 2, detail: "task Task-2", site: at(9) }],
        [100, "wait-ended", { ref: 1, other: 2 }],
        [100, "wait-ended", { ref: 1, other: 2 }],
        [100, "task-created", { task: 2, other: 3 }],
        [100, "task-created", { task: 3, other: 2 }],
      ]),
    });
    expect(criticalPath(tellStory(run)).stretches).toEqual([]);
  });
});

test("pauses that are most of a loop are named as pauses, not as work in line", () => {
  const run = aRun({
    elapsedMs: 1200,
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "request GET /", stack: [[1, at(7)]] }],
      [100, "wait-ended", { ref: 1 }],
      [100, "wait-began", { task: 1, ref: 2, detail: "sleep(400)", stack: [[1, at(9)]] }],
      [500, "wait-ended", { ref: 2 }],
      [500, "wait-began", { task: 1, ref: 3, detail: "request GET /", stack: [[1, at(7)]] }],
      [600, "wait-ended", { ref: 3 }],
      [600, "wait-began", { task: 1, ref: 4, detail: "sleep(600)", stack: [[1, at(9)]] }],
      [1200, "wait-ended", { ref: 4 }],
    ]),
  });
  expect(explainElapsed(run, 400)).toMatchObject({
    code: "sleep-in-loop",
    at: at(9),
    message:
      "The rounds of the loop took 1.2 s in all; 1 s of that were the 2 pauses on line 9: 400 ms and 600 ms. That cost 400 ms.",
  });
});

test("a long wait inside another task is named where the entry waited for it", () => {
  const run = aRun({
    elapsedMs: 900,
    tasks: [aTask({ id: 1, endedMs: 900 }), aTask({ id: 2, endedMs: 900, createdAt: at(14) })],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1, site: at(14) }],
      [0, "wait-began", { task: 1, ref: 1, other: 2, detail: "task Task-2", stack: [[1, at(19)]] }],
      [0, "wait-began", { task: 2, ref: 2, detail: "sleep(900)", stack: [[2, at(4)]] }],
      [900, "wait-ended", { ref: 2 }],
      [900, "task-ended", { task: 2, detail: "done" }],
      [900, "wait-ended", { ref: 1, other: 2 }],
      [900, "task-ended", { task: 1, detail: "done" }],
    ]),
  });
  expect(explainElapsed(run, 700)).toMatchObject({
    code: "long-wait",
    at: at(19),
    message:
      "One sleep on line 4, which line 19 waited for, went on for 900 ms, longer than the 200 ms that the whole run may take. That cost 700 ms.",
  });
});

test("a task that was made too late is told with the line that makes it", () => {
  expect(explainElapsed(sequentialTasks(), 300)?.message).toBe(
    "Line 10 waited 300 ms, and only then line 12 began its 500 ms: line 11 made a task for it only after that. " +
      "Side by side they would take 500 ms. That cost 300 ms.",
  );
});

describe("a sleep in the place of a wait", () => {
  const polling = (wakesMs: number) =>
    aRun({
      elapsedMs: wakesMs,
      tasks: [aTask({ id: 1, endedMs: wakesMs }), aTask({ id: 2, name: "load", creator: 1, endedMs: 500 })],
      trace: aTrace([
        [0, "task-created", { task: 1 }],
        [0, "task-created", { task: 2, other: 1 }],
        [0, "wait-began", { task: 1, ref: 1, detail: "sleep(1000)", site: at(9) }],
        [0, "wait-began", { task: 2, ref: 2, detail: "request GET /", site: at(3) }],
        [500, "wait-ended", { task: 2, ref: 2 }],
        [500, "task-ended", { task: 2, detail: "done" }],
        [wakesMs, "wait-ended", { task: 1, ref: 1 }],
        [wakesMs, "task-ended", { task: 1, detail: "done" }],
      ]),
    });

  test("is told with what it cost", () => {
    expect(explainElapsed(polling(1000), 500)).toMatchObject({
      code: "sleep-not-wait",
      costMs: 500,
      at: at(9),
      message: expect.stringContaining("was done at 500 ms: 500 ms for nothing"),
    });
  });

  test("that is over when the work is costs nothing", () => {
    expect(explainTime(polling(500)).map(({ code }) => code)).not.toContain("sleep-not-wait");
  });
});

describe("a lock that the tasks queued for", () => {
  const { trace, ...run } = narrowSemaphore();
  const locked = {
    ...run,
    trace: { ...trace, detail: trace.detail.map((what) => what.replace("semaphore limit", "lock 1")) },
  };

  test("is to be held for less when that would win just what was lost", () => {
    expect(explainElapsed(locked, 200)).toMatchObject({
      code: "lock-held",
      hint: expect.stringContaining("must all of these tasks exclude one another?"),
    });
  });

  test.each([
    [2, "How many does a lock let in at a time, and how many may be in flight at once?"],
    [1, expect.stringContaining("must all of these tasks exclude one another?")],
  ])("around requests of which %d may be in flight at once asks: %s", (mostAtOnce, hint) => {
    const requests = aRun({
      elapsedMs: 200,
      tasks: [aTask({ id: 1, endedMs: 200 }), aTask({ id: 2, endedMs: 100, createdAt: at(9) }), aTask({ id: 3, endedMs: 200, createdAt: at(9) })], // prettier-ignore
      trace: aTrace([
        [0, "task-created", { task: 1 }],
        [0, "task-created", { task: 2, other: 1 }],
        [0, "task-created", { task: 3, other: 1 }],
        [0, "wait-began", { task: 1, ref: 1, detail: "gather", stack: [[1, at(11)]] }],
        [0, "held", { task: 2, detail: "lock 1", site: at(5) }],
        [0, "wait-began", { task: 2, ref: 2, detail: "request GET /photo", stack: [[2, at(6)]] }],
        [0, "wait-began", { task: 3, ref: 3, detail: "lock 1", stack: [[3, at(5)]] }],
        [100, "wait-ended", { ref: 2 }],
        [100, "given-back", { task: 2, detail: "lock 1" }],
        [100, "held", { task: 3, detail: "lock 1", site: at(5) }],
        [100, "task-ended", { task: 2 }],
        [100, "wait-ended", { ref: 3, other: 2 }],
        [100, "wait-began", { task: 3, ref: 4, detail: "request GET /photo", stack: [[3, at(6)]] }],
        [200, "wait-ended", { ref: 4 }],
        [200, "given-back", { task: 3, detail: "lock 1" }],
        [200, "task-ended", { task: 3 }],
        [200, "wait-ended", { ref: 1, other: 3 }],
        [200, "task-ended", { task: 1 }],
      ]),
    });
    expect(explainElapsed(requests, 100, { model: null, known: null, mostAtOnce })).toMatchObject({ code: "lock-held", hint }); // prettier-ignore
  });

  test("may be needed for as long when it cost more than was lost", () => {
    expect(explainElapsed(locked, 150)).toMatchObject({
      code: "lock-held",
      hint: "Must what is waited for there be done by one at a time? If so, what else took longer than it has to?",
    });
  });
});

type Row = Parameters<typeof aTrace>[0][number];

describe("tasks that each have their own rounds", () => {
  /** Two tasks of line 13 that wait on line 9, the second one for `ms` each time. */
  const dealt = (ms: number) => {
    const rounds = (task: number, each: number) =>
      [0, 1].flatMap((i): Row[] => [
        [i * each, "wait-began", { task, ref: task * 10 + i, detail: "request GET /x", stack: [[task, at(9)]] }],
        [(i + 1) * each, "wait-ended", { ref: task * 10 + i }],
      ]);
    const ended = [2 * 250, 2 * ms];
    const rows: Row[] = [
      [0, "wait-began", { task: 1, ref: 1, detail: "gather of 2", stack: [[1, at(14)]] }],
      ...rounds(2, 250),
      ...rounds(3, ms),
      [ended[1]!, "task-ended", { task: 3, detail: "done" }],
      [500, "task-ended", { task: 2, detail: "done" }],
      [500, "wait-ended", { ref: 1, other: 2 }],
    ];
    const made = (id: number, endedMs: number) => aTask({ id, endedMs, createdAt: at(13) });
    return aRun({
      elapsedMs: 500,
      tasks: [aTask({ id: 1, endedMs: 500 }), made(2, ended[0]!), made(3, ended[1]!)],
      trace: aTrace(rows.toSorted((a, b) => a[0] - b[0])),
    });
  };

  test("are told who was done when another had a round still to begin", () => {
    expect(explainElapsed(dealt(100), 100)!.message).toContain(
      "Another one was done at 200 ms, and yet this one began its last round only at 250 ms.",
    );
  });

  test("are not, when all were at their last", () => {
    expect(explainElapsed(dealt(240), 100)!.message).not.toContain("was done at");
  });
});
