import { describe, expect, test } from "vitest";
import { aCheck, aRun, aTask, anAwait, aTrace, at, expected, returned, stopped, threw } from "./builders.ts";
import type { Json, Snapshot } from "../../../grader/values/index.ts";
import { judge } from "./grading.ts";

type Row = Parameters<typeof aTrace>[0][number];

const returns = (value: Json) => aCheck({ kind: "returns", value: expected(value) });

describe("returns", () => {
  test("earns all for an equal value and nothing for another", () => {
    expect(judge(returns(["a", "b"]), returned({ t: "list", v: ["a", "b"] }))).toMatchObject({ earned: 1, code: null });
    expect(judge(returns(1), returned(2))).toMatchObject({
      earned: 0,
      code: "returned-other",
      message: "returned 2; expected 1",
    });
  });

  test("shows the path into a deep value", () => {
    const value = { t: "list", v: [{ t: "map", v: [["title", "b"]] }] } as const;
    expect(judge(returns([{ title: "a" }]), returned(value)).message).toBe(
      'returned [{ title: "b" }]; expected [{ title: "a" }]: at [0].title it is "b", expected "a"',
    );
  });

  test("null accepts undefined", () => {
    expect(judge(returns(null), aRun())).toMatchObject({ earned: 1 });
  });

  test("says that a promise was returned, and where it was made", () => {
    const warnings = [{ code: "never-awaited", message: "never awaited", at: at(9) }] as const;
    const value = { t: "list", v: [{ t: "other", v: "a promise" }] } as const;
    expect(judge(returns(["a"]), returned(value, { warnings }))).toMatchObject({
      code: "returned-unawaited",
      line: 9,
      message: "returned a promise at [0] where its result should be: nothing awaited it",
    });
  });

  test("takes the line of a pending task when a task was returned", () => {
    const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(8) })];
    const value = { t: "map", v: [["title", { t: "other", v: "a Task" }]] } as const;
    expect(judge(returns({ title: "a" }), returned(value, { tasks }))).toMatchObject({
      code: "returned-unawaited",
      line: 8,
    });
  });

  test("does not take a string that says so for a promise", () => {
    expect(judge(returns("a"), returned("a promise"))).toMatchObject({ code: "returned-other" });
  });

  test("tells right items in another order from wrong items", () => {
    expect(judge(returns(["a", "b"]), returned({ t: "list", v: ["b", "a"] }))).toMatchObject({
      code: "returned-reordered",
    });
  });
});

