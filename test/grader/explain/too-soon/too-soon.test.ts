import { describe, expect, test } from "vitest";
import { explainElapsed, explainTooSoon } from "../../../../grader/explain/index.ts";
import { anAwait, aRequest, aRun, aTask, aTrace, at } from "../../score/builders.ts";

type Rows = Parameters<typeof aTrace>[0][number][];

const sideBySide = aRun({
  elapsedMs: 200,
  tasks: [
    aTask({ id: 1, endedMs: 200 }),
    aTask({ id: 2, endedMs: 200, createdAt: at(18) }),
    aTask({ id: 3, endedMs: 100, createdAt: at(19) }),
  ],
  trace: aTrace([
    [0, "wait-began", { task: 2, ref: 1, detail: "sleep(200)", stack: [[2, at(5)]] }],
    [0, "wait-began", { task: 3, ref: 2, detail: "sleep(100)", stack: [[3, at(6)]] }],
    [100, "wait-ended", { ref: 2 }],
    [200, "wait-ended", { ref: 1 }],
  ]),
});

describe("two things side by side that should take turns", () => {
  test("are named by what began them, when they overlap by what is missing", () => {
    expect(explainTooSoon(sideBySide, 100)).toMatchObject({
      code: "overlap",
      at: at(19),
      message: "What line 18 and line 19 began went on side by side for 100 ms.",
    });
  });

  test("are told as two calls where both stand on one line", () => {
    const tasks = [
      aTask({ id: 1, endedMs: 200 }),
      aTask({ id: 2, createdAt: { ...at(18), column: 9 } }),
      aTask({ id: 3, createdAt: at(18) }),
    ];
    expect(explainTooSoon({ ...sideBySide, tasks }, 100)?.message).toBe(
      "What two calls on line 18 began went on side by side for 100 ms.",
    );
  });

  test("are named by the plain calls that began them, when there are no tasks", () => {
    const tasks = [aTask({ id: 1, endedMs: 200 })];
    const bodies = [
      { at: at(18), body: { ...at(4), endLine: 5, endColumn: 20 } },
      { at: at(19), body: { ...at(6), endLine: 7, endColumn: 2 } },
    ];
    const trace = aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "sleep(200)", stack: [[2, at(5)]] }],
      [0, "wait-began", { task: 1, ref: 2, detail: "sleep(100)", stack: [[3, at(6)]] }],
      [100, "wait-ended", { ref: 2 }],
      [200, "wait-ended", { ref: 1 }],
    ]);
    expect(explainTooSoon(aRun({ elapsedMs: 200, tasks, trace, text: { eagerCalls: bodies } }), 100)).toMatchObject({
      message: "What line 18 and line 19 began went on side by side for 100 ms.",
    });
  });

  test("are not blamed for a time that they cannot explain", () => {
    expect(explainTooSoon(sideBySide, 50)).toBeNull();
  });

  test("are told apart by their calls inside one task", () => {
    const run = aRun({
      elapsedMs: 200,
      trace: aTrace([
        [
          0,
          "wait-began",
          {
            task: 1,
            ref: 1,
            detail: "sleep(200)",
            stack: [
              [2, at(5)],
              [1, at(9)],
            ],
          },
        ],
        [
          0,
          "wait-began",
          {
            task: 1,
            ref: 2,
            detail: "sleep(100)",
            stack: [
              [3, at(5)],
              [1, at(10)],
            ],
          },
        ],
        [100, "wait-ended", { ref: 2 }],
        [200, "wait-ended", { ref: 1 }],
      ]),
    });
    expect(explainTooSoon(run, 100)).toMatchObject({ code: "overlap", at: at(10) });
  });
});

test("where nothing had to take turns, the place where most of the time went is named", () => {
  const run = aRun({
    elapsedMs: 520,
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "sleep(500)", stack: [[1, at(9)]] }],
      [500, "wait-ended", { ref: 1 }],
      [500, "wait-began", { task: 1, ref: 2, detail: "sleep(20)", stack: [[1, at(12)]] }],
      [520, "wait-ended", { ref: 2 }],
    ]),
  });
  expect(explainElapsed(run, 400)).toMatchObject({
    code: "long-wait",
    at: at(9),
    message:
      "One sleep on line 9 went on for 500 ms, longer than the 120 ms that the whole run may take. That cost 400 ms.",
  });
  expect(explainElapsed(run, 20)).toMatchObject({ code: "pause", costMs: 20 });
});

