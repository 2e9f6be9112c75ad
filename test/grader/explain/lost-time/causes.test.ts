import { describe, expect, test } from "vitest";
import { explainElapsed, explainSettled, explainTime, explainTooSoon } from "../../../../grader/explain/index.ts";
import { anAwait, aRequest, aRun, aTask, aTrace, at } from "../../score/builders.ts";

type Row = Parameters<typeof aTrace>[0][number];

const waits = (ref: number, from: number, to: number, row: Row[2]): Row[] => [
  [from, "wait-began", { task: 1, ref, ...row }],
  [to, "wait-ended", { ref }],
];

test("a function that calls itself after its own wait is one loop, named by that wait", () => {
  const run = aRun({
    elapsedMs: 600,
    trace: aTrace([
      ...waits(1, 0, 300, { detail: "request GET /1", stack: [[2, at(5)], [1, at(9)]] }), // prettier-ignore
      ...waits(2, 300, 500, { detail: "request GET /2", stack: [[3, at(5)], [2, at(7)], [1, at(9)]] }), // prettier-ignore
      ...waits(3, 500, 600, { detail: "request GET /3", stack: [[4, at(5)], [3, at(7)], [2, at(7)], [1, at(9)]] }), // prettier-ignore
    ]),
  });
  expect(explainElapsed(run, 300)).toMatchObject({
    code: "await-in-loop",
    at: at(5),
    costMs: 300,
    message: expect.stringContaining("waited in 3 calls, and line 7 made each call only after the wait before"),
  });
});

test("calls that began together and then waited for one another are named where they waited", () => {
  const run = aRun({
    elapsedMs: 500,
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "native a promise", stack: [[3, at(5)]] }],
      ...waits(2, 0, 300, { detail: "request GET /1", stack: [[2, at(6)], [1, at(4)]] }), // prettier-ignore
      [300, "wait-ended", { ref: 1 }],
      ...waits(3, 300, 500, { detail: "request GET /2", stack: [[3, at(6)], [1, at(4)]] }), // prettier-ignore
    ]),
  });
  expect(explainElapsed(run, 200)).toMatchObject({ code: "await-in-loop", at: at(5), costMs: 200 });
});

test("requests that a chain of then sent are told by the requests alone", () => {
  const requests = [aRequest({ startMs: 0, endMs: 300, at: at(3) }), aRequest({ startMs: 300, endMs: 800, at: at(3) })];
  expect(explainElapsed(aRun({ elapsedMs: 800, requests }), 300)).toMatchObject({
    code: "sequential-awaits",
    at: at(3),
    costMs: 300,
  });
  const together = requests.map((request) => ({ ...request, startMs: 0 }));
  expect(explainElapsed(aRun({ elapsedMs: 800, requests: together }), 300)).toBeNull();
});

test("tasks that were to share the work are named where the first of them was awaited before the next was made", () => {
  const rounds = [0, 100, 200].flatMap((from, i): Row[] => [
    [from, "wait-began", { task: 2, ref: 10 + i, detail: "sleep(100)", stack: [[2, at(9)]] }],
    [from + 100, "wait-ended", { ref: 10 + i }],
  ]);
  const run = aRun({
    elapsedMs: 300,
    tasks: [1, 2, 3].map((id) =>
      aTask({ id, creator: id === 1 ? 0 : 1, endedMs: 300, createdAt: id === 1 ? null : at(8) }),
    ),
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1, site: at(8) }],
      [0, "wait-began", { task: 1, ref: 1, other: 2, detail: "task Task-2", stack: [[1, at(11)]] }],
      ...rounds,
      [300, "task-ended", { task: 2, detail: "done" }],
      [300, "wait-ended", { ref: 1, other: 2 }],
      [300, "task-created", { task: 3, other: 1, site: at(8) }],
      [300, "task-ended", { task: 3, detail: "done" }],
    ]),
  });
  expect(explainElapsed(run, 150)).toMatchObject({ code: "sequential-awaits", at: at(11), costMs: 150 });
});