describe("a list that is wrong", () => {
  const ended = (ids: readonly number[], more: readonly Row[] = []) =>
    aTrace([
      ...more,
      ...[2, 3, 4].map((task): Row => [0, "task-created", { task, other: 1, site: at(8) }]),
      ...ids.map((task, i): Row => [100 * (i + 1), "task-ended", { task, detail: "done" }]),
      [400, "task-ended", { task: 1, detail: "done" }],
    ]);
  const made = (results: readonly string[]) => [
    aTask({ id: 1 }),
    ...results.map((result, i) => aTask({ id: i + 2, createdAt: at(8), result })),
  ];
  const list = (items: readonly string[]): Snapshot => ({ t: "list", v: items });

  test("in the order in which its tasks ended is told so", () => {
    const run = { tasks: made(["a", "b", "c"]), trace: ended([3, 2, 4]) };
    expect(judge(returns(["a", "b", "c"]), returned(list(["b", "a", "c"]), run))).toMatchObject({
      code: "returned-reordered",
      line: 8,
      message: expect.stringContaining(
        "the order in which the tasks of line 8 ended, not the one in which they were made",
      ),
    });
  });

  test("in that order is marked where asCompleted gives one after the other", () => {
    const next: Row[2] = { task: 1, ref: 1, detail: "task the next of 3 that are not done", stack: [[1, at(10)]] };
    const trace = ended(
      [3, 2, 4],
      [
        [0, "wait-began", next],
        [100, "wait-ended", { ref: 1 }],
      ],
    );
    expect(
      judge(returns(["a", "b", "c"]), returned(list(["b", "a", "c"]), { tasks: made(["a", "b", "c"]), trace })),
    ).toMatchObject({ line: 10, message: expect.stringContaining(": line 10 takes each one when it is ready") });
  });

  test("in another order because a coroutine never ran is told that before anything else", () => {
    const warnings = [{ code: "never-awaited", message: "…", at: at(6) }] as const;
    const run = { tasks: made(["a", "b", "c"]), trace: ended([3, 2, 4]), warnings };
    expect(judge(returns(["a", "b", "c"]), returned(list(["b", "a", "c"]), run))).toMatchObject({
      code: "returned-reordered",
      line: 6,
    });
  });

  test("in the order in which they were made, where the other one is expected, is told that", () => {
    const run = { tasks: made(["a", "b", "c"]), trace: ended([3, 2, 4]) };
    expect(judge(returns(["b", "a", "c"]), returned(list(["a", "b", "c"]), run)).message).toContain(
      "the order in which the tasks of line 8 were made; the one in which they ended is expected",
    );
  });

  test("is told neither when both would fit, as with two that changed places and no result to tell them apart", () => {
    const run = { tasks: made(["x", "y", "z"]), trace: ended([3, 2, 4]) };
    const { message } = judge(returns(["a", "b", "c"]), returned(list(["b", "a", "c"]), run));
    expect(message).not.toContain("the order in which");
  });

  describe("that is filled beside waits on one line", () => {
    const aSleep = (task: number, ms: number): Row[] => [
      [task, "wait-began", { task, ref: task, detail: `sleep(${ms})`, stack: [[task, at(9)]] }],
      [task + ms, "wait-ended", { ref: task }],
    ];
    /** The second is over after the third. */
    const rows = [...aSleep(2, 100), ...aSleep(3, 300), ...aSleep(4, 200)].toSorted(([a], [b]) => a - b);
    const run = (line: number) => ({
      tasks: made(["x", "y", "z"]).map((task) => ({ ...task, createdAt: at(20 + task.id) })),
      trace: aTrace([...rows, [400, "task-ended", { task: 1, detail: "done" }]]),
      awaits: [anAwait({ at: at(9), appended: [{ at: at(line), list: "all", returned: true }] })],
    });

    test("behind them, comes in the order in which they ended", () => {
      const items = list(["a", "c", "b"]);
      expect(judge(returns(["a", "b", "c"]), returned(items, run(10)))).toMatchObject({
        line: 10,
        message: expect.stringContaining(
          "the order in which the waits on line 9 ended, not the one in which they began",
        ),
      });
    });

    test("before them, comes in the order in which they began", () => {
      const items = list(["a", "b", "c"]);
      expect(judge(returns(["a", "c", "b"]), returned(items, run(8)))).toMatchObject({
        line: 8,
        message: expect.stringContaining(
          "the order in which the waits on line 9 began; the one in which they ended is expected. Line 8 adds each one before that wait",
        ),
      });
    });
  });

  test("inside a map has its path", () => {
    const value: Snapshot = { t: "map", v: [["all", list(["b", "a"])]] };
    expect(judge(returns({ all: ["a", "b"] }), returned(value))).toMatchObject({
      code: "returned-reordered",
      message: expect.stringContaining("The items of .all are right, but in a different order"),
    });
  });

  test("names the other items that are wrong", () => {
    expect(judge(returns(["a", "b", "c"]), returned(list(["x", "b", "y"]))).message).toMatch(/; \[2\] is wrong too$/);
    expect(judge(returns(["a", "b", "c", "d"]), returned(list(["w", "x", "y", "z"]))).message).toMatch(
      /; 4 of its 4 items are wrong$/,
    );
  });

  test("because it was returned before all was there names what was still going on", () => {
    const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(8) })];
    expect(judge(returns(["a", "b"]), returned(list(["a"]), { tasks }))).toMatchObject({
      code: "returned-too-early",
      line: 8,
    });
  });
});

