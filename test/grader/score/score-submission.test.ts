import { describe, expect, test } from "vitest";
import { toFraction } from "../../../grader/score/index.ts";
import type { Rejection } from "../../../grader/compile/index.ts";
import {
  aCheck,
  aRequest,
  aRule,
  aRun,
  aScenario,
  aTask,
  aTaskCheck,
  aTrace,
  anExercise,
  at,
  expected,
  returned,
  stopped,
  threw,
} from "./builders.ts";
import { gradeOf } from "./grading.ts";

const returnsOne = aCheck({ kind: "returns", value: expected(1) });
const fast = aCheck({ kind: "elapsed", atMostMs: 500, atLeastMs: null });
const throwsAny = aCheck({ kind: "throws", name: null, message: null });

function span(line: number) {
  return { ...at(line), endLine: line, endColumn: 9 };
}

describe("points", () => {
  test("of a category are divided by weight over its checks in all scenarios", () => {
    const exercise = anExercise({
      scenarios: [
        aScenario({ name: "one", checks: [fast, returnsOne, { ...returnsOne, weight: 2 }] }),
        aScenario({ name: "two", checks: [returnsOne] }),
      ],
      points: { concurrency: { n: 30, d: 1 }, returns: { n: 70, d: 1 } },
    });
    const grade = gradeOf(exercise, [returned(1), returned(2)]);
    expect(
      grade.scenarios.flatMap((scenario) => scenario.checks.map((check) => [check.title, check.score, check.maxScore])),
    ).toEqual([
      ["elapsed", { n: 30, d: 1 }, { n: 30, d: 1 }],
      ["returns", { n: 35, d: 2 }, { n: 35, d: 2 }],
      ["returns", { n: 35, d: 1 }, { n: 35, d: 1 }],
      ["returns", { n: 0, d: 1 }, { n: 35, d: 2 }],
    ]);
    expect(grade).toMatchObject({ status: "failed", score: { n: 165, d: 2 }, maxScore: { n: 100, d: 1 }, percent: 82 });
  });

  test("of 100 over three categories add up to exactly 100", () => {
    const exercise = anExercise({
      scenarios: [aScenario({ checks: [fast, returnsOne, aTaskCheck({ pattern: "main", state: "done" })] })],
    });
    const grade = gradeOf(exercise, [returned(1)]);
    expect(grade.categories.map(({ score }) => score)).toEqual([1, 2, 3].map(() => ({ n: 100, d: 3 })));
    expect(grade).toMatchObject({ status: "passed", score: { n: 100, d: 1 }, percent: 100 });
  });

  test("are worth nothing in a category that `points` does not name", () => {
    const exercise = anExercise({
      scenarios: [aScenario({ checks: [fast, returnsOne] })],
      points: { returns: { n: 10, d: 1 } },
    });
    const grade = gradeOf(exercise, [returned(1, { elapsedMs: 900 })]);
    expect(grade).toMatchObject({ status: "passed", score: { n: 10, d: 1 }, percent: 100 });
    expect(grade.categories.map(({ category }) => category)).toEqual(["returns"]);
  });

  test("stay decimal as written", () => {
    const exercise = anExercise({
      scenarios: [
        aScenario({
          checks: [
            { ...returnsOne, weight: 0.1 },
            { ...returnsOne, weight: 0.2 },
          ],
        }),
      ],
    });
    const grade = gradeOf(exercise, [returned(1)]);
    expect(grade.scenarios[0]!.checks.map(({ score }) => score)).toEqual([
      { n: 100, d: 3 },
      { n: 200, d: 3 },
    ]);
  });

  test("whose exact sum outgrows JSON's integers are decided exactly and shown cut off", () => {
    const scenarios = [317, 293, 511, 487, 499, 521, 523].map((span_, index) =>
      aScenario({ name: `s${index}`, checks: [aCheck({ kind: "elapsed-scaled", idealMs: 0, sequentialMs: span_ })] }),
    );
    const grade = gradeOf(
      anExercise({ scenarios }),
      scenarios.map(() => aRun({ elapsedMs: 1 })),
    );
    expect(Number.isSafeInteger(grade.score!.n) && Number.isSafeInteger(grade.score!.d)).toBe(true);
    expect(toFraction(grade.score!).valueOf()).toBeCloseTo(99.8, 0);
    expect(grade.percent).toBe(99);
  });
});

describe("the pass mark", () => {
  const thirds = anExercise({
    scenarios: [aScenario({ checks: [returnsOne, fast, fast] })],
    points: { concurrency: { n: 2, d: 1 }, returns: { n: 1, d: 1 } },
  });

  test("compares the exact fraction, not the percent that is shown", () => {
    const run = returned(2);
    expect(gradeOf({ ...thirds, pass: 66 }, [run])).toMatchObject({ percent: 66, status: "passed" });
    expect(gradeOf({ ...thirds, pass: 66.7 }, [run])).toMatchObject({ percent: 66, status: "failed" });
  });

  test("is reached exactly", () => {
    expect(gradeOf({ ...thirds, pass: 100 }, [returned(1)])).toMatchObject({ percent: 100, status: "passed" });
  });
});