describe("a crowd of tasks", () => {
  type Row = Parameters<typeof aTrace>[0][number];
  const began = (id: number): Row => [
    0,
    "wait-began",
    { task: id, ref: id, detail: "sleep(100)", stack: [[id, at(5)]] },
  ];
  const ended = (id: number): Row => [100, "wait-ended", { ref: id }];
  const crowd = (extra: Partial<Parameters<typeof aRun>[0]>) =>
    aRun({
      elapsedMs: 100,
      tasks: [aTask({ id: 1, endedMs: 100 }), ...[2, 3, 4].map((id) => aTask({ id, endedMs: 100, createdAt: at(8) }))],
      trace: aTrace([...[2, 3, 4].map(began), ...[2, 3, 4].map(ended)]),
      ...extra,
    });

  test("that went on all at once is told as one", () => {
    expect(explainTooSoon(crowd({}), 70)).toMatchObject({
      code: "all-at-once",
      at: at(8),
      message: "All 3 tasks that line 8 made went on at the same time.",
    });
  });

  test("is laid to the only semaphore that could have held it back", () => {
    expect(explainTooSoon(crowd({ makers: [{ kind: "semaphore", at: at(6), awaits: [] }] }), 100)).toMatchObject({
      code: "all-at-once",
      at: at(6),
    });
  });
});

test("a run in which nothing waited is told so", () => {
  const run = aRun({ elapsedMs: 0, trace: aTrace([[0, "task-step", { task: 1 }]]) });
  expect(explainTooSoon(run, 200)).toMatchObject({ code: "no-wait", at: null });
});

test("a task that a time limit cancelled is laid to the line of the limit", () => {
  const run = aRun({
    elapsedMs: 100,
    tasks: [aTask({ id: 1, endedMs: 100 }), aTask({ id: 2, state: "cancelled", endedMs: 100, createdAt: at(4) })],
    awaits: [anAwait({ at: at(9), limited: true })],
    trace: aTrace([
      [0, "wait-began", { task: 1, other: 2, ref: 1, detail: "task save", stack: [[1, at(9)]] }],
      [0, "wait-began", { task: 2, ref: 2, detail: "sleep(300)", stack: [[2, at(5)]] }],
      [100, "cancel-requested", { task: 2, other: 1 }],
      [100, "wait-ended", { ref: 2 }],
      [100, "wait-ended", { ref: 1 }],
    ]),
  });
  expect(explainTooSoon(run, 200)).toMatchObject({
    code: "time-limit",
    at: at(9),
    hint: "How long is the time that line 9 gives, and how long should it be? What is the time on line 9 meant for: all that its task does, one step of that, or only the wait for it?",
  });
});

describe("a retry", () => {
  const tries = (...startsMs: number[]) =>
    aRun({
      elapsedMs: startsMs.at(-1)! + 10,
      requests: startsMs.map((startMs, index) =>
        aRequest({
          url: "https://x.test/flaky",
          startMs,
          endMs: startMs + 10,
          status: index === startsMs.length - 1 ? 200 : 503,
          at: at(4),
        }),
      ),
    });

  test("that comes at once after each failure is named with its line", () => {
    expect(explainTooSoon(tries(0, 10, 20), 700)).toMatchObject({
      code: "retry-at-once",
      message: "After a failure the request on line 4 was sent again at once, 2 times.",
      at: at(4),
    });
  });

  test("that waits as long after each failure as after the first is told so", () => {
    expect(explainTooSoon(tries(0, 110, 220), 700)).toMatchObject({
      code: "retry-steady",
      message: "After each failure the request on line 4 was sent again 100 ms later, however often it had failed.",
    });
  });

  test("beside which its task stood in a queue already has its whole pause", () => {
    const beside: Rows = [
      [0, "wait-began", { task: 1, ref: 1, detail: "semaphore 1", stack: [[1, at(3)]] }],
      [60, "wait-ended", { ref: 1 }],
    ];
    expect(explainTooSoon({ ...tries(0, 60, 170), trace: aTrace(beside) }, 700)).toBeNull();
  });

  test("that comes as soon as there is a place for it has no pause either", () => {
    const queued: Rows = [
      [10, "wait-began", { task: 1, ref: 1, detail: "semaphore 1", stack: [[1, at(3)]] }],
      [50, "wait-ended", { ref: 1 }],
    ];
    expect(explainTooSoon({ ...tries(0, 50), trace: aTrace(queued) }, 700)).toMatchObject({ code: "retry-at-once" });
  });

  test("that backs off is no cause", () => {
    expect(explainTooSoon(tries(0, 110, 320), 700)).toBeNull();
  });
});

