import { expect, test } from "vitest";
import { timeBehind } from "../../../../grader/explain/wrong-values/time-behind.ts";
import { aRun, aTrace, anAwait, at } from "../../score/builders.ts";

/** A wait on line 3, within a limit on line 2 whose time is up at 100 ms; the `catch` is on line 5. */
const run = aRun({
  text: { catches: [{ at: at(5), awaits: [at(2)], rethrows: false, throwsOn: [], throws: [] }] },
  awaits: [anAwait({ at: at(2), limited: true })],
  trace: aTrace([
    [
      0,
      "wait-began",
      {
        task: 1,
        ref: 1,
        detail: "sleep(300)",
        stack: [
          [1, at(2)],
          [2, at(3)],
        ],
      },
    ],
    [100, "cancel-requested", { task: 1, other: 0 }],
    [100, "wait-ended", { ref: 1 }],
  ]),
});

test("what a catch makes at the moment when a time is up is laid to the line that gave the time", () => {
  expect(timeBehind(run, at(6), 100)).toEqual(at(2));
});

test("what it makes at another moment is not", () => {
  expect(timeBehind(run, at(6), 200)).toBeNull();
});

test("what stands before the catch is not", () => {
  expect(timeBehind(run, at(4), 100)).toBeNull();
});
