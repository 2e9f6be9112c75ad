import { describe, expect, test } from "vitest";
import type { Run } from "../../../grader/sandbox/index.ts";
import type { Mended } from "../../../grader/explain/index.ts";
import { checkPeak } from "../../../grader/score/check-peak.ts";
import type { Check } from "../../../grader/spec/index.ts";
import { aCheck, aRequest, aRun, aTask, aTrace, at, mendedAt } from "./builders.ts";
import { judge } from "./grading.ts";

const peak = (of: "requests" | "tasks", atMost: number | null, atLeast: number | null = null) =>
  aCheck({ kind: "peak", of, atMost, atLeast });

const inTurn: Run = aRun({
  requests: [aRequest({ startMs: 0, endMs: 300 }), aRequest({ startMs: 300, endMs: 400 })],
});

test("a request that is sent when another is answered makes one in flight, not two", () => {
  expect(judge(peak("requests", 1), inTurn)).toMatchObject({ earned: 1 });
});

test("requests that overlap count together, hanging ones to the end", () => {
  const run = aRun({
    requests: [
      aRequest({ startMs: 0, endMs: null, status: null, outcome: "hanging", at: at(5) }),
      aRequest({ startMs: 10, endMs: 20, at: at(6) }),
      aRequest({ startMs: 15, endMs: 30, at: at(7) }),
    ],
  });
  expect(judge(peak("requests", 2), run)).toMatchObject({
    code: "peak-too-high",
    line: 7,
    message:
      "3 requests in flight at once; at most 2 may be. At 15 ms line 7 sent one more while 2 were still running.",
  });
});

test("within one instant the order of the trace decides", () => {
  const requests = [1, 2].map(() => aRequest({ startMs: 0, endMs: 0 }));
  const oneByOne = aTrace([
    [0, "request-sent", { ref: 1 }],
    [0, "request-ended", { ref: 1 }],
    [0, "request-sent", { ref: 2 }],
    [0, "request-ended", { ref: 2 }],
  ]);
  const together = aTrace([
    [0, "request-sent", { ref: 1 }],
    [0, "request-sent", { ref: 2 }],
    [0, "request-ended", { ref: 1 }],
    [0, "request-ended", { ref: 2 }],
  ]);
  expect(judge(peak("requests", 1), aRun({ requests, trace: oneByOne }))).toMatchObject({ earned: 1 });
  expect(judge(peak("requests", 1), aRun({ requests, trace: together }))).toMatchObject({ earned: 0 });
});

test("too few at once is named", () => {
  expect(judge(peak("requests", 3, 2), inTurn)).toMatchObject({ earned: 0, code: "peak-too-low" });
});

describe("too few tasks at once", () => {
  const calls = [{ at: at(11), name: "download", runs: 1, work: null, again: false, inputs: 2 }];
  const trace = aTrace([[0, "wait-began", { task: 1, ref: 1, detail: "sleep(9)", stack: [[2, at(5)], [1, at(11)]] }]]); // prettier-ignore
  const runWith = (coroutine: string) => aRun({ tasks: [aTask({ id: 1 }), aTask({ id: 2, coroutine })], trace, calls });

  test("are told with the call that was awaited where it stands, while the same function runs in a task", () => {
    expect(judge(peak("tasks", null, 2), runWith("download"))).toMatchObject({
      line: 11,
      message:
        "1 task at once; at least 2 should be. Line 11 awaits download() directly, so it runs as a part of main and is no task of its own.",
    });
  });

  test("are not laid to a call of another function", () => {
    expect(judge(peak("tasks", null, 2), runWith("upload")).message).toBe("1 task at once; at least 2 should be.");
  });
});

test("the entry's own task does not count", () => {
  const run = aRun({ elapsedMs: 100, tasks: [aTask({ id: 1, endedMs: 100 }), aTask({ id: 2, endedMs: 100 })] });
  expect(judge(peak("tasks", 1, 1), run)).toMatchObject({ earned: 1 });
  expect(judge(peak("tasks", 0), run)).toMatchObject({ earned: 0, code: "peak-too-high" });
});