/** `main` sleeps on line 9, again and again if told so; `signal` is done at 230 ms. */
const lookedLate = (sleeps: readonly (readonly [number, number])[], elapsedMs: number) =>
  aRun({
    elapsedMs,
    tasks: [aTask({ id: 1, endedMs: elapsedMs }), aTask({ id: 2, creator: 3, coroutine: "signal", endedMs: 230 })],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 3 }],
      ...sleeps.flatMap(([from, to], i) => waits(i + 1, from, to, { detail: "sleep(n)", stack: [[1, at(9)]] })),
      [230, "task-ended", { task: 2, detail: "done" }],
      [elapsedMs, "task-ended", { task: 1, detail: "done" }],
    ]),
  });

test.each([
  ["a single sleep", lookedLate([[0, 500]], 500), 270],
  ["a loop of sleeps", lookedLate([[0, 100], [100, 200], [200, 300]], 300), 70], // prettier-ignore
])("%s that looked for another task's end too late costs from that end on", (_, run, costMs) => {
  expect(explainElapsed(run, costMs)).toMatchObject({ code: "sleep-not-wait", at: at(9), costMs });
});

/** The same with a text that was read: the signal's task is made on line 4. */
const readWith = (readsAfter: readonly ReturnType<typeof at>[]) => {
  const run = lookedLate([[0, 500]], 500);
  const tasks = run.tasks.map((task) => (task.id === 2 ? { ...task, createdAt: at(4) } : task));
  return { ...run, tasks, awaits: [anAwait({ at: at(9), readsAfter })] };
};

test("a sleep is set against the end of a task only when it then reads what that gave", () => {
  expect(explainElapsed(readWith([at(4)]), 270)).toMatchObject({ code: "sleep-not-wait", at: at(9), costMs: 270 });
  expect(explainElapsed(readWith([at(5)]), 270)).not.toMatchObject({ code: "sleep-not-wait" });
});

test("a cancel that a time limit took back is no cancel of its task", () => {
  const run = aRun({
    elapsedMs: 300,
    tasks: [aTask({ id: 1, endedMs: 300 }), aTask({ id: 2, creator: 1, endedMs: 300, createdAt: at(3) })],
    awaits: [anAwait({ at: at(6), limited: true })],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1, site: at(3) }],
      [0, "wait-began", { task: 1, ref: 1, other: 2, detail: "task Task-2", stack: [[1, at(11)]] }],
      [0, "wait-began", { task: 2, ref: 2, detail: "sleep(900)", stack: [[3, at(7)], [2, at(6)]] }], // prettier-ignore
      [100, "cancel-requested", { task: 2 }],
      [100, "wait-ended", { ref: 2 }],
      ...waits(3, 100, 300, { task: 2, detail: "sleep(200)", stack: [[2, at(8)]] }),
      [300, "task-ended", { task: 2, detail: "done" }],
      [300, "wait-ended", { ref: 1, other: 2 }],
    ]),
  });
  expect(explainTime(run).map(({ code }) => code)).not.toContain("late-cancel");
});

test("a task that failed is named when the entry went on waiting for its siblings", () => {
  const run = aRun({
    elapsedMs: 500,
    tasks: [
      aTask({ id: 1, endedMs: 500 }),
      aTask({ id: 2, creator: 1, state: "failed", endedMs: 200 }),
      aTask({ id: 3, creator: 1, endedMs: 500 }),
    ],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1 }],
      [0, "task-created", { task: 3, other: 1 }],
      [0, "wait-began", { task: 1, ref: 1, detail: "gather of 2", stack: [[1, at(14)]] }],
      [0, "wait-began", { task: 3, ref: 2, detail: "request GET /a", stack: [[2, at(6)]] }],
      [200, "task-ended", { task: 2, detail: "failed" }],
      [500, "wait-ended", { ref: 2 }],
      [500, "task-ended", { task: 3, detail: "done" }],
      [500, "wait-ended", { ref: 1, other: 3 }],
    ]),
  });
  expect(explainElapsed(run, 300)).toMatchObject({ code: "late-cancel", at: at(14), costMs: 300 });
});

type Round = readonly [from: number, to: number, row: Row[2]];

const roundOf =
  (detail: string) =>
  (from: number, to: number, ...frames: [frame: number, line: number][]): Round => [
    from,
    to,
    { detail, stack: frames.map(([frame, line]) => [frame, at(line)]) },
  ];
const paused = roundOf("sleep(n)");
const tried = roundOf("request GET /door");

