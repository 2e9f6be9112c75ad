import { expect, test } from "vitest";
import { areCancelsHeeded } from "../../../../grader/explain/index.ts";
import { aRun, aTask, aTrace } from "../../score/builders.ts";

const cancelled = (state: "cancelled" | "done" | "pending") =>
  aRun({
    tasks: [aTask({ id: 1 }), aTask({ id: 2, state })],
    trace: aTrace([[5, "cancel-requested", { task: 2 }]]),
  });

test("who was told to stop has stopped when it was cancelled in the end", () => {
  expect(areCancelsHeeded(cancelled("cancelled"))).toBe(true);
});

test.each(["done", "pending"] as const)("and not when it is %s", (state) => {
  expect(areCancelsHeeded(cancelled(state))).toBe(false);
});

test("where nobody was told to stop there is nothing to heed", () => {
  expect(areCancelsHeeded(aRun({ tasks: [aTask({ id: 1 })] }))).toBe(true);
});
