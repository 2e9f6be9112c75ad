import { showDuration } from "../../../../grader/values/index.ts";
import { describe, expect, test } from "vitest";
import {
  explainCancel,
  explainEntryWait,
  explainLateCancel,
  explainLeft,
  explainNeverReached,
  explainPending,
  explainTooSoon,
  explainUnfinished,
  lastWaitPlace,
} from "../../../../grader/explain/index.ts";
import { aRun, aTask, aTrace, anAwait, at } from "../../score/builders.ts";

const left = aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(7) });

describe("a task that was still pending", () => {
  test("was awaited by nobody", () => {
    expect(explainPending(aRun({ tasks: [aTask({ id: 1 }), left] }), left)).toMatchObject({
      code: "not-awaited",
      at: at(7),
      message: "Nobody awaited fetchTitle (Task-2), made on line 7, so main ended before it did.",
    });
  });

  test("or not to its end", () => {
    const trace = aTrace([[0, "wait-began", { task: 1, other: 2, ref: 1, detail: "task Task-2" }]]);
    expect(explainPending(aRun({ tasks: [aTask({ id: 1 }), left], trace }), left).message).toBe(
      "fetchTitle (Task-2), made on line 7, was still running when main ended: nothing waited for it to the end.",
    );
  });
});

describe("a task that still waited for what only others can give", () => {
  const trace = aTrace([[0, "wait-began", { task: 2, ref: 1, detail: "queue 1", stack: [[2, at(4)]] }]]);
  const run = aRun({ tasks: [aTask({ id: 1 }), left], trace });

  test("is told with that wait: to wait for the task would be to wait forever", () => {
    expect(explainPending(run, left)).toMatchObject({
      at: at(7),
      message: "fetchTitle (Task-2), made on line 7, was still waiting on line 4 for queue 1 when main ended.",
      hint: "What should end this wait before main ends? If nothing more will come, who tells the task so, or stops it?",
    });
  });

  test("is no reason for a value that is not there: it had nothing to do", () => {
    expect(explainLeft(run)).toBeNull();
    expect(explainLeft(aRun({ tasks: [aTask({ id: 1 }), left] }))).toMatchObject({ at: at(7) });
  });
});

test("a task that was told to stop and stopped just after the entry did not stay behind", () => {
  const trace = aTrace([
    [5, "cancel-requested", { task: 2, other: 1, site: at(12) }],
    [5, "task-ended", { task: 1, detail: "done" }],
    [5, "task-ended", { task: 2, detail: "cancelled" }],
  ]);
  const stopped = { ...left, state: "cancelled", endedMs: 5 } as const;
  expect(explainLeft(aRun({ tasks: [aTask({ id: 1, endedMs: 5 }), stopped], trace }))).toBeNull();
});

describe("what came too late to do what was missing", () => {
  const late = { ...left, createdMs: 250 };
  const run = aRun({ elapsedMs: 250, tasks: [aTask({ id: 1, endedMs: 250 }), late] });

  test("is told as that when it was made only after it was due", () => {
    const stopped = [aTask({ id: 1, endedMs: 250 }), { ...late, state: "cancelled" as const, endedMs: 250 }];
    expect(explainUnfinished({ ...run, tasks: stopped }, new Set(), 200)).toMatchObject({ code: "created-late" });
    expect(explainUnfinished(run, new Set(), 200)).toMatchObject({
      code: "created-late",
      at: at(7),
      message: "fetchTitle (Task-2) was made only at 250 ms, on line 7.",
    });
  });

  test("and as left behind when it was there in time, or nobody knows when it was due", () => {
    expect(explainUnfinished(run, new Set(), 260)).toMatchObject({ code: "not-awaited" });
    expect(explainUnfinished(run)).toMatchObject({ code: "not-awaited" });
  });
});

describe("a run that was over too soon", () => {
  test("never awaited a coroutine", () => {
    const warnings = [{ code: "never-awaited", message: "…", at: at(9) }] as const;
    expect(explainTooSoon(aRun({ warnings, tasks: [aTask({ id: 1 }), left] }), 1)).toMatchObject({
      code: "not-awaited",
      at: at(9),
    });
  });

  test("left a task behind", () => {
    expect(explainTooSoon(aRun({ tasks: [aTask({ id: 1 }), left] }), 1)).toMatchObject({
      code: "not-awaited",
      at: at(7),
    });
  });

  test("left what a plain call had begun", () => {
    const leftovers = [{ kind: "timer", what: "sleep(100) is still running", at: at(5) }] as const;
    const run = aRun({ leftovers });
    expect(explainTooSoon(run, 1)).toMatchObject({
      at: at(5),
      message: "What line 5 began was still going on when main ended.",
    });
    const eagerCalls = [{ at: at(9), body: { ...at(4), endLine: 6, endColumn: 2 } }];
    expect(explainTooSoon({ ...run, text: { eagerCalls } }, 1)).toMatchObject({
      at: at(9),
      message:
        "What line 5 began was still going on when main ended. Line 9 starts it with a plain call, and nothing waited " +
        "for that call to end.",
    });
  });

  test("has no cause when everything ended", () => {
    expect(explainTooSoon(aRun(), 1)).toBeNull();
  });
});

