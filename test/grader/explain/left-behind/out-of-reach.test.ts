import { expect, test } from "vitest";
import { explainUnreached } from "../../../../grader/explain/index.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

type Row = Parameters<typeof aTrace>[0][number];

const task = aTask({ id: 2, name: "mirror", createdAt: at(8), state: "pending", endedMs: null });

/** It waits for a promise on line 9 and is cancelled at 40 ms. */
function waitsFor(work: readonly Row[]) {
  return aRun({
    elapsedMs: 100,
    tasks: [aTask({ id: 1, endedMs: 100 }), task],
    trace: aTrace([
      [0, "wait-began", { task: 2, ref: 1, detail: "native a promise", stack: [[1, at(9)]] }],
      ...work,
      [40, "cancel-requested", { task: 2, other: 1, site: at(12) }],
      [90, "wait-ended", { ref: 2 }],
      [90, "wait-ended", { ref: 1 }],
    ]),
  });
}

test("a cancel does not reach work that another task had begun", () => {
  const elsewhere = waitsFor([
    [0, "wait-began", { task: 1, ref: 2, detail: "request GET https://x.test/a", stack: [[2, at(4)]] }],
  ]);
  expect(explainUnreached(elsewhere, task)).toMatchObject({
    code: "late-cancel",
    message: expect.stringContaining("what it waited for on line 9 runs in another task"),
  });
});

test("a cancel does reach the task's own call, which may have more to do", () => {
  const own: readonly Row[] = [
    [
      0,
      "wait-began",
      {
        task: 2,
        ref: 2,
        detail: "sleep(90)",
        stack: [
          [2, at(4)],
          [1, at(9)],
        ],
      },
    ],
  ];
  expect(explainUnreached(waitsFor(own), task)).toBeNull();
});