// prettier-ignore
test.each<[string, line: number, message: string, ...rounds: Round[]]>([
  ["work without a pause", 8, "Line 8 waited 2 times, without a pause between.", tried(0, 50, [1, 8]), tried(50, 100, [1, 8])],
  ["pauses without work", 8, "Line 8 waited 50 ms, 50 ms, and nothing between took any time.", paused(0, 50, [1, 8]), paused(50, 100, [1, 8])],
  ["sleeps that somebody handed in", 8, "Line 8 waited 2 times, without a pause between.", paused(0, 50, [2, 8], [1, 8]), paused(50, 100, [3, 8], [1, 8])],
  ["sleeps in a function that may do the work", 8, "Line 8 waited 2 times, and nothing between took any time.", paused(0, 50, [2, 3], [1, 8]), paused(50, 100, [3, 3], [1, 8])],
  ["one place, then another", 12, "Line 12 waited 100 ms, 100 ms, from round to round.", paused(0, 50, [1, 8]), paused(50, 150, [1, 12]), paused(150, 200, [1, 8]), paused(200, 300, [1, 12])],
  ["a pause that comes first", 8, "Line 8 waited 10 ms, 20 ms, from round to round.", paused(0, 10, [1, 8]), tried(10, 60, [1, 9]), paused(60, 80, [1, 8]), tried(80, 130, [1, 9])],
  ["a pause inside the call that tries", 5, "Line 5 waited 10 ms, 10 ms, from round to round.", tried(0, 50, [2, 3], [1, 8]), paused(50, 60, [2, 5], [1, 8]), tried(60, 110, [3, 3], [1, 8]), paused(110, 120, [3, 5], [1, 8])],
  ["calls that each wait for the next", 9, "Line 9 waited 100 ms, 100 ms, from round to round.", tried(0, 50, [1, 5]), paused(50, 150, [1, 9]), tried(150, 200, [2, 5], [1, 10]), paused(200, 300, [2, 9], [1, 10]), tried(300, 350, [1, 10])],
])("rounds that went by too quickly: %s", (_, line, message, ...rounds) => {
  const run = aRun({
    elapsedMs: rounds.at(-1)![1],
    trace: aTrace(rounds.flatMap(([from, to, wait], i) => waits(i + 1, from, to, wait))),
  });
  expect(explainTooSoon(run, 10)).toMatchObject({ code: "short-rounds", at: at(line), message });
});

/** Line 4 awaits in each round, and sleeps on line 12 follow; `second` ms is what line 4 waited for the second time. */
const awaitedAgain = (second: number) => {
  const native = (ref: number, from: number, to: number) =>
    waits(ref, from, to, { detail: "native a promise", stack: [[1, at(4)]] });
  const sleep = (ref: number, from: number, to: number) =>
    waits(ref, from, to, { detail: "sleep(n)", stack: [[1, at(12)]] });
  const [a, b, c] = [150, 150 + second, 350 + second];
  const error = { name: "Error", message: "nobody", at: null };
  return aRun({
    elapsedMs: c,
    tasks: [aTask({ id: 1, endedMs: c, state: "failed", error })],
    trace: aTrace([...native(1, 0, 50), ...sleep(2, 50, a), ...native(3, a, b), ...sleep(4, b, c), ...native(5, c, c)]),
  });
};

describe("an await of what was begun once, before the rounds", () => {
  const message = "Line 4 awaited 3 times, but only the first time was there anything to wait for.";

  test("is told with the pauses between which nothing was done", () => {
    const told = explainTooSoon(awaitedAgain(0), 100);
    expect(told).toMatchObject({ at: at(4), message: `Line 12 waited 100 ms, 200 ms, and nothing between took any time. ${message}` }); // prettier-ignore
  });

  test("is told of the error that came out of it each time", () => {
    const error = { name: "Error", message: "nobody", at: null };
    expect(explainSettled(awaitedAgain(0), error)).toMatchObject({ at: at(4), message });
  });

  test("is not told where the second round did something", () => {
    expect(explainTooSoon(awaitedAgain(50), 100)!.message).not.toContain("awaited");
    expect(explainSettled(awaitedAgain(50), { name: "Error", message: "nobody", at: null })).toBeNull();
  });
});

