import { expect, test } from "vitest";
import type { KnownCause } from "../../../grader/explain/index.ts";
import { withCauseOfFew } from "../../../grader/score/behind-few.ts";
import { zero } from "../../../grader/score/fractions.ts";
import { failed } from "../../../grader/score/outcome.ts";
import { aCheck, at } from "./builders.ts";

const checks = [
  aCheck({ kind: "elapsed", atMostMs: 300, atLeastMs: null }),
  aCheck({ kind: "peak", of: "requests", atMost: null, atLeast: 3 }),
];

const late = (code: KnownCause["code"]) => {
  const message = "The await on line 9 ran 3 times. That cost 40 ms of the 60 ms that were lost.";
  const finding = { code: "elapsed-too-long", message: `took 400 ms. ${message}`, hint: "Which rounds?", at: at(9) };
  return failed(finding, zero, { code, at: at(9), message });
};

const few = (line: number) => ({
  ...failed({ code: "peak-too-low", message: "2 at once. Line 4 waited.", hint: "Which line?", at: at(line) }),
  few: "2 at once.",
});

const told = (code: KnownCause["code"], line: number) => withCauseOfFew(checks, [late(code), few(line)])[1]!.finding;

test("too few requests at once are told by what made things go on one after the other", () => {
  expect(told("await-in-loop", 4)).toMatchObject({
    message: "2 at once. The await on line 9 ran 3 times.",
    hint: "Which rounds?",
    at: at(9),
  });
});

test("they keep their own cause where the time was lost in another way, or in the same line", () => {
  expect(told("pause", 4)).toEqual(few(4).finding);
  expect(told("await-in-loop", 9)).toEqual(few(9).finding);
});
