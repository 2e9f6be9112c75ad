import { expect, test } from "vitest";
import type { Run } from "../../../grader/sandbox/index.ts";
import { asksForModel } from "../../../grader/score/index.ts";
import { aCheck, aRequest, aRun, aScenario, at, expected } from "./builders.ts";

const one = aRequest({ url: "https://a.test/1", startMs: 0, endMs: 100 });
const run = aRun({ elapsedMs: 100, requests: [one, { ...one, url: "https://a.test/2" }] });
const asked = (check: Parameters<typeof aCheck>[0]) => asksForModel(aScenario({ checks: [aCheck(check)] }), run);

test("a run in its time asks for no solution", () => {
  expect(asked({ kind: "elapsed", atMostMs: 100, atLeastMs: 100 })).toBe(false);
});

test("one that took too long does, and one that took too little time", () => {
  expect(asked({ kind: "elapsed", atMostMs: 99, atLeastMs: null })).toBe(true);
  expect(asked({ kind: "elapsed", atMostMs: null, atLeastMs: 101 })).toBe(true);
});

test("one with more in flight than may be does", () => {
  expect(asked({ kind: "peak", of: "requests", atMost: 1, atLeast: null })).toBe(true);
  expect(asked({ kind: "peak", of: "requests", atMost: 2, atLeast: null })).toBe(false);
});

test("one that sent other requests does", () => {
  expect(asked({ kind: "requests", ordered: true, requests: [] })).toBe(true);
});

test("one that returned something else does where a signal is given before the last wait of its function", () => {
  const returns: Parameters<typeof aCheck>[0] = { kind: "returns", value: expected("done") };
  const askedBy = (earlySignals: NonNullable<NonNullable<Run["text"]>["earlySignals"]>) =>
    asksForModel(aScenario({ checks: [aCheck(returns)] }), aRun({ text: { earlySignals } }));
  expect(askedBy([])).toBe(false);
  expect(askedBy([{ at: at(3), awaits: [at(4)], waits: [{ at: at(9), then: [] }] }])).toBe(true);
});
