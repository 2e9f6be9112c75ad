import { describe, expect, test } from "vitest";
import {
  explainCancel,
  explainErrorAsValue,
  explainFewTasks,
  explainInlineCall,
  explainLeft,
  explainReadEarly,
  explainSharedByRounds,
  explainUnawaitedValue,
} from "../../../../grader/explain/index.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

type Row = Parameters<typeof aTrace>[0][number];

describe("a value that is read too early", () => {
  const lateValues = [
    { name: "config", after: [at(5)], reads: [{ at: at(9), until: null, inside: "reader", madeAt: null }] },
  ];
  const readerEnds = (ms: number) =>
    aRun({
      elapsedMs: 200,
      text: { lateValues },
      tasks: [
        aTask({ id: 1, endedMs: 200 }),
        aTask({ id: 2, coroutine: "loader", endedMs: 100 }),
        aTask({ id: 3, coroutine: "reader", endedMs: ms }),
      ],
      trace: aTrace([
        [0, "wait-began", { task: 2, ref: 1, detail: "sleep(100)", stack: [[2, at(5)]] }],
        ...(ms < 100 ? [[ms, "task-ended", { task: 3 }] satisfies Row] : []),
        [100, "wait-ended", { ref: 1 }],
        ...(ms < 100 ? [] : [[ms, "task-ended", { task: 3 }] satisfies Row]),
      ]),
    });

  test("is told with when it is there", () => {
    expect(explainReadEarly(readerEnds(20))).toMatchObject({
      code: "read-early",
      at: at(9),
      message: "`config` gets its value only after the wait on line 5, at 100 ms: line 9 had read it before that.",
    });
  });

  test("is not told where the reader may have come later", () => {
    expect(explainReadEarly(readerEnds(150))).toBeNull();
  });
});

test("a counter that rounds share is told only where a number is wrong", () => {
  const shared = { name: "n", at: at(7), loop: at(5), counts: true };
  const run = aRun({ text: { sharedByRounds: [shared] } });
  expect(explainSharedByRounds(run, false)).toBeNull();
  expect(explainSharedByRounds(run, true)).toMatchObject({ code: "shared-by-rounds", at: at(7) });
  expect(
    explainSharedByRounds(aRun({ text: { sharedByRounds: [{ ...shared, counts: false }] } }), false),
  ).not.toBeNull();
});

describe("a call that is awaited where it stands", () => {
  const called = (createdAt: ReturnType<typeof at> | null) =>
    aRun({
      calls: [{ at: at(12), name: "fetchB", runs: 1, work: null, again: false, inputs: 0 }],
      tasks: [aTask({ id: 1 }), ...(createdAt === null ? [] : [aTask({ id: 2, createdAt })])],
      trace: aTrace([
        [0, "wait-began", { task: 1, ref: 1, detail: "sleep(10)", stack: [[2, at(5)], [1, at(12)]] }], // prettier-ignore
        [10, "wait-ended", { ref: 1 }],
      ]),
    });

  test("is named when a task of it is missing", () => {
    expect(explainInlineCall(called(null), (name) => name === "fetchB")).toMatchObject({
      at: at(12),
      message: "Line 12 awaits fetchB() directly, so it runs as a part of main and is no task of its own.",
    });
  });

  test("is not named when others are missing, or when a task was made there", () => {
    expect(explainInlineCall(called(null), (name) => name === "fetchA")).toBeNull();
    expect(explainInlineCall(called(at(12)), (name) => name === "fetchB")).toBeNull();
  });
});

