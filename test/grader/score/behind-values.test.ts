import { describe, expect, it, test } from "vitest";
import { lateCancelHint } from "../../../grader/explain/index.ts";
import { withLineBehind } from "../../../grader/score/behind-values.ts";
import { numbersHint } from "../../../grader/score/differing-line.ts";
import { excessHint } from "../../../grader/score/output-difference.ts";
import { failed, passed } from "../../../grader/score/outcome.ts";
import type { Position } from "../../../grader/values/index.ts";
import { aCheck, at, aTrace, expected, returned } from "./builders.ts";

const elapsed = aCheck({ kind: "elapsed", atMostMs: 300, atLeastMs: null });
const returns = aCheck({ kind: "returns", value: expected("100 circus") });
/** At 300 ms something happened. */
const run = (value: string) => returned(value, { trace: aTrace([[300, "wait-ended", {}]]) });

const fails = (code: string, where: Position | null) =>
  failed({ code, message: "it is not so", hint: "Look there.", at: where });

/** What is told of the value, when the time is told like that. */
function toldOf(
  value: ReturnType<typeof fails>,
  time: ReturnType<typeof fails>,
  what = "300 circus",
): [string | null, number | undefined] {
  const [, told] = withLineBehind([elapsed, returns], run(what), [time, value]);
  return [told!.finding!.hint, told!.finding!.at?.line];
}

const late = fails("elapsed-too-long", at(9));
const asBefore = (line?: number) => ["Look there.", line];
const behind = [
  "Line 9 cost the time that `elapsed` tells of, and may be behind this too: mend that first, then look here again.",
  9,
];

test("a wrong moment in a value may come from the line that cost time", () => {
  expect(toldOf(fails("returned-other", null), late)).toEqual(behind);
});

describe("so may what is asked of", () => {
  const asked = (hint: string, line: number) =>
    failed({ code: "task-ended-at", message: "it is not so", hint, at: at(line) });

  it.each([
    ["a cancel that came too late", lateCancelHint],
    ["numbers that differ", numbersHint],
    ["a line too many", excessHint],
  ])("%s", (_, hint) => {
    expect(toldOf(asked(hint, 14), late)).toEqual(behind);
  });

  it("but not where that is the very line", () => {
    expect(toldOf(asked(lateCancelHint, 9), late)).toEqual([lateCancelHint, 9]);
  });
});

test("a wrong value that holds none does not", () => {
  expect(toldOf(fails("returned-other", null), late, "3 bazaars")).toEqual(asBefore());
});

test("so may the order of results that were put where they belong when they were ready", () => {
  expect(toldOf(fails("returned-reordered", at(4)), late)).toEqual(behind);
});

test("an order that has nothing to do with who was ready does not", () => {
  expect(toldOf(fails("returned-reordered", null), late)).toEqual(asBefore());
});

test("a value with a cause of its own keeps it", () => {
  expect(toldOf(fails("returned-other", at(4)), late)).toEqual(asBefore(4));
});

test("a time that is right, too short or not explained tells nothing of the value", () => {
  const value = fails("returned-other", null);
  expect(toldOf(value, fails("elapsed-too-short", at(9)))).toEqual(asBefore());
  expect(toldOf(value, fails("elapsed-too-long", null))).toEqual(asBefore());
  expect(toldOf(value, passed)).toEqual(asBefore());
});
