import { expect, test } from "vitest";
import { hasOwnTimer } from "../../../../grader/explain/story/timers.ts";
import { aTrace, at } from "../../score/builders.ts";

test("a timer of callLater is the program's own, and one behind a sleep is not", () => {
  expect(hasOwnTimer(aTrace([[0, "timer-set", { task: 1, ref: 1, detail: "5 ms", site: at(6) }]]))).toBe(true);
  expect(hasOwnTimer(aTrace([[0, "timer-set", { task: 1, ref: 1, detail: "5 ms" }]]))).toBe(false);
});