test("a consumer that takes item after item is not told to pause", () => {
  const rows = [0, 50].flatMap((from, i) =>
    waits(i + 1, from, from + 50, { detail: "sleep(50)", stack: [[1, at(8)]] }),
  );
  const awaits = [anAwait({ at: at(8), takes: "queue" })];
  expect(explainTooSoon(aRun({ elapsedMs: 100, trace: aTrace(rows), awaits }), 50)).toBeNull();
});

test.each([
  ["sleep(300)", ["begun-anew"]],
  ["sleep(200)", []],
])("what was called off in a sleep of 300 and is followed by %s is told as %j", (what, codes) => {
  const to = what === "sleep(300)" ? 400 : 300;
  const run = aRun({
    elapsedMs: to,
    tasks: [
      aTask({ id: 1, endedMs: to }),
      aTask({ id: 2, creator: 1, state: "cancelled", endedMs: 100, createdAt: at(9) }),
    ],
    trace: aTrace([
      [0, "task-created", { task: 2, other: 1 }],
      [0, "wait-began", { task: 2, ref: 1, detail: "sleep(300)", stack: [[2, at(5)]] }],
      [0, "wait-began", { task: 1, ref: 2, other: 2, detail: "task Task-2", stack: [[1, at(9)]] }],
      [100, "cancel-requested", { task: 2, other: 1, site: at(10) }],
      [100, "wait-ended", { ref: 1 }],
      [100, "task-ended", { task: 2, detail: "cancelled" }],
      [100, "wait-ended", { ref: 2, other: 2 }],
      ...waits(3, 100, to, { detail: what, stack: [[3, at(5)], [1, at(11)]] }), // prettier-ignore
    ]),
  });
  expect(
    explainTime(run)
      .map(({ code }) => code)
      .filter((code) => code === "begun-anew"),
  ).toEqual(codes);
});

describe("a time limit", () => {
  const limited = anAwait({ at: at(7), limited: true });
  /** Each try is a request on line 3, called from line 7, and called off at its end unless it is the last. */
  const tries = (ends: readonly number[]) =>
    aRun({
      elapsedMs: ends.at(-1)!,
      awaits: [limited],
      trace: aTrace(
        ends.flatMap((to, i): Row[] => {
          const from = ends[i - 1] ?? 0;
          const stack: readonly [number, ReturnType<typeof at>][] = [[10 + i, at(3)], [1, at(7)]]; // prettier-ignore
          return [
            [from, "wait-began", { task: 1, ref: i + 1, detail: "request GET /x", stack }],
            ...(i + 1 < ends.length ? [[to, "cancel-requested", { task: 1 }] satisfies Row] : []),
            [to, "wait-ended", { ref: i + 1 }],
          ];
        }),
      ),
    });

  test("that is too long in each of several tries is named, and no try is told to start before the one before has failed", () => {
    expect(explainElapsed(tries([200, 400, 460]), 150)).toEqual({
      code: "time-limit",
      at: at(7),
      costMs: 150,
      message:
        "The wait on line 7 was called off 2 times when its time was up, after 200 ms each: 400 ms in all. That cost 150 ms.",
      hint: "Which number decides when it is called off? How long may this take, in all and each time?",
    });
  });

  test("that cost nothing leaves tries as tries", () => {
    expect(explainTime(tries([200, 400, 460])).map(({ code, hint }) => [code, hint])).toEqual([
      ["tried-again", "How many tries may there be? And how long may each of them take?"],
    ]);
  });
});

test("what went on after a task was cancelled is named where it waited, with how long that took", () => {
  const run = aRun({
    elapsedMs: 300,
    tasks: [aTask({ id: 1, endedMs: 300 }), aTask({ id: 2, state: "cancelled", endedMs: 300 })],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1 }],
      [0, "wait-began", { task: 2, ref: 1, detail: "sleep(900)", stack: [[2, at(4)]] }],
      [0, "wait-began", { task: 1, ref: 2, detail: "sleep(200)", stack: [[1, at(9)]] }],
      [200, "wait-ended", { ref: 2 }],
      [200, "cancel-requested", { task: 2, other: 1, site: at(10) }],
      [200, "wait-began", { task: 1, ref: 3, other: 2, detail: "task Task-2", stack: [[1, at(11)]] }],
      [200, "wait-ended", { ref: 1, other: 1 }],
      [200, "wait-began", { task: 2, ref: 4, detail: "sleep(100)", stack: [[2, at(6)]] }],
      [300, "wait-ended", { ref: 4 }],
      [300, "task-ended", { task: 2, detail: "cancelled" }],
      [300, "wait-ended", { ref: 3, other: 2 }],
    ]),
  });
  expect(explainElapsed(run, 100)).toMatchObject({
    code: "late-cancel",
    at: at(6),
    costMs: 100,
    message:
      "fetchTitle (Task-2) was cancelled at 200 ms, but then it waited on line 6 and ended only at 300 ms. That cost 100 ms.",
  });
});

