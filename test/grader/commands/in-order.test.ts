import fc from "fast-check";
import { expect, it } from "vitest";
import { InOrder } from "../../../grader/commands/in-order.ts";

it("tells each as soon as all before it are known, and nothing of what there is nothing to tell of", () => {
  const told: string[] = [];
  const inOrder = new InOrder<string>((what) => told.push(what));
  inOrder.known(2, "c");
  inOrder.known(0, "a");
  expect(told).toEqual(["a"]);
  inOrder.known(1, null);
  expect(told).toEqual(["a", "c"]);
});

it("tells everything once and in order, in whatever order it becomes known", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (arrivals) => {
      const told: number[] = [];
      const inOrder = new InOrder<number>((what) => told.push(what));
      for (const number of arrivals) inOrder.known(number, number);
      expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }),
  );
});