function asked(ms: number) {
  return aTrace([[ms, "cancel-requested", { task: 2, other: 1, site: at(12) }]]);
}

describe("a cancel", () => {
  test("that came after it was due is late, by how much", () => {
    const task = aTask({ id: 2, state: "cancelled", endedMs: 500 });
    expect(explainLateCancel(aRun({ trace: asked(500) }), task, 200)).toMatchObject({
      code: "late-cancel",
      at: at(12),
      costMs: 300,
    });
    expect(explainLateCancel(aRun({ trace: asked(200) }), task, 200)).toBeNull();
  });

  test("was asked for, and nobody waited until the task had stopped", () => {
    expect(explainLateCancel(aRun({ trace: asked(500) }), left, null)).toMatchObject({
      code: "late-cancel",
      at: at(12),
    });
  });

  test("that nobody asked for explains nothing", () => {
    expect(explainLateCancel(aRun(), left, null)).toBeNull();
  });
});

test.each([
  [0, "0 ms"],
  [0.5, "0.5 ms"],
  [999.999, "999.999 ms"],
  [1000, "1 s"],
  [1500, "1.5 s"],
  [59_999, "59.999 s"],
  [60_000, "1 min"],
  [150_000, "2 min 30 s"],
  [3_600_000, "1 h"],
  [11_100_000, "3 h 5 min"],
  [6_340_000, "1 h 45 min 40 s"],
  [3_600_500, "1 h 0.5 s"],
  [59_999.9999, "1 min"],
])("%d ms are written %s", (ms, text) => {
  expect(showDuration(ms)).toBe(text);
});

describe("what no task owns", () => {
  const leftovers = [
    { kind: "timer", what: "sleep(2000) is still running, and nothing waits for it", at: at(4) },
  ] as const;

  test("is named where it was begun, when the run was over too soon", () => {
    expect(explainTooSoon(aRun({ leftovers }), 1)).toMatchObject({
      code: "not-awaited",
      at: at(4),
      message: "What line 4 began was still going on when main ended.",
    });
  });
});

test("the cancel that ended a task is the last one of several, and is told with the first: it ends the tidying up, too", () => {
  const trace = aTrace([
    [0, "cancel-requested", { task: 2, other: 1, site: at(12) }],
    [5, "cancel-requested", { task: 2, other: 1, site: at(13) }],
  ]);
  const task = aTask({ id: 2, state: "cancelled", endedMs: 5 });
  expect(explainCancel(aRun({ trace }), task)).toMatchObject({
    code: "early-cancel",
    at: at(13),
    message: "It was cancelled once more on line 13 at 5 ms, though line 12 had cancelled it already.",
  });
  expect(explainCancel(aRun(), task)).toBeNull();
});

describe("the entry's own wait", () => {
  const trace = aTrace([[0, "wait-began", { task: 1, other: 2, ref: 1, detail: "task Task-2", stack: [[1, at(23)]] }]]);
  const run = aRun({
    elapsedMs: null,
    endMs: 60_000,
    tasks: [aTask({ id: 1, state: "pending", endedMs: null }), left],
    trace,
  });

  test("tells what a run that never ended was waiting for", () => {
    expect(explainEntryWait(run)).toBe("All the time main waited on line 23 for fetchTitle (Task-2) to end.");
    expect(explainEntryWait(aRun())).toBeNull();
  });

  test("tells where an error came from that has no place of its own", () => {
    expect(lastWaitPlace(run)).toEqual(at(23));
    expect(lastWaitPlace(aRun())).toBeNull();
  });
});

describe("of several tasks that were left behind", () => {
  const helper = aTask({ id: 2, name: "drone", state: "pending", endedMs: null, createdAt: at(3) });
  const worker = aTask({ id: 3, name: "hiker", state: "pending", endedMs: null, createdAt: at(7) });
  const trace = aTrace([
    [0, "wait-began", { task: 2, ref: 1, detail: "sleep(25)", stack: [[2, at(4)]] }],
    [0, "wait-began", { task: 3, ref: 2, detail: "sleep(90)", stack: [[3, at(8)]] }],
  ]);
  const run = aRun({
    tasks: [aTask({ id: 1 }), helper, worker],
    trace,
    awaits: [anAwait({ at: at(4), endless: true })],
  });

  test("the one that only sleeps in a loop without an end gives nothing that could be missing", () => {
    expect(explainUnfinished(run)).toMatchObject({ at: at(7) });
  });

  test("nor when it is the only one", () => {
    expect(explainUnfinished({ ...run, tasks: run.tasks.slice(0, 2) })).toBeNull();
  });
});

