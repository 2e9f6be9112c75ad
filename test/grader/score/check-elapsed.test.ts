import { describe, expect, test } from "vitest";
import { type Mended, modelOf, type Model } from "../../../grader/explain/index.ts";
import { checkElapsed } from "../../../grader/score/check-elapsed.ts";
import { aCheck, anAwait, aRequest, aRun, aTask, aTrace, at, mendedAt } from "./builders.ts";
import type { Check } from "../../../grader/spec/index.ts";
import { judge } from "./grading.ts";
import { sequentialCalls } from "../explain/runs.ts";
import { mended, placeAt } from "./mended.ts";

const atMost = (ms: number) => aCheck({ kind: "elapsed", atMostMs: ms, atLeastMs: null });
const scaled = aCheck({ kind: "elapsed-scaled", idealMs: 500, sequentialMs: 800 });

describe("at most", () => {
  test("is met by exactly that time", () => {
    expect(judge(atMost(500), aRun({ elapsedMs: 500 }))).toMatchObject({ earned: 1, code: null });
  });

  test("is missed by one microsecond", () => {
    expect(judge(atMost(500), aRun({ elapsedMs: 500.001 }))).toMatchObject({ earned: 0, code: "elapsed-too-long" });
  });

  test("is not missed by the rounding of a double", () => {
    expect(judge(atMost(0.3), aRun({ elapsedMs: 0.1 + 0.2 }))).toMatchObject({ earned: 1 });
  });

  test("names the line that lost the time", () => {
    expect(judge(atMost(500), sequentialCalls())).toMatchObject({
      code: "elapsed-too-long",
      line: 9,
      message:
        "took 800 ms; at most 500 ms is allowed. Line 9 waited 300 ms, and only then line 10 began its 500 ms. Side by side they would take 500 ms. That cost 300 ms.",
    });
  });
});

describe("a cause of lost time", () => {
  const outcome = (mended: Mended | null) =>
    checkElapsed(atMost(500) as Extract<Check, { kind: "elapsed" }>, sequentialCalls(), { model: null, known: null, mended }); // prettier-ignore

  test("is one for other scenarios, too, where nothing is known to be mended, or just that line is", () => {
    expect(outcome(null).cause).toMatchObject({ code: "sequential-awaits", at: at(9) });
    expect(outcome(mendedAt(9)).cause).toEqual(outcome(null).cause);
  });

  test("is none for others when another line was mended; what is told here stays", () => {
    expect(outcome(mendedAt(20)).cause).toBeUndefined();
    expect(outcome(mendedAt(20)).finding).toEqual(outcome(null).finding);
  });
});

test("what a run shows is no more than likely where changes were tried and none was enough, and is told nowhere else", () => {
  const check = atMost(500) as Extract<Check, { kind: "elapsed" }>;
  const { finding, cause } = checkElapsed(check, sequentialCalls(), { model: null, known: null, isTriedInVain: true });
  expect(finding?.message).toMatch(
    /^took 800 ms; at most 500 ms is allowed\. Perhaps this is why: Line 9 waited 300 ms/u,
  );
  expect(finding?.hint).toMatch(/ If it has to be so, what else does the end of the run wait for\?$/u);
  expect(cause).toBeUndefined();
});

describe("a line that waits, and is mended where it does not wait", () => {
  const lineOf = (piece: "argument" | "await") => {
    const by = mended([placeAt(9, { kind: "other", piece })]);
    return checkElapsed(atMost(500) as Extract<Check, { kind: "elapsed" }>, sequentialCalls(), { model: null, known: null, mended: by }).finding!; // prettier-ignore
  };

  test("is not told to be begun earlier", () => {
    expect(lineOf("argument")).toMatchObject({ message: "took 800 ms; at most 500 ms is allowed", at: null });
  });

  test("is, where the wait itself was mended", () => {
    expect(lineOf("await").message).toContain("Line 9 waited 300 ms, and only then line 10 began");
  });
});

