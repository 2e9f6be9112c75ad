import { describe, expect, it, test } from "vitest";
import type { Mended } from "../../../grader/explain/index.ts";
import type { Run } from "../../../grader/sandbox/index.ts";
import { zero } from "../../../grader/score/fractions.ts";
import { redactHidden, type Finding, type Grade } from "../../../grader/score/index.ts";
import type { ToldCause } from "../../../grader/score/outcome.ts";
import { withTrials } from "../../../grader/score/told-by-trial.ts";
import type { Check } from "../../../grader/spec/index.ts";
import {
  aCheck,
  aRequest,
  aRun,
  aScenario,
  aTask,
  aTaskCheck,
  aTrace,
  anExercise,
  at,
  expected,
  printed,
  returned,
  stopped,
  threw,
} from "./builders.ts";
import type { Position } from "../../../grader/values/index.ts";
import { gradeOf } from "./grading.ts";
import { mended, mendedAt, placeAt } from "./mended.ts";

function told(check: Check, run: Run, by: Mended | null) {
  const { finding } = graded([check], run, by).scenarios[0]!.checks[0]!;
  return { message: finding!.message, hint: finding!.hint, line: finding!.at?.line ?? null };
}

function graded(checks: readonly Check[], run: Run, by: Mended | null, hidden = false): Grade {
  const exercise = anExercise({ scenarios: [aScenario({ checks, hidden })] });
  return gradeOf(exercise, [run], { mended: [by] });
}

function narrowedTo(
  line: number,
  { message, at: place }: { message: string; at: Position },
  code?: ToldCause["code"],
): Finding {
  const check = aCheck({ kind: "elapsed", atMostMs: 5, atLeastMs: null });
  const finding = { code: "elapsed-too-long", message, hint: "Why?", at: place };
  const outcome = { earned: zero, finding, ...(code === undefined ? {} : { cause: { code, at: place } }) };
  return withTrials([check], aRun({ elapsedMs: 9 }), [outcome], mendedAt(line))[0]!.finding!;
}

const returns4 = aCheck({ kind: "returns", value: expected(4) });

describe("a pause that is missing where something is begun anew", () => {
  const message = "took 5 ms; at least 9 ms is expected. Line 25 was over at 2 ms and was begun anew at once.";
  const finding = { code: "elapsed-too-short", message, hint: "What has to pass there?", at: at(25) };
  const check = aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 9 });
  const by = (line: number, kind: "missing" | "other"): Finding =>
    withTrials(
      [check],
      aRun({ elapsedMs: 5 }),
      [{ earned: zero, finding }],
      mended([placeAt(line, { kind, piece: "condition" })]),
    )[0]!.finding!;

  it("is told by that where what mends it would stand next to it", () => {
    expect(by(27, "missing")).toEqual(finding);
  });

  it("is told by what mends it elsewhere, or is something else", () => {
    expect([by(40, "missing").at?.line, by(27, "other").at?.line]).toEqual([40, 27]);
  });
});

describe("waits one after the other, of which the first ones were mended", () => {
  const says = (message: string): string => {
    const finding = { code: "elapsed-too-long", message, hint: "Why?", at: at(24) };
    const check = aCheck({ kind: "elapsed", atMostMs: 5, atLeastMs: null });
    return withTrials([check], aRun({ elapsedMs: 9 }), [{ earned: zero, finding }], mendedAt(24))[0]!.finding!.message;
  };

  it("are told by what was mended where they are parted behind it", () => {
    expect(says("took 9 ms. Lines 24 and 25 waited 4 ms, and only then lines 30 and 31 began their 5 ms.")).toMatch(
      /^took 9 ms\. Line 24 makes the difference/u,
    );
  });

  it("are told as they are where they are parted at it", () => {
    const message = "took 9 ms. Line 24 waited 4 ms, and only then lines 25 and 30 began their 5 ms.";
    expect(says(message)).toBe(message);
  });
});