describe("a task that was cancelled too late, by no line", () => {
  const lamp = aTask({ id: 2, name: "lamp", state: "cancelled", endedMs: 405, createdAt: at(31) });
  const run = (awaits: readonly ReturnType<typeof anAwait>[]) =>
    aRun({
      elapsedMs: 405,
      tasks: [aTask({ id: 1, endedMs: 405 }), lamp],
      awaits,
      trace: aTrace([
        [0, "task-created", { task: 1 }],
        [0, "task-created", { task: 2, other: 1, site: at(31) }],
        [330, "wait-began", { task: 1, ref: 1, other: 2, detail: "task lamp", stack: [[1, at(13)]] }],
        [405, "wait-ended", { task: 1, ref: 1 }],
        [405, "cancel-requested", { task: 2, other: 1 }],
        [405, "task-ended", { task: 2, detail: "cancelled" }],
      ]),
    });

  test("is told with the wait whose time was up", () => {
    expect(explainLateCancel(run([anAwait({ at: at(13), limited: true })]), lamp, 330)).toMatchObject({
      at: at(13),
      message: "It was cancelled only at 405 ms, when the time that line 13 gave it from 330 ms on was up.",
    });
  });

  test("and with where it was made when there is no such wait", () => {
    const told = explainLateCancel(run([anAwait({ at: at(13) })]), lamp, 330);
    expect(told).toMatchObject({ at: at(31), hint: "What cancels it, and what does that have to wait for first?" });
  });
});

describe("a task that another one of the same place kept from being waited for", () => {
  const made = { createdAt: at(7), creator: 1 } as const;
  const failed = aTask({ id: 2, name: "Task-2", ...made, state: "failed", endedMs: 5 });
  const left = aTask({ id: 3, name: "Task-3", ...made, state: "pending", endedMs: null });
  const run = (first: typeof failed) =>
    aRun({
      tasks: [aTask({ id: 1, endedMs: 5 }), first, left],
      trace: aTrace([
        [0, "wait-began", { task: 1, other: 2, ref: 1, detail: "task Task-2", stack: [[1, at(9)]] }],
        [5, "task-ended", { task: 2, detail: first.state }],
        [5, "wait-ended", { ref: 1, other: 2 }],
        [5, "task-ended", { task: 1, detail: "done" }],
      ]),
    });

  test("is told with the line that threw before it came to it", () => {
    expect(explainPending(run(failed), left)).toMatchObject({
      at: at(9),
      message: expect.stringContaining(
        "line 9 was to come to it, but it threw at 5 ms, as fetchTitle (Task-2) failed.",
      ),
    });
  });

  test("is not, when that other one was done", () => {
    expect(explainPending(run({ ...failed, state: "done" }), left).message).not.toContain("threw");
  });
});

describe("a place that nobody came to", () => {
  const body = (line: number, endLine: number) => ({
    span: { ...at(line, 1), endLine, endColumn: 2 },
    isNamed: true,
    isAsync: true,
  });
  const place = (line: number) => ({ ...at(line), endLine: line, endColumn: 20 });
  const failed = aTask({ id: 2, creator: 1, createdAt: at(7), state: "failed", endedMs: 40 });
  const run = (state: "failed" | "done", own: "failed" | "done" = state) =>
    aRun({
      tasks: [aTask({ id: 1, state: own, endedMs: own === "failed" ? 40 : 50 }), { ...failed, state }],
      text: { functions: [body(5, 14), body(20, 24)] },
      trace: aTrace([
        [0, "wait-began", { task: 1, other: 2, ref: 1, detail: "task Task-2", stack: [[1, at(9)]] }],
        [40, "task-ended", { task: 2, detail: state }],
        [40, "wait-ended", { ref: 1, other: 2 }],
        [50, "task-ended", { task: 1, detail: "done" }],
      ]),
    });

  test("is told with the line before it that threw", () => {
    expect(explainNeverReached(run("failed"), place(12))?.message).toBe(
      "Line 9 threw at 40 ms, as fetchTitle (Task-2) failed, so the code never came to line 12.",
    );
  });

  test("is not, where who waited went on without the error", () => {
    expect(explainNeverReached(run("failed", "done"), place(12))).toBeNull();
  });

  test.each([
    ["where nothing failed", "done", 12],
    ["of a place before that", "failed", 6],
    ["of a place in another function", "failed", 22],
  ] as const)("is not, %s", (_, state, line) => {
    expect(explainNeverReached(run(state), place(line))).toBeNull();
  });
});