describe("throws", () => {
  const check = aCheck({
    kind: "throws",
    name: { kind: "string", value: "TimeoutError" },
    message: { kind: "match", pattern: { kind: "regex", source: "timed out", flags: "" } },
  });

  test("wants both name and message", () => {
    expect(judge(check, threw("TimeoutError", "it timed out"))).toMatchObject({ earned: 1 });
    expect(judge(check, threw("TimeoutError", "late", at(4)))).toMatchObject({
      code: "threw-other",
      line: 4,
      message: 'threw TimeoutError: "late"; expected TimeoutError with the message text matching /timed out/',
    });
    expect(judge(check, threw("Error", "it timed out"))).toMatchObject({ code: "threw-other" });
  });

  test("is not met by returning", () => {
    expect(judge(check, returned(1))).toMatchObject({ earned: 0, code: "never-threw" });
  });

  test("is not met by being stopped", () => {
    expect(judge(check, stopped("cpu"))).toMatchObject({ code: "stopped" });
  });
});

describe("a list of lists that is cut otherwise", () => {
  const list = (...v: Snapshot[]): Snapshot => ({ t: "list", v });

  test("is told with the sizes, by the line that decides about them", () => {
    const run = returned(list(list(1, 2, 3), list(4)), { text: { cuts: [at(9)] } });
    expect(
      judge(
        returns([
          [1, 2],
          [3, 4],
        ]),
        run,
      ),
    ).toMatchObject({
      line: 9,
      message: expect.stringContaining(
        "All items are there and in order, but in lists of 3 and 1; lists of 2 and 2 are expected",
      ),
    });
  });

  test("is told when there should be no pieces, or when there are none", () => {
    expect(judge(returns([1, 2, 3]), returned(list(list(1, 2), list(3)))).message).toContain(
      "but in lists of 2 and 1; one plain list is expected",
    );
    expect(judge(returns([[1, 2], [3]]), returned(list(1, 2, 3))).message).toContain(
      "but in no lists of their own; lists of 2 and 1 are expected",
    );
  });

  test("is told with its sizes when other items are wrong as well, if one line decides about them", () => {
    const value = list(list(1), list(3));
    expect(judge(returns([[1, 2], [3]]), returned(value, { text: { cuts: [at(9)] } }))).toMatchObject({
      line: 9,
      message: expect.stringContaining("The result is in lists of 1 and 1, where lists of 2 and 1 are expected"),
    });
    expect(judge(returns([[1, 2], [3]]), returned(value)).message).not.toContain("lists of");
  });
});

test("what has no value and is left out is not put down to work that was cut short", () => {
  const cut = aTask({ id: 2, state: "cancelled", endedMs: 10, creator: 1 });
  const trace = aTrace([[10, "cancel-requested", { task: 2, other: 1, site: at(9) }]]);
  const run = returned({ t: "list", v: [20, 30] }, { tasks: [aTask({ id: 1 }), cut], trace });
  expect(judge(returns([20, null, 30]), run).message).toContain(
    "what should stand at [1] and has no value is left out",
  );
  expect(judge(returns([20, 25, 30]), run).message).toContain("was cancelled on line 9");
});

test("an error of the right message but of no class of its own is told what names it", () => {
  const check = aCheck({ kind: "throws", name: expected("Broke"), message: expected("no money") });
  expect(judge(check, threw("Error", "no money")).hint).toContain("where does that class set its name?");
  expect(judge(check, threw("Error", "what?")).hint).not.toContain("class");
});

test("a group of errors is told with the error in it that is meant", () => {
  const check = aCheck({ kind: "throws", name: expected("Broke"), message: null });
  const error = { name: "Broke", message: "no money", at: at(11) };
  const group = threw("ExceptionGroup", "unhandled errors in a TaskGroup");
  const run = { ...group, tasks: [aTask({ id: 1 }), aTask({ id: 2, state: "failed", error })] };
  expect(judge(check, run)).toMatchObject({ line: 11, message: expect.stringContaining("failed with on line 11") });
});