describe("a question that is known of a line where the run ended too soon", () => {
  const short = {
    code: "elapsed-too-short",
    message: "took 5 ms; at least 9 ms is expected. Line 15 made 4 semaphores.",
    hint: "How many of the tasks share what line 15 makes?",
    at: at(15),
  };
  const other = { code: "returned-other", message: "returned 3; expected 4", hint: "Trace it.", at: at(40) };
  const checks = [aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 9 }), returns4];
  const hintAt = (piece: "lock" | "number") =>
    withTrials(
      checks,
      aRun({ elapsedMs: 5 }),
      [short, other].map((finding) => ({ earned: zero, finding })),
      mended([placeAt(15, { kind: "order", piece })]),
    )[1]!.finding!.hint;

  it("is asked of what else went wrong for the same line", () => {
    expect(hintAt("lock")).toBe(short.hint);
  });

  it("is not, where there is a step that can be done by hand", () => {
    expect(hintAt("number")).not.toBe(short.hint);
  });
});

describe("a finding that names no line that was mended", () => {
  it("keeps what is wrong, and tells which line makes the difference", () => {
    expect(told(returns4, returned(3), mendedAt(12))).toEqual({
      message:
        "returned 3; expected 4. Line 12 makes the difference: with only that place done in another way, this passes.",
      hint: "Is the number on line 12 the right one? Work it out by hand for this scenario.",
      line: 12,
    });
  });

  it("asks what it always did where nothing was tried", () => {
    expect(told(returns4, returned(3), null)).toMatchObject({
      message: "returned 3; expected 4",
      hint: expect.stringContaining("Trace the value back"),
    });
  });

  it("loses the cause that it named, but not that there is more to what is wrong", () => {
    const tasks = [3, 2].map((id) => aTask({ id, createdAt: at(8), result: String(id) }));
    const run = returned({ t: "list", v: ["b. Line 12 waits.", "a"] }, { tasks: [aTask({ id: 1 }), ...tasks] });
    const check = aCheck({ kind: "returns", value: expected(["a", "b. Line 12 waits."]) });
    expect(told(check, run, mendedAt(12)).message).toMatch(
      /but in a different order\. Line 12 makes the difference: with only that place done in another way, this passes\.$/u,
    );
  });

  it("is not taken for one that does by what it shows", () => {
    expect(told(returns4, returned("on line 12"), mendedAt(12)).message).toContain("Line 12 makes the difference");
  });
});

describe("two lines that were printed in the wrong order, of which the one that should come first was mended", () => {
  const check = aCheck({ kind: "output", stream: "stdout", lines: expected("ready\nconnected") });
  const run = aRun({
    output: [
      { ...printed("connected").output[0]!, atMs: 1, at: at(9) },
      { ...printed("ready").output[0]!, atMs: 2, at: at(4) },
    ],
  });

  it("are both asked for where the solution had no part in it", () => {
    expect(told(check, run, { ...mendedAt(4), isUsual: true })).toMatchObject({
      line: 9,
      hint: "What has to have happened before line 9 may print this, and what before line 4 prints that?",
    });
  });

  it("are told by the one that was mended where the solution had", () => {
    expect(told(check, run, mendedAt(4))).toMatchObject({ line: 4 });
  });
});

describe("a finding of several lines, one of which was mended", () => {
  const many = (lines: string) => ({ message: `took 9 ms. All waited on ${lines}.`, at: at(7) });

  it("is told which of them it is", () => {
    expect(narrowedTo(12, many("lines 3, 9 and 12"))).toMatchObject({
      message: expect.stringContaining("All waited on lines 3, 9 and 12. Line 12 makes the difference"),
      at: expect.objectContaining({ line: 12 }),
    });
  });

  it("is told which of two it is", () => {
    expect(narrowedTo(12, many("lines 11 and 12"))).toMatchObject({ at: expect.objectContaining({ line: 12 }) });
  });

  it("stays as it is where it names that line for itself", () => {
    expect(narrowedTo(12, many("line 12"))).toMatchObject(many("line 12"));
  });

  it("points to the line that was mended where the time went by at another one, for which it waited", () => {
    const slept = { message: "Line 3 slept for 4 ms, for which line 12 waited.", at: at(3) };

    expect(narrowedTo(12, slept, "pause")).toMatchObject({
      message: expect.stringContaining("for which line 12 waited. Line 12 makes the difference"),
      at: expect.objectContaining({ line: 12 }),
    });
  });
});