describe("too many requests in flight", () => {
  const requests = [2, 3].map((task) =>
    aRequest({ startMs: 0, endMs: 100, task, at: at(7), url: `https://x.test/${task}` }),
  );
  const tasks = [aTask({ id: 1 }), aTask({ id: 2 }), aTask({ id: 3 })];
  const semaphore = { kind: "semaphore", at: at(5), awaits: [] } as const;
  const taken = (whats: readonly [string, string], backMs: number) =>
    aTrace([
      [0, "held", { task: 2, detail: whats[0], site: at(6) }],
      [0, "held", { task: 3, detail: whats[1], site: at(6) }],
      [backMs, "given-back", { task: 2, detail: whats[0], site: at(8) }],
      [backMs, "given-back", { task: 3, detail: whats[1], site: at(8) }],
    ]);
  const told = (run: Partial<Run>) =>
    judge(peak("requests", 1), aRun({ requests, tasks, makers: [semaphore], ...run }));

  test("are laid to the one place that was taken for all of them together", () => {
    const children = [aTask({ id: 1 }), aTask({ id: 2, creator: 1 }), aTask({ id: 3, creator: 1 })];
    const trace = aTrace([
      [0, "held", { task: 1, detail: "semaphore 1", site: at(9) }],
      [100, "given-back", { task: 1, detail: "semaphore 1", site: at(9) }],
    ]);
    expect(told({ trace, tasks: children })).toMatchObject({
      line: 9,
      message: expect.stringContaining(
        "Line 9 took one place of the semaphore that line 5 makes, and 2 of them went on together under that.",
      ),
    });
  });

  test("are laid to the semaphore that let them all pass", () => {
    const trace = taken(["semaphore 1", "semaphore 1"], 100);
    expect(told({ trace })).toMatchObject({
      line: 5,
      message: expect.stringContaining("The semaphore that line 5 makes let 2 of them pass at once."),
    });
  });

  test("are laid to the line that makes a semaphore for each", () => {
    const trace = taken(["semaphore 1", "semaphore 2"], 100);
    expect(told({ trace }).message).toContain("Line 5 made 2 semaphores");
  });

  test("are laid to it beside a lock that nobody takes, but to nothing when both are taken", () => {
    const makers = [semaphore, { kind: "lock", at: at(3), awaits: [] }] as const;
    expect(told({ trace: taken(["semaphore 1", "semaphore 2"], 100), makers }).message).toContain(
      "Line 5 made 2 semaphores",
    );
    const both = taken(["semaphore 1", "semaphore 1"], 100);
    expect(told({ trace: both, makers }).message).toContain("let 2 of them pass");
    const locked = aTrace([
      [0, "held", { task: 2, detail: "semaphore 1", site: at(6) }],
      [0, "held", { task: 3, detail: "lock 1", site: at(6) }],
    ]);
    expect(told({ trace: locked, makers }).message).not.toContain("emaphore");
  });

  test("are laid to the line that gives the place back too early", () => {
    const trace = taken(["semaphore 1", "semaphore 1"], 0);
    expect(told({ trace })).toMatchObject({
      line: 8,
      message: expect.stringContaining(
        "The semaphore of line 5 was given back on line 8 while the work still went on.",
      ),
    });
  });

  test("have passed a semaphore that nobody took", () => {
    expect(told({}).message).toContain("Line 5 makes a semaphore, but nobody took one of its places.");
  });

  test("are laid to the permit that nobody awaited", () => {
    const warnings = [{ code: "never-awaited", message: "never awaited", at: at(6) }] as const;
    expect(told({ warnings })).toMatchObject({ line: 6 });
  });
});

describe("where it is known which line was mended", () => {
  const found = (check: Check, run: Run, mended: Mended | null) =>
    checkPeak(check as Extract<Check, { kind: "peak" }>, run, { model: null, known: null, mended }).finding!;

  const tasks = [2, 3].map((id) => aTask({ id, createdAt: at(12) }));
  const requests = [2, 3].map((task) =>
    aRequest({ startMs: 0, endMs: 100, task, at: at(7), url: `https://x.test/${task}` }),
  );
  const unpassed = aRun({
    requests,
    tasks: [aTask({ id: 1 }), ...tasks],
    makers: [{ kind: "semaphore", at: at(5), awaits: [] }],
    trace: aTrace([
      [0, "held", { task: 2, detail: "semaphore 1", site: at(6) }],
      [100, "given-back", { task: 2, detail: "semaphore 1", site: at(8) }],
    ]),
  });
  const tooMany = (mended: Mended | null) => found(peak("requests", 1), unpassed, mended);

  test("a request too many that has not passed the semaphore is told at the line that sends it", () => {
    expect(tooMany(null).at).toEqual(at(5));
    expect(tooMany(mendedAt(7))).toEqual({ ...tooMany(null), at: at(7) });
    expect(tooMany(mendedAt(5))).toEqual(tooMany(null));
    expect(tooMany(mendedAt(30))).toEqual(tooMany(null));
  });

  test("a semaphore that let too many pass is not why there was one too many that was sent on a mended line", () => {
    const trace = aTrace([
      [0, "held", { task: 2, detail: "semaphore 1", site: at(6) }],
      [0, "held", { task: 3, detail: "semaphore 1", site: at(6) }],
      [100, "given-back", { task: 2, detail: "semaphore 1", site: at(8) }],
      [100, "given-back", { task: 3, detail: "semaphore 1", site: at(8) }],
    ]);
    const told = (mended: Mended | null) => found(peak("requests", 1), { ...unpassed, trace }, mended);
    expect(told(null)).toMatchObject({ at: at(5), message: expect.stringContaining("let 2 of them pass") });
    expect(told(mendedAt(7))).toMatchObject({ at: at(7), message: expect.not.stringContaining("semaphore") });
    expect(told(mendedAt(5))).toEqual(told(null));
  });

  test("too few at once are told by the await in a row that was mended, not by the dearest one", () => {
    const wait = (ref: number, ms: number, forMs: number, line: number): Parameters<typeof aTrace>[0][number][] => [
      [ms, "wait-began", { task: 1, ref, detail: `request GET /${ref}`, stack: [[1, at(line)]] }],
      [ms + forMs, "wait-ended", { ref }],
    ];
    const run = aRun({
      elapsedMs: 700,
      requests: [aRequest({ startMs: 0, endMs: 300 }), aRequest({ startMs: 300, endMs: 700 })],
      trace: aTrace([...wait(1, 0, 150, 4), ...wait(2, 150, 150, 4), ...wait(3, 300, 100, 9), ...wait(4, 400, 100, 9), ...wait(5, 500, 200, 11)]), // prettier-ignore
    });
    const told = (mended: Mended | null) => found(peak("requests", null, 2), run, mended);
    expect(told(null).at?.line).toBe(4);
    expect(told(mendedAt(9, { piece: "loop" })).at?.line).toBe(9);
    expect(told(mendedAt(30))).toEqual(told(null));
  });
});