test("sleeps of one length that came to an end soon after what they looked for are told as looking", () => {
  const looks = [0, 1, 2, 3].flatMap((i) =>
    waits(i + 1, 70 * i, 70 * (i + 1), { detail: "sleep(70)", stack: [[1, at(9)]] }),
  );
  expect(explainElapsed(aRun({ elapsedMs: 280, trace: aTrace(looks) }), 30)).toMatchObject({
    code: "sleep-in-loop",
    at: at(9),
    costMs: 30,
    message:
      "Line 9 slept 4 times for 70 ms. What it looks for can come at any time between two looks. That cost 30 ms.",
  });
});

test("a pause in each of several tasks that came one after the other costs as much as all of those on the way together", () => {
  const run = aRun({
    elapsedMs: 340,
    tasks: [1, 2, 3].map((id) => aTask({ id, creator: id === 1 ? 0 : 1, endedMs: id === 1 ? 340 : 170 * (id - 1) })),
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1 }],
      [0, "task-created", { task: 3, other: 1 }],
      [0, "wait-began", { task: 1, ref: 1, other: 3, detail: "task Task-3", stack: [[1, at(11)]] }],
      [0, "wait-began", { task: 3, ref: 2, detail: "semaphore 1", stack: [[3, at(5)]] }],
      ...waits(3, 0, 120, { task: 2, detail: "request GET /", stack: [[2, at(6)]] }),
      ...waits(4, 120, 170, { task: 2, detail: "sleep(50)", stack: [[2, at(7)]] }),
      [170, "wait-ended", { ref: 2, other: 2 }],
      ...waits(5, 170, 290, { task: 3, detail: "request GET /", stack: [[3, at(6)]] }),
      ...waits(6, 290, 340, { task: 3, detail: "sleep(50)", stack: [[3, at(7)]] }),
      [340, "task-ended", { task: 3, detail: "done" }],
      [340, "wait-ended", { ref: 1, other: 3 }],
    ]),
  });
  expect(explainElapsed(run, 100)).toMatchObject({ code: "pause", at: at(7), costMs: 100 });
});

test("a semaphore is named where it is made, when the text tells, and so is a queue of things to share", () => {
  const turns = (kind: "queue" | "semaphore") =>
    aRun({
      elapsedMs: 200,
      makers: [{ at: at(2), kind, awaits: [at(5)] }],
      tasks: [1, 2, 3].map((id) =>
        aTask({
          id,
          creator: id === 1 ? 0 : 1,
          createdAt: id === 1 ? null : at(10),
          endedMs: 100 * Math.max(1, id - 1),
        }),
      ),
      trace: aTrace([
        [0, "task-created", { task: 1 }],
        [0, "task-created", { task: 2, other: 1, site: at(10) }],
        [0, "task-created", { task: 3, other: 1, site: at(10) }],
        [0, "wait-began", { task: 1, ref: 1, other: 3, detail: "task Task-3", stack: [[1, at(11)]] }],
        [0, "wait-began", { task: 3, ref: 2, detail: `${kind} 1`, stack: [[3, at(5)]] }],
        ...waits(3, 0, 100, { task: 2, detail: "request GET /", stack: [[2, at(6)]] }),
        [100, "wait-ended", { ref: 2, other: 2 }],
        ...waits(4, 100, 200, { task: 3, detail: "request GET /", stack: [[3, at(6)]] }),
        [200, "task-ended", { task: 3, detail: "done" }],
        [200, "wait-ended", { ref: 1, other: 3 }],
      ]),
    });
  for (const kind of ["queue", "semaphore"] as const)
    expect(explainElapsed(turns(kind), 100)).toMatchObject({ code: "narrow-limit", at: at(2), costMs: 100 });
});