describe("a simple change that happens to do as well", () => {
  const check = aCheck({ kind: "elapsed", atMostMs: 5, atLeastMs: null });
  const finding = { code: "elapsed-too-long", message: "took 9 ms. Line 9 sleeps.", hint: "Why?", at: at(9) };
  const found = (cause: boolean) => ({
    earned: zero,
    finding,
    ...(cause ? { cause: { code: "sleep-not-wait", at: at(9), message: "Line 9 sleeps." } as const } : {}),
  });
  const plain = { ...mendedAt(20), isUsual: true, isPlain: true };
  const told = (cause: boolean) => withTrials([check], aRun({ elapsedMs: 9 }), [found(cause)], plain)[0]!.finding;

  it("is not told where the run surely shows a cause", () => {
    expect(told(true)).toEqual(finding);
  });

  it("is told where there are only guesses", () => {
    expect(told(false)).toMatchObject({ message: expect.stringContaining("Line 20 makes the difference") });
  });
});

describe("what was found out without the solution", () => {
  const usual = (lines: Parameters<typeof mendedAt>[0], also: Mended["also"] = []): Mended => ({
    ...mendedAt(lines),
    also,
    isUsual: true,
  });
  const late = aRun({
    tasks: [aTask({ id: 1 }), aTask({ id: 2, state: "cancelled", endedMs: 500 })],
    trace: aTrace([[500, "cancel-requested", { task: 2, other: 1, site: at(20) }]]),
  });
  const endsAt200 = aTaskCheck({ state: "cancelled", endedAt: { atLeastMs: 200, atMostMs: 200 } });

  it("is told behind what is known of another line", () => {
    expect(told(endsAt200, late, usual(12))).toMatchObject({
      message:
        "fetchTitle (Task-2) ended at 500 ms; expected 200 ms. cancel() on line 20 came only at 500 ms. Line 12 makes the difference: with only that place done in another way, this passes.",
      line: 12,
    });
  });

  it("is not told where another change would do as well, and something is known of that one", () => {
    expect(told(endsAt200, late, usual(12, [placeAt(20)]))).toEqual(told(endsAt200, late, null));
  });

  it("takes the place of a guess at where the time went", () => {
    const elapsed = aCheck({ kind: "elapsed", atMostMs: 200, atLeastMs: null });
    expect(told(elapsed, aRun({ elapsedMs: 310 }), usual(12)).message).toBe(
      "took 310 ms; at most 200 ms is allowed. Line 12 makes the difference: with only that place done in another way, this passes.",
    );
  });
});

describe("a run that was over too soon since a time was up, where two places do as well together", () => {
  const checks = [
    aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 900 }),
    aCheck({ kind: "returns", value: expected(4) }),
  ];
  const message = "took 400 ms; at least 900 ms is expected. The time that line 9 gives was up at 400 ms.";
  const told = withTrials(
    checks,
    aRun({ elapsedMs: 400 }),
    [
      { earned: zero, finding: { code: "elapsed-too-short", message, hint: "What for?", at: at(9) } },
      { earned: zero, finding: { code: "returned-other", message: "returned 3; expected 4", hint: "Why?", at: null } },
    ],
    mended([placeAt(12), placeAt(20)]),
  );

  it("is told by the limit", () => {
    expect(told[0]!.finding).toMatchObject({ message, at: at(9) });
  });

  it("and so is what else went wrong", () => {
    expect(told[1]!.finding).toEqual({
      code: "returned-other",
      message: "returned 3; expected 4. The time that line 9 gives was up at 400 ms",
      hint: "What for?",
      at: at(9),
    });
  });
});

