import { expect, test } from "vitest";
import { heldIn, isHeldLonger } from "../../../../grader/explain/beside-the-solution/held.ts";
import { aTrace } from "../../score/builders.ts";

test("what is done under locks is what their holders wait for themselves", () => {
  const trace = aTrace([
    [0, "held", { task: 2, detail: "lock #1" }],
    [0, "wait-began", { task: 2, ref: 1, detail: "sleep(10)" }],
    [0, "wait-began", { task: 3, ref: 2, detail: "lock #1" }],
    [5, "wait-began", { task: 4, ref: 3, detail: "sleep(90)" }],
    [10, "wait-ended", { ref: 1 }],
    [30, "given-back", { task: 2, detail: "lock #1" }],
    [30, "held", { task: 3, detail: "lock #1" }],
    [30, "wait-ended", { ref: 2 }],
    [40, "given-back", { task: 3, detail: "lock #1" }],
    [95, "wait-ended", { ref: 3 }],
  ]);
  expect(heldIn(trace)).toEqual({ locks: 1, times: 2, us: 40_000, workUs: 10_000 });
});

test("a lock is held longer when more is done under it; nobody knows when its holder only waited for others", () => {
  const held = { locks: 1, times: 2, us: 400, workUs: 200 };
  expect(isHeldLonger({ locks: 1, times: 2, us: 600, workUs: 400 }, held)).toBe(true);
  expect(isHeldLonger({ locks: 1, times: 2, us: 600, workUs: 200 }, held)).toBeNull();
  expect(isHeldLonger(held, held)).toBe(false);
  expect(isHeldLonger({ locks: 1, times: 3, us: 600, workUs: 400 }, held)).toBeNull();
});