test("tasks that should have waited for one another are told where the quickest went on without them", () => {
  // Two rounds of two tasks: 100 and 300 ms, then 300 and 100 ms. Together the slowest of each take 600 ms.
  const round = (task: number, ref: number, from: number, to: number): Rows =>
    [
      [from, "wait-began", { task, ref, detail: "sleep(n)", stack: [[task, at(7)]] }],
      [to, "wait-ended", { ref }],
    ] satisfies Rows;
  const rows = [...round(2, 1, 0, 100), ...round(3, 2, 0, 300), ...round(2, 3, 100, 400), ...round(3, 4, 300, 400)];
  const run = aRun({
    elapsedMs: 400,
    tasks: [aTask({ id: 1, endedMs: 400 }), ...[2, 3].map((id) => aTask({ id, endedMs: 400, createdAt: at(11) }))],
    trace: aTrace(rows.toSorted(([a], [b]) => a - b)),
  });
  expect(explainTooSoon(run, 200)).toMatchObject({
    code: "went-ahead",
    at: at(7),
    message: expect.stringContaining(
      "went on from line 7 at 100 ms, though fetchTitle (Task-3) was there until 300 ms",
    ),
  });
});

test("who was idle when he was cancelled is not blamed for the end", () => {
  const run = aRun({
    elapsedMs: 200,
    tasks: [aTask({ id: 1, endedMs: 200 }), aTask({ id: 2, state: "cancelled", endedMs: 200, createdAt: at(8) })],
    trace: aTrace([
      [0, "wait-began", { task: 2, ref: 1, detail: "sleep(200)", stack: [[2, at(5)]] }],
      [200, "wait-ended", { ref: 1 }],
      [200, "wait-began", { task: 2, ref: 2, detail: "queue 1", stack: [[2, at(4)]] }],
      [200, "cancel-requested", { task: 2, other: 1, site: at(12) }],
      [200, "wait-ended", { ref: 2 }],
      [200, "task-ended", { task: 2, detail: "cancelled" }],
    ]),
  });
  expect(explainTooSoon(run, 50)).toBeNull();
});

describe("many of a kind", () => {
  const works = [30, 20, 10];
  const tasks = [
    aTask({ id: 1, endedMs: 30 }),
    ...works.map((_, i) => aTask({ id: i + 2, endedMs: 30, createdAt: at(8) })),
  ];
  /** Two places: the third one begins when the second is over. */
  const trace = aTrace([
    [0, "held", { task: 2, detail: "semaphore 1" }],
    [0, "wait-began", { task: 2, ref: 2, detail: "sleep(30)", stack: [[2, at(5)]] }],
    [0, "held", { task: 3, detail: "semaphore 1" }],
    [0, "wait-began", { task: 3, ref: 3, detail: "sleep(20)", stack: [[3, at(5)]] }],
    [20, "wait-ended", { ref: 3 }],
    [20, "given-back", { task: 3, detail: "semaphore 1" }],
    [20, "held", { task: 4, detail: "semaphore 1" }],
    [20, "wait-began", { task: 4, ref: 4, detail: "sleep(10)", stack: [[4, at(5)]] }],
    [30, "wait-ended", { ref: 4 }],
    [30, "wait-ended", { ref: 2 }],
  ]);
  const run = aRun({ elapsedMs: 30, tasks, trace });

  test("should have taken turns when that would have taken just as much longer", () => {
    expect(explainTooSoon(run, 30)).toMatchObject({
      code: "overlap",
      at: at(8),
      message: "What line 8 began 3 times went on side by side; one after the other it would have taken 60 ms.",
    });
    expect(explainTooSoon(run, 25)?.code).not.toBe("overlap");
  });

  test("are laid to the only semaphore, which let too many pass", () => {
    const makers = [{ kind: "semaphore", at: at(6), awaits: [] }] as const;
    expect(explainTooSoon({ ...run, makers }, 30)).toMatchObject({
      at: at(6),
      message: expect.stringContaining("The semaphore that line 6 makes let 2 of them pass at once."),
    });
  });
});