describe("what is said of the place", () => {
  const message = (by: Mended) => told(returns4, returned(3), by).message.replace("returned 3; expected 4. ", "");

  test("that something is missing there", () => {
    expect(message(mended([placeAt(12, { kind: "missing", piece: "await" })]))).toBe(
      "Something is missing on line 12: with it, this passes.",
    );
  });

  test("or next to it, when it may stand on a line of its own", () => {
    expect(message(mended([placeAt(12, { kind: "missing", piece: "release" })]))).toBe(
      "Something is missing on line 12 or next to it: with it, this passes.",
    );
    expect(message(mended([placeAt([12, 14], { kind: "missing", piece: "cancel" })]))).toBe(
      "Something is missing on lines 12 to 14 or next to them: with it, this passes.",
    );
  });

  test("all of its lines", () => {
    expect(message(mendedAt([12, 15]))).toBe(
      "Lines 12 to 15 make the difference: with only that place done in another way, this passes.",
    );
  });

  test("that it needs another one", () => {
    expect(message(mended([placeAt(12), placeAt(20)]))).toBe(
      "Lines 12 and 20 make the difference together: with only these two places done in another way, this passes.",
    );
    expect(message(mended([placeAt(12), placeAt([20, 22]), placeAt(30)]))).toBe(
      "Lines 12, 20 to 22 and 30 make the difference together: with only these three places done in another way, this passes.",
    );
  });

  test("that the other one is on the same line", () => {
    expect(message(mended([placeAt(12), placeAt(12)]))).toBe(
      "Line 12 makes the difference: with only two places on it done in another way, this passes.",
    );
  });

  test("once, where the other one stands within it", () => {
    expect(message(mended([placeAt([12, 15]), placeAt(13)]))).toBe(
      "Lines 12 to 15 make the difference: with only two places on them done in another way, this passes.",
    );
  });

  test("that the other one is in another file", () => {
    expect(message(mended([placeAt(12), placeAt(9, undefined, "lib/retry.ts")]))).toBe(
      "Line 12 and lib/retry.ts:9 make the difference together: with only these two places done in another way, this passes.",
    );
  });
});

describe("a run that took too long", () => {
  const elapsed = aCheck({ kind: "elapsed", atMostMs: 200, atLeastMs: null });
  const run = aRun({ elapsedMs: 310 });

  it("is told how long it takes with the place in another way", () => {
    expect(told(elapsed, run, mended([placeAt(12)], 200))).toMatchObject({
      message:
        "took 310 ms; at most 200 ms is allowed. Line 12 makes the difference: with only that place done in another way, the run takes 200 ms (110 ms less).",
      line: 12,
    });
  });

  it("is told that it passes then, when its time is not known", () => {
    expect(told(elapsed, run, mendedAt(12)).message).toMatch(/, this passes\.$/u);
  });

  it("or too little time is told by how much", () => {
    const check = aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 450 });
    const missing = mended([placeAt(12, { kind: "missing", piece: "wait" })], 500);
    expect(told(check, run, missing).message).toBe(
      "took 310 ms; at least 450 ms is expected. Something is missing on line 12 or next to it: with it, the run takes 500 ms (190 ms more).",
    );
  });

  it("is behind nothing else unless its line was mended", () => {
    const checks = [elapsed, aCheck({ kind: "returns", value: expected("100 circus") })];
    const { scenarios } = graded(checks, { ...returned("300 circus"), elapsedMs: 310 }, mendedAt(12));
    expect(scenarios[0]!.checks.map(({ finding }) => finding?.at?.line)).toEqual([12, 12]);
    expect(JSON.stringify(scenarios[0]!.checks)).not.toContain("may be behind this too");
  });
});

describe("every kind of check tells it", () => {
  it.each<[string, Check, Run]>([
    ["output", aCheck({ kind: "output", stream: "stdout", lines: expected(["a"]) }), printed("b")],
    ["peak", aCheck({ kind: "peak", of: "requests", atLeast: 2, atMost: null }), aRun({ requests: [aRequest()] })],
    ["requests", aCheck({ kind: "requests", ordered: true, requests: [] }), aRun({ requests: [aRequest()] })],
    ["tasks", aTaskCheck({ state: "cancelled" }), aRun({ tasks: [aTask({ id: 1 }), aTask({ id: 2 })] })],
    [
      "throws",
      aCheck({ kind: "throws", name: expected("RangeError"), message: null }),
      threw("Error", "no. No", at(8)),
    ],
    ["throws, of what returned", aCheck({ kind: "throws", name: expected("RangeError"), message: null }), returned(1)],
    ["leftovers", aCheck({ kind: "leftovers" }), aRun({ leftovers: [{ kind: "timer", what: "a timer", at: at(8) }] })],
  ])("%s", (_, check, run) => {
    const finding = told(check, run, mendedAt(12));
    expect(finding).toMatchObject({
      message: expect.stringMatching(/[^.]\. Line 12 makes the difference: .*, this passes\.$/u),
      hint: expect.stringContaining("line 12"),
      line: 12,
    });
  });
});

