import { describe, expect, test } from "vitest";
import { explainOrder } from "../../../../grader/explain/wrong-values/order-of-results.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

/** Three tasks made on line 4 that end in another order: the second one first, then the third. */
const run = aRun({
  tasks: [
    aTask({ id: 1, endedMs: 300 }),
    aTask({ id: 2, createdAt: at(4), endedMs: 300, result: "own" }),
    aTask({ id: 3, createdAt: at(4), endedMs: 100, result: "own" }),
    aTask({ id: 4, createdAt: at(4), endedMs: 200, result: "lent" }),
  ],
  trace: aTrace([
    ...[2, 3, 4].map((task) => [0, "task-created", { task, other: 1, site: at(4) }] as const),
    [100, "task-ended", { task: 3 }],
    [200, "task-ended", { task: 4 }],
    [300, "task-ended", { task: 2 }],
  ]),
});

describe("a list in which results stand more than once", () => {
  test("is known to be in the order in which the tasks ended by what they gave", () => {
    // Of the two that are alike, which stands for which is anybody's guess.
    for (const places of [
      [0, 2, 1],
      [1, 2, 0],
    ]) {
      expect(explainOrder(run, ["own", "lent", "own"], places)).toMatchObject({
        message: "This is the order in which the tasks of line 4 ended, not the one in which they were made",
        isKnown: true,
      });
    }
  });

  test("that they gave in no such order is in none", () => {
    expect(explainOrder(run, ["lent", "own", "own"], [2, 0, 1])).toBeNull();
  });
});