describe("what the solution did", () => {
  const run = aRun({
    elapsedMs: 300,
    requests: [1, 2, 3].map((page) =>
      aRequest({ url: `/pages/${page}`, startMs: 100 * (page - 1), endMs: 100 * page }),
    ),
    trace: aTrace(
      [1, 2, 3].flatMap((page): Parameters<typeof aTrace>[0][number][] => [
        [100 * (page - 1), "wait-began", { task: 1, ref: page, detail: `request GET /pages/${page}`, stack: [[1, at(5)]] }], // prettier-ignore
        [100 * page, "wait-ended", { ref: page }],
      ]),
    ),
  });
  const twoPages = { ...run, elapsedMs: 200, requests: run.requests.slice(0, 2) };
  const told = (model: Model | null) =>
    checkElapsed(atMost(200) as Extract<Check, { kind: "elapsed" }>, run, { model, known: null }).finding!;

  test("tells what it did without", () => {
    expect(told(modelOf(twoPages)).message).toContain(
      "Line 5 waited 100 ms for the answer to GET /pages/3, which need not be sent at all.",
    );
  });

  test("tells nothing when it took too long itself", () => {
    expect(told(modelOf({ ...twoPages, elapsedMs: 201 }))).toEqual(told(null));
  });
});

describe("at least", () => {
  test("names the task that nobody awaited", () => {
    const left = aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(7) });
    const run = aRun({ elapsedMs: 0, tasks: [aTask({ id: 1 }), left] });
    expect(judge(aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 300 }), run)).toMatchObject({
      code: "elapsed-too-short",
      line: 7,
      message:
        "took 0 ms; at least 300 ms is expected. Nobody awaited fetchTitle (Task-2), made on line 7, so main ended before it did.",
    });
  });
});

describe("ideal and sequential", () => {
  test.each([
    [500, 1],
    [200, 1],
    [800, 0],
    [900, 0],
    [600, 2 / 3],
    [650, 1 / 2],
  ])("%d ms earn %d of the points", (elapsedMs, earned) => {
    expect(judge(scaled, aRun({ elapsedMs })).earned).toBeCloseTo(earned, 12);
  });

  test("say what is possible when only part of the points was earned", () => {
    expect(judge(scaled, aRun({ elapsedMs: 650 }))).toMatchObject({
      code: "elapsed-too-long",
      message: "took 650 ms; 500 ms is possible",
    });
  });

  const slept = (...rounds: readonly number[]) =>
    aRun({
      elapsedMs: rounds.length * 100,
      trace: aTrace(
        rounds.flatMap((ref): Parameters<typeof aTrace>[0][number][] => [
          [100 * (ref - 1), "wait-began", { task: 1, ref, detail: "sleep(100)", stack: [[1, at(5)]] }],
          [100 * ref, "wait-ended", { ref }],
        ]),
      ),
    });
  const told = (model: Model | null) => {
    const check = aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 300 }) as Extract<Check, { kind: "elapsed" }>;
    return checkElapsed(check, slept(1, 2), { model, known: null }).finding!;
  };

  test("names what the solution does more often", () => {
    expect(told(modelOf(slept(1, 2, 3)))).toMatchObject({
      message: "took 200 ms; at least 300 ms is expected. Line 5 waited 2 times; one more time is needed here.",
      at: { line: 5 },
    });
  });

  test("is told without a solution that is over too soon itself", () => {
    expect(told(modelOf({ ...slept(1, 2, 3), elapsedMs: 299 }))).toEqual(told(null));
  });
});

describe("a task that was stopped at its work, in a run that was over too soon", () => {
  const check = aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 300 }) as Extract<Check, { kind: "elapsed" }>;
  const run = (endless: boolean) =>
    aRun({
      elapsedMs: 100,
      tasks: [
        aTask({ id: 1, endedMs: 100 }),
        aTask({ id: 2, name: "scanner", state: "cancelled", endedMs: 100, createdAt: at(7) }),
      ],
      awaits: [anAwait({ at: at(4), endless })],
      trace: aTrace([
        [0, "wait-began", { task: 2, ref: 1, detail: "sleep(900)", stack: [[2, at(4)]] }],
        [100, "cancel-requested", { task: 2, other: 1, site: at(12) }],
        [100, "wait-ended", { task: 2, ref: 1 }],
        [100, "task-ended", { task: 2, detail: "cancelled" }],
      ]),
    });
  const told = (isTriedInVain: boolean, endless = false) =>
    checkElapsed(check, run(endless), { model: null, known: null, isTriedInVain }).finding!.message;

  test("is told for the reason", () => {
    expect(told(false)).toMatch(/ is expected\. scanner .*was cancelled on line 12 at 100 ms\.$/u);
  });

  test("is told for what may be the reason where changes were tried in vain", () => {
    expect(told(true)).toMatch(/ is expected\. Perhaps this is why: scanner .*was cancelled on line 12 at 100 ms\.$/u);
  });

  test("is no reason when it is a helper that somebody has to stop", () => {
    expect(told(true, true)).toBe("took 100 ms; at least 300 ms is expected");
  });
});