/** The work of the second task is begun at 0 ms, and its place is taken on line 9 at `takenMs`. */
const begunBefore = (takenMs: number) =>
  aRun({
    elapsedMs: 60,
    makers: [{ kind: "semaphore", at: at(6), awaits: [] }],
    tasks: [1, 2].map((id) => aTask({ id, endedMs: 60, createdAt: id === 1 ? null : at(8) })),
    trace: aTrace([
      [0, "wait-began", { task: 2, ref: 2, detail: "sleep(50)", stack: [[2, at(5)]] }],
      ...[
        [takenMs, "held", { task: 2, detail: "semaphore 1", site: at(9) }] satisfies Rows[number],
        [50, "wait-ended", { ref: 2 }] satisfies Rows[number],
      ].toSorted(([a], [b]) => a - b),
      [60, "given-back", { task: 2, detail: "semaphore 1" }],
    ]),
  });

test("work that goes on in a place that was taken after it had begun is told with where that was taken", () => {
  expect(explainTooSoon(begunBefore(20), 25)).toMatchObject({
    at: at(9),
    message: "Line 9 takes a place of the semaphore of line 6 only when the work has begun already.",
  });
});

test("work that was over before its task took a place may be another", () => {
  expect(explainTooSoon(begunBefore(55), 25)?.message ?? "").not.toContain("only when the work has begun");
});

test("a wait that a time limit ended is named when the run was over then", () => {
  const rows: Rows = [
    [0, "wait-began", { task: 1, ref: 1, detail: "request GET https://x.test/", stack: [[1, at(9)]] }],
    [300, "cancel-requested", { task: 1 }],
    [300, "wait-ended", { task: 1, ref: 1 }],
  ];
  const awaits = [anAwait({ at: at(9), limited: true })];
  expect(explainTooSoon(aRun({ elapsedMs: 300, trace: aTrace(rows), awaits }), 440)).toMatchObject({
    code: "time-limit",
    at: at(9),
    message: "The time that line 9 gave was up at 300 ms, and so the wait there was called off.",
  });
});

test("a sleep that was cancelled is named before what went on side by side, when it had just the missing time left", () => {
  const trace = aTrace([
    [0, "wait-began", { task: 1, ref: 1, detail: "sleep(100)", stack: [[1, at(9)]] }],
    [80, "wait-began", { task: 2, ref: 2, detail: "sleep(40)", stack: [[2, at(5)]] }],
    [100, "wait-ended", { ref: 1 }],
    [100, "cancel-requested", { task: 2, other: 1, site: at(10) }],
    [100, "wait-ended", { ref: 2 }],
  ]);
  const tasks = [aTask({ id: 1, endedMs: 100 }), aTask({ id: 2, state: "cancelled", endedMs: 100, createdAt: at(8) })];
  expect(explainTooSoon(aRun({ elapsedMs: 100, tasks, trace }), 20)).toMatchObject({
    code: "early-cancel",
    at: at(10),
  });
});

test("a request that was sent again at once is named even when later pauses were kept", () => {
  const times = [
    [0, 100],
    [100, 200],
    [400, 500],
  ] as const;
  const requests = times.map(([startMs, endMs]) => aRequest({ startMs, endMs, status: 503, at: at(12) }));
  expect(explainTooSoon(aRun({ elapsedMs: 500, requests }), 100)).toMatchObject({
    code: "retry-at-once",
    at: at(12),
    message: "After a failure the request on line 12 was sent again at once, once.",
  });
});

test("work in a call of its own is cut short as any other", () => {
  const trace = aTrace([
    [0, "wait-began", { task: 2, ref: 1, detail: "native", stack: [[2, at(18)]] }],
    [
      0,
      "wait-began",
      {
        task: 2,
        ref: 2,
        detail: "sleep(50)",
        stack: [
          [3, at(10)],
          [2, at(18)],
        ],
      },
    ],
    [20, "cancel-requested", { task: 2, other: 1, site: at(25) }],
    [20, "wait-ended", { ref: 2 }],
    [20, "wait-ended", { ref: 1 }],
  ]);
  const tasks = [aTask({ id: 1, endedMs: 20 }), aTask({ id: 2, state: "cancelled", endedMs: 20, createdAt: at(23) })];
  expect(explainTooSoon(aRun({ elapsedMs: 20, tasks, trace }), 90)).toMatchObject({ code: "early-cancel", at: at(25) });
});