it("keeps that nobody waits for a task, which is made in one place and should be waited for in another", () => {
  const elapsed = aCheck({ kind: "elapsed", atMostMs: null, atLeastMs: 300 });
  const run = aRun({ elapsedMs: 0, tasks: [aTask({ id: 1 }), aTask({ id: 2, createdAt: at(7), state: "pending" })] });

  expect(told(elapsed, run, mendedAt(12))).toMatchObject({
    message: expect.stringMatching(/Nobody awaited .*, made on line 7/u),
    line: 7,
  });
});

describe("an instructor's own check", () => {
  const own = (hint: string | null, line: number | null) =>
    aCheck({
      kind: "own",
      earned: { n: 0, d: 1 },
      message: "Two boats met. That is one too many!",
      hint,
      place: line === null ? null : at(line),
    });

  it("keeps all its words and its hint", () => {
    expect(told(own("Look at the lock.", null), aRun(), mendedAt(12))).toEqual({
      message:
        "Two boats met. That is one too many! Line 12 makes the difference: with only that place done in another way, this passes.",
      hint: "Look at the lock.",
      line: 12,
    });
  });

  it("is left as it is where the instructor has said where to look", () => {
    expect(told(own("Look at the lock.", 8), aRun(), mendedAt(12))).toEqual({
      message: "Two boats met. That is one too many!",
      hint: "Look at the lock.",
      line: 8,
    });
  });

  it("without a hint gets one", () => {
    expect(told(own(null, null), aRun(), mendedAt(12)).hint).toContain("line 12");
  });
});

describe("what is not counted", () => {
  it("keeps its words, and gets the line", () => {
    expect(told(returns4, stopped("deadlock"), mendedAt(12))).toEqual({
      message: "not counted: the run was stopped before its end",
      hint: null,
      line: 12,
    });
  });

  it("keeps where an error was thrown", () => {
    expect(told(returns4, threw("Error", "no", at(8)), mendedAt(12))).toMatchObject({
      message: "not counted: main threw Error",
      line: 8,
    });
  });
});

describe("an error that left the entry", () => {
  const found = (by: Mended, place = at(8)) =>
    graded([returns4], threw("Storm", "No. Boat 3 is out", place), by).scenarios[0]!.findings[0];

  it("is told with the line, and where it was thrown", () => {
    expect(found(mendedAt(12))).toEqual({
      code: "entry-threw",
      message:
        "main threw Storm: No. Boat 3 is out. Line 12 makes the difference: with only that place done in another way, this does not happen.",
      hint: "Is the number on line 12 the right one? Work it out by hand for this scenario.",
      at: at(8),
    });
  });

  it("is told as ever when it was thrown there", () => {
    expect(found(mendedAt(8))).toMatchObject({ message: "main threw Storm: No. Boat 3 is out", at: at(8) });
  });
});

describe("a run that was stopped", () => {
  const reason = (code: string, by: Mended, message = "Nothing can go on.") =>
    graded([returns4], stopped(code, message), by).reason;
  const after =
    "Line 12 makes the difference: with only that place done in another way, the run comes to its end. Is the number on line 12 the right one? Work it out by hand for this scenario.";

  it("is told with the line that makes the difference", () => {
    expect(reason("virtual-time", mendedAt(12))).toMatchObject({ message: `Nothing can go on. ${after}`, line: 12 });
  });

  it("in a deadlock is still told where it waits", () => {
    expect(reason("deadlock", mendedAt(12))).toMatchObject({ message: `Nothing can go on. ${after}`, line: 4 });
  });

  it("is told so before the list of who waits", () => {
    const list = "- main waits for a\n- a waits for main";
    expect(reason("deadlock", mendedAt(12), `Nothing can go on.\n${list}`)!.message).toBe(
      `Nothing can go on. ${after}\n${list}`,
    );
  });

  it("is told as ever when its reason names the line", () => {
    expect(reason("deadlock", mendedAt(4))).toMatchObject({ message: "Nothing can go on.", line: 4 });
    const message = "main waits on line 12 for a lock.";
    expect(reason("deadlock", mendedAt(12), message)).toMatchObject({ message, line: 4 });
  });

  it("is still told what it waited for, and asked only about the line", () => {
    const trace = aTrace([[0, "wait-began", { task: 1, ref: 1, detail: "barrier 1", stack: [[1, at(9)]] }]]);
    const tasks = [aTask({ id: 1, state: "pending", endedMs: null })];
    const run = { ...stopped("virtual-time", "Too long. Is there a loop?"), endMs: 60_000, tasks, trace };
    const told = (by: Mended | null) => graded([returns4], run, by).reason!;
    const waits = "Too long. All the time since 0 ms main waited on line 9 for barrier 1, and nothing let it go on.";
    expect(told(mendedAt(12))).toMatchObject({ message: `${waits} ${after}`, line: 12 });
    const asks = { message: expect.stringContaining(`${waits} Who has to be there`), line: 9 };
    expect([told(null), told(mendedAt(9))]).toEqual([expect.objectContaining(asks), expect.objectContaining(asks)]);
  });

  it("under another schedule than the one that was tried is told as ever", () => {
    const run = stopped("deadlock", "Nothing can go on.");
    const exercise = anExercise({ scenarios: [aScenario({ checks: [returns4] })] });
    const more = { mended: [mendedAt(12)], replay: { schedule: 2, written: [returned(4)] } };
    expect(gradeOf(exercise, [run], more).reason!.message).toBe("Under schedule 2: Nothing can go on.");
  });
});