describe("an entry that throws without `throws`", () => {
  const exercise = anExercise({
    scenarios: [aScenario({ checks: [fast, returnsOne] }), aScenario({ name: "two", checks: [fast] })],
  });

  test("earns nothing in that scenario, and is told once", () => {
    const grade = gradeOf(exercise, [threw("TypeError", "no", at(4)), aRun()]);
    expect(grade.scenarios.map(({ status }) => status)).toEqual(["failed", "passed"]);
    expect(grade.scenarios[0]!.checks.map(({ status, score, finding }) => [status, score.n, finding!.code])).toEqual([
      ["failed", 0, "entry-threw"],
      ["failed", 0, "entry-threw"],
    ]);
    expect(grade.scenarios[0]!.findings).toMatchObject([
      { code: "entry-threw", message: "main threw TypeError: no", at: at(4) },
    ]);
    expect(grade.score).toEqual({ n: 25, d: 1 });
  });
});

test("an entry that returns in spite of `throws` earns nothing in that scenario", () => {
  const grade = gradeOf(anExercise({ scenarios: [aScenario({ checks: [fast, throwsAny] })] }), [returned(1)]);
  expect(grade.scenarios[0]!.checks.map(({ finding }) => finding!.code)).toEqual(["entry-returned", "never-threw"]);
  expect(grade).toMatchObject({ status: "failed", score: { n: 0, d: 1 } });
});

test("an entry that throws what it should earns by its checks", () => {
  const grade = gradeOf(anExercise({ scenarios: [aScenario({ checks: [fast, throwsAny] })] }), [
    threw("TimeoutError", ""),
  ]);
  expect(grade).toMatchObject({ status: "passed", percent: 100 });
});

