import { expect, test } from "vitest";
import { explainNewestFirst } from "../../../../grader/explain/wrong-values/newest-first.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

const lifo = { at: at(4), kind: "queue", gives: "last", awaits: [at(9)] } as const;

function runOf(makers: readonly { readonly gives?: "last" }[], takes = 0) {
  const waits = Array.from({ length: takes }, (_, index) => [
    [index * 10, "wait-began", { task: 2, ref: index + 1, detail: "queue get", stack: [[index + 2, at(9)]] }] as const,
    [index * 10 + 5, "wait-ended", { ref: index + 1 }] as const,
  ]);
  return aRun({
    elapsedMs: 200,
    makers: makers as readonly (typeof lifo)[],
    tasks: [aTask({ id: 1, endedMs: 200 }), aTask({ id: 2 })],
    trace: aTrace(waits.flat() as unknown as Parameters<typeof aTrace>[0]),
  });
}

test("a list that is turned round comes from the LifoQueue that gives the newest first", () => {
  expect(explainNewestFirst(runOf([lifo]), [3, 2, 1, 0])).toMatchObject({
    message: "Of the items in the queue that line 4 makes, a LifoQueue, the newest comes out first",
    at: at(4),
  });
});

test("nothing is said of a list that is only partly turned round", () => {
  expect(explainNewestFirst(runOf([lifo]), [1, 0, 3, 2])).toBeNull();
});

test("nothing is said where the queue gives the oldest first, or there is more than one", () => {
  expect(explainNewestFirst(runOf([{ ...lifo, gives: undefined } as never]), [1, 0])).toBeNull();
  expect(explainNewestFirst(runOf([lifo, lifo]), [1, 0])).toBeNull();
});

test("nothing is said where somebody waited for most of the items, and took each as it came", () => {
  expect(explainNewestFirst(runOf([lifo], 3), [3, 2, 1, 0])).toBeNull();
});