describe("of a hidden scenario", () => {
  it("nothing of it is shown", () => {
    const grade = graded([returns4], returned(3), mendedAt(12), true);
    expect(JSON.stringify(grade)).toContain("Line 12");
    expect(JSON.stringify(redactHidden(grade))).not.toMatch(/line 12/iu);
  });

  it("nothing of it is shown in the reason of a rejection", () => {
    const grade = graded([returns4], stopped("virtual-time", "No end."), mendedAt(12), true);
    expect(grade.reason!.message).toContain("Line 12");
    const seen = redactHidden(grade);
    expect(seen.reason).toMatchObject({ message: expect.not.stringContaining("12"), line: null });
    expect(JSON.stringify(seen)).not.toMatch(/line 12/iu);
  });
});

test("no point depends on it", () => {
  const grade = graded([returns4], returned(3), mendedAt(12));
  expect(grade.score).toEqual(graded([returns4], returned(3), null).score);
});

describe("what else went wrong where a line that was mended cost time", () => {
  const elapsed = aCheck({ kind: "elapsed", atMostMs: 300, atLeastMs: null });
  const awaited = aTrace([
    [0, "wait-began", { task: 1, ref: 1, detail: "request GET /1", stack: [[1, at(9)]] }],
    [300, "wait-ended", { ref: 1 }],
    [300, "wait-began", { task: 1, ref: 2, detail: "request GET /2", stack: [[1, at(9)]] }],
    [600, "wait-ended", { ref: 2 }],
    [600, "task-ended", { task: 1, detail: "done" }],
  ]);
  const late = returned(3, { elapsedMs: 600, trace: awaited });
  const hintOf = (by: Mended) => graded([elapsed, returns4], late, by).scenarios[0]!.checks[1]!.finding!.hint;

  it("is told by that, when the place is about waiting", () => {
    expect(hintOf(mended([placeAt([8, 10], { kind: "other", piece: "loop" })]))).toMatch(
      /^Line 9 cost the time that `elapsed` tells of, and may be behind this too/u,
    );
  });

  it("keeps its own question where that is a step to do by hand", () => {
    expect(hintOf(mended([placeAt(9)]))).toMatch(/^Is the number on line 9 the right one\?/u);
  });
});

describe("what came in another order", () => {
  const lines = aCheck({ kind: "returns", value: expected(["b", "a"]) });
  const inTurn = (at9: number) =>
    returned(
      { t: "list", v: ["a", "b"] },
      {
        trace: aTrace([
          [0, "wait-began", { task: 1, ref: 1, detail: "sleep(100)", stack: [[1, at(at9)]] }],
          [100, "wait-ended", { ref: 1 }],
        ]),
      },
    );
  const loop = mended([placeAt([8, 10], { kind: "other", piece: "loop" })]);

  it("is asked of what a round waits for", () => {
    expect(told(lines, inTurn(9), loop).hint).toMatch(/^What does one round of the loop on lines 8 to 10 wait for/u);
  });

  it("and of the rounds themselves where nothing waits in them", () => {
    expect(told(lines, inTurn(14), loop).hint).toMatch(/^Which rounds does the loop on lines 8 to 10 make\?/u);
  });
});