describe("rejected", () => {
  const exercise = anExercise({
    scenarios: [aScenario({ checks: [returnsOne] }), aScenario({ name: "two", checks: [returnsOne] })],
  });
  const rejection: Rejection = { code: "types", message: "no", file: "submission.ts", line: 3, column: 1 };

  test("when nothing tells where it was stopped, the reader begins at the entry", () => {
    const sources = [{ file: "exercises/two-titles/submission.ts", text: "\nexport async function main() {}\n" }];
    const reason = { code: "memory", message: "no", file: null, line: null, column: null };
    const nowhere = aRun({ outcome: { kind: "stopped", reason } });
    const grade = gradeOf(exercise, [returned(1), nowhere], { sources });
    expect(grade.reason).toMatchObject({ file: "exercises/two-titles/submission.ts", line: 2 });
    expect(grade.scenarios[1]!.reason).toEqual(grade.reason);
  });

  test("when the time ran out, the reason tells what the entry waited for all the time", () => {
    const trace = aTrace([
      [0, "wait-began", { task: 1, other: 2, ref: 1, detail: "task Task-2", stack: [[1, at(23)]] }],
    ]);
    const tasks = [
      aTask({ id: 1, state: "pending", endedMs: null }),
      aTask({ id: 2, state: "pending", endedMs: null }),
    ];
    const run = { ...stopped("virtual-time", "Too long."), endMs: 60_000, tasks, trace };
    const grade = gradeOf(anExercise({ scenarios: [aScenario({ checks: [returnsOne] })] }), [run]);
    const message = "Too long. All the time main waited on line 23 for fetchTitle (Task-2) to end.";
    expect([grade.reason?.message, grade.scenarios[0]!.reason?.message]).toEqual([message, message]);
    expect(grade.reason?.line).toBe(4);
  });

  test("when it waited, by way of a task, for what nobody gave, no loop that goes on beside that is blamed", () => {
    const trace = aTrace([
      [0, "wait-began", { task: 1, other: 2, ref: 1, detail: "task Task-2", stack: [[1, at(23)]] }],
      [110, "wait-began", { task: 2, ref: 2, detail: "barrier 1", stack: [[2, at(9)]] }],
    ]);
    const tasks = [1, 2].map((id) => aTask({ id, state: "pending", endedMs: null }));
    const run = { ...stopped("virtual-time", "Too long. Is there a loop?"), endMs: 60_000, tasks, trace };
    const { reason } = gradeOf(anExercise({ scenarios: [aScenario({ checks: [returnsOne] })] }), [run]);
    expect(reason?.line).toBe(23);
    expect(reason?.message).toMatch(
      /^Too long\. main waited on line 23 for fetchTitle \(Task-2\), and that one since 110 ms on line 9 for barrier 1: nothing let it go on\. Who/,
    );
  });

  test("when one scenario was stopped: no points anywhere, and the others are shown", () => {
    const grade = gradeOf(exercise, [returned(1), stopped("deadlock")]);
    expect(grade).toMatchObject({
      status: "rejected",
      reason: { code: "deadlock", line: 4 },
      reasonScenario: "two",
      score: { n: 0, d: 1 },
      percent: 0,
    });
    expect(grade.scenarios.map(({ status, value }) => [status, value])).toEqual([
      ["passed", 1],
      ["rejected", null],
    ]);
    expect(grade.scenarios.flatMap(({ checks }) => checks.map(({ status, score }) => [status, score.n]))).toEqual([
      ["passed", 0],
      ["failed", 0],
    ]);
    expect(grade.categories).toEqual([{ category: "returns", score: { n: 0, d: 1 }, maxScore: { n: 100, d: 1 } }]);
  });

  test("when it does not compile: nothing ran", () => {
    const grade = gradeOf(exercise, [], { rejection });
    expect(grade).toMatchObject({ status: "rejected", reason: rejection, traceHash: null, percent: 0 });
    expect(grade.scenarios.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  test("even where 0 % would pass", () => {
    expect(gradeOf({ ...exercise, pass: 0 }, [], { rejection }).status).toBe("rejected");
  });

  test("when a rule without points is broken", () => {
    const broken = {
      rule: aRule({ why: "Tasks, please." }),
      message: "createTask is never called",
      hint: null,
      at: span(1),
      more: [],
    };
    const grade = gradeOf(exercise, [returned(1), returned(1)], { rules: [broken] });
    expect(grade).toMatchObject({
      status: "rejected",
      reason: { code: "rule", message: "createTask is never called", line: 1 },
      rules: [{ code: "require:createTask", hint: "Tasks, please." }],
    });
  });
});

function costs(points: number) {
  return [{ rule: aRule({ points }), message: "createTask is never called", hint: null, at: span(1), more: [] }];
}

describe("a rule with points", () => {
  const exercise = anExercise({ scenarios: [aScenario({ checks: [returnsOne] })], pass: 50 });

  test("takes them off the total", () => {
    expect(gradeOf(exercise, [returned(1)], { rules: costs(12.5) })).toMatchObject({
      status: "passed",
      score: { n: 175, d: 2 },
      percent: 87,
    });
  });

  test("never below 0", () => {
    expect(gradeOf(exercise, [returned(2)], { rules: costs(10) })).toMatchObject({
      status: "failed",
      score: { n: 0, d: 1 },
    });
  });
});

describe("findings of a scenario", () => {
  const exercise = anExercise({ scenarios: [aScenario({ checks: [returnsOne] })] });

  test("name an unmocked request, once, and the nearest route", () => {
    const request = aRequest({
      status: null,
      outcome: "unmocked",
      nearest: "GET https://x.test/posts/1",
      url: "https://x.test/post/1",
      at: at(5),
    });
    const grade = gradeOf(exercise, [returned(1, { requests: [request, request] })]);
    expect(grade.scenarios[0]!.findings).toMatchObject([
      {
        code: "unmocked-request",
        message: expect.stringMatching(/^GET https:\/\/x\.test\/post\/1 .* \(2 times\)$/),
        at: at(5),
        hint: "The closest address in the exercise is GET https://x.test/posts/1.",
      },
    ]);
    expect(grade.status).toBe("passed");
  });

  test.each([
    ["a TypeError", "TypeError", "Compare the URL"],
    ["no RangeError", "RangeError", "What does this line rely on"],
  ])("blame an unmocked request for %s", (_, name, hint) => {
    const run = { ...threw(name, "no", at(4)), requests: [aRequest({ status: null, outcome: "unmocked", at: at(5) })] };
    expect(gradeOf(exercise, [run]).scenarios[0]!.findings).toContainEqual(
      expect.objectContaining({ code: "entry-threw", hint: expect.stringContaining(hint) }),
    );
  });

  test("carry the runtime's warnings", () => {
    const warning = { code: "never-awaited", message: "fetchTitle was never awaited", at: at(9) } as const;
    const grade = gradeOf(exercise, [returned(1, { warnings: [warning] })]);
    expect(grade.scenarios[0]!.findings).toMatchObject([
      { code: "never-awaited", message: "fetchTitle was never awaited", at: at(9) },
    ]);
  });

  test("leave out the CancelledError of what the end of the run cancelled", () => {
    const message =
      "The error of gather of 2 was never handled: CancelledError. Await it, so that the error can be caught.";
    const grade = gradeOf(exercise, [returned(1, { warnings: [{ code: "never-retrieved", message, at: null }] })]);
    expect(grade.scenarios[0]!.findings).toEqual([]);
  });

  test("place an error that has no place of its own where the entry last waited", () => {
    const trace = aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "task Task-2", stack: [[1, at(24)]] }],
      [9, "wait-ended", { ref: 1 }],
    ]);
    const grade = gradeOf(exercise, [{ ...threw("CancelledError", ""), elapsedMs: 9, trace }]);
    expect(grade.scenarios[0]!.findings).toMatchObject([{ code: "entry-threw", at: at(24) }]);
  });

  test("place an error that came out of a task where that task failed: the entry waited once more on its way out", () => {
    const error = { name: "TimeoutError", message: "timed out after 100 ms" };
    const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "failed", error: { ...error, at: at(9) } })];
    const run = { ...threw(error.name, error.message, at(6)), tasks };
    expect(gradeOf(exercise, [run]).scenarios[0]!.findings).toMatchObject([{ code: "entry-threw", at: at(9) }]);
  });

  test("lay a CancelledError to what cancelled the first task", () => {
    const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "cancelled", endedMs: 5 })];
    const trace = aTrace([[5, "cancel-requested", { task: 2, other: 1, site: at(13) }]]);
    const run = { ...threw("CancelledError", "", at(24)), tasks, trace };
    expect(gradeOf(exercise, [run]).scenarios[0]!.findings).toMatchObject([
      {
        code: "entry-threw",
        at: at(13),
        message: "main threw CancelledError. fetchTitle (Task-2) was cancelled on line 13 at 5 ms.",
      },
    ]);
  });

  test("say nothing of a lock that a task holds which is still at work", () => {
    const leftovers = [{ kind: "held", what: "lock 1 is still held", at: at(7) }] as const;
    const trace = aTrace([[0, "held", { task: 2, detail: "lock 1", site: at(7) }]]);
    const run = (state: "pending" | "done") =>
      returned(1, { leftovers, trace, tasks: [aTask({ id: 1 }), aTask({ id: 2, state })] });
    expect(gradeOf(exercise, [run("done")]).scenarios[0]!.findings).toMatchObject([{ code: "still-held", at: at(7) }]);
    expect(gradeOf(exercise, [run("pending")]).scenarios[0]!.findings).toEqual([]);
  });

  test("say nothing of a semaphore that others took later and gave back", () => {
    const leftovers = [{ kind: "held", what: "semaphore 1 is still held", at: at(7) }] as const;
    const back: Parameters<typeof aTrace>[0] = [[5, "given-back", { task: 3, detail: "semaphore 1", site: at(9) }]];
    const run = (rows: typeof back) => {
      const took = [2, 3].map((task) => [0, "held", { task, detail: "semaphore 1", site: at(7) }] as const);
      const tasks = [
        aTask({ id: 1 }),
        aTask({ id: 2, state: "pending" }),
        aTask({ id: 3, state: "failed", endedMs: 5 }),
      ];
      return returned(1, { leftovers, trace: aTrace([...took, ...rows]), tasks });
    };
    expect(gradeOf(exercise, [run(back)]).scenarios[0]!.findings).toEqual([]);
    expect(gradeOf(exercise, [run([])]).scenarios[0]!.findings).toMatchObject([{ code: "still-held" }]);
  });

  test("find the line of a request that the client sent where its task waits for it", () => {
    const trace = aTrace([
      [0, "request-sent", { task: 1, ref: 1 }],
      [0, "wait-began", { task: 1, ref: 1, detail: "request GET https://x.test/a", site: at(7) }],
    ]);
    const grade = gradeOf(exercise, [returned(1, { requests: [aRequest({ outcome: "unmocked" })], trace })]);
    expect(grade.scenarios[0]).toMatchObject({
      requests: [{ at: at(7) }],
      findings: [{ code: "unmocked-request", at: at(7) }],
    });
  });
});

test("runs that are missing without a reason are the grader's fault, not points", () => {
  expect(() => gradeOf(anExercise({ scenarios: [aScenario({ checks: [returnsOne] })] }), [])).toThrow(
    "1 scenarios, but 0 runs",
  );
});

describe("the trace hash", () => {
  const exercise = anExercise({ scenarios: [aScenario({ checks: [returnsOne] })] });

  test("is the same for the same run, whatever the order of its keys", () => {
    const run = returned(1);
    const { trace, outcome, ...rest } = run;
    const reversed = { ...rest, outcome, trace };
    expect(Object.keys(reversed)).not.toEqual(Object.keys(run));
    expect(gradeOf(exercise, [reversed]).traceHash).toBe(gradeOf(exercise, [run]).traceHash);
    expect(gradeOf(exercise, [run]).traceHash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("is another one for another run", () => {
    expect(gradeOf(exercise, [returned(1, { elapsedMs: 1 })]).traceHash).not.toBe(
      gradeOf(exercise, [returned(1)]).traceHash,
    );
  });
});