describe("a task that was cancelled together with another", () => {
  const cancelled = (on: number) =>
    aRun({
      tasks: [
        aTask({ id: 1 }),
        aTask({ id: 2, state: "cancelled", name: "editor", coroutine: "editor" }),
        aTask({ id: 3, state: "cancelled", name: "save", coroutine: "save", creator: 2 }),
      ],
      trace: aTrace([
        [0, "wait-began", { task: 2, ref: 1, other: on, detail: "task save", stack: [[2, at(13)]] }],
        [30, "cancel-requested", { task: 2, other: 1, site: at(27) }],
        [30, "cancel-requested", { task: 3, other: 1, site: at(27) }],
        [30, "wait-ended", { ref: 1 }],
      ]),
    });

  test("was cancelled because that one was waiting for it", () => {
    const run = cancelled(3);
    expect(explainCancel(run, run.tasks[2]!)).toMatchObject({
      at: at(27),
      message: expect.stringContaining(
        "together with editor, which line 27 cancelled: that one was waiting for it on line 13",
      ),
    });
  });

  test("was cancelled on its own account when that one waited for something else", () => {
    const run = cancelled(0);
    expect(explainCancel(run, run.tasks[2]!)?.message).toBe("It was cancelled on line 27 at 30 ms.");
  });
});

describe("a list that is too short", () => {
  const gathered = (results: readonly string[]) =>
    aRun({
      tasks: [aTask({ id: 1 }), ...results.map((result, i) => aTask({ id: i + 2, result }))],
      trace: aTrace([
        ...results.map((_, i): Row => [0, "task-created", { task: i + 2, other: 1 }]),
        [0, "wait-began", { task: 1, ref: 1, detail: `gather of ${results.length}`, stack: [[1, at(18)]] }],
        [10, "wait-ended", { ref: 1 }],
      ]),
    });

  test("holds what the gather gave, which was given no more", () => {
    expect(explainFewTasks(gathered(["a", "b"]), ["a", "b"])).toMatchObject({
      at: at(18),
      message: "Line 18 was given 2 tasks, and the list holds what they gave.",
    });
  });

  test("came about in another way when it holds other things", () => {
    expect(explainFewTasks(gathered(["a", "b"]), ["a", "c"])).toBeNull();
    expect(explainFewTasks(gathered(["a", "b"]), ["a"])).toBeNull();
  });
});

test("an error in place of a value is that of the task that failed with it", () => {
  const error = { name: "TimeoutError", message: "", at: null };
  const run = aRun({
    tasks: [aTask({ id: 1 }), aTask({ id: 2, state: "failed", endedMs: 100, createdAt: at(8), error })],
  });
  expect(explainErrorAsValue(run, "an instance of TimeoutError")).toMatchObject({
    at: at(8),
    message: expect.stringMatching(/failed with TimeoutError at 100 ms\.$/),
  });
  expect(explainErrorAsValue(run, "an instance of RangeError")).toBeNull();
  expect(explainErrorAsValue(run, '"TimeoutError"')).toBeNull();
});

test("what was left going is named by the call that nobody waits for, when there is only one", () => {
  const left = (floating: readonly ReturnType<typeof at>[]) =>
    aRun({ leftovers: [{ kind: "timer", what: "timer", at: at(5) }], text: { floating } });
  expect(explainLeft(left([at(11)]))).toMatchObject({ at: at(11) });
  expect(explainLeft(left([at(11), at(12)]))).toMatchObject({ at: at(5) });
});

test("a task that is made into a text is told only where such a text came to light", () => {
  const use = { at: at(8), name: "task", kind: "task", isList: false } as const;
  const asText = aRun({ text: { unawaited: [{ ...use, use: "text" }] } });
  expect(explainUnawaitedValue(asText, "3")).toBeNull();
  expect(explainUnawaitedValue(asText, '"{\\"n\\":{}}"')).toMatchObject({ code: "unawaited-value", at: at(8) });
  expect(explainUnawaitedValue(asText, "https://x.test/[object%20Task]")).not.toBeNull();
  expect(explainUnawaitedValue(aRun({ text: { unawaited: [{ ...use, use: "condition" }] } }), "3")).toMatchObject({
    message: "`task` on line 8 is a task, which always counts as true.",
  });
});
