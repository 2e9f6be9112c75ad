import { expect, test } from "vitest";
import { agreeing } from "../../../grader/score/agreeing.ts";
import type { KnownCause } from "../../../grader/explain/index.ts";
import { zero } from "../../../grader/score/fractions.ts";
import { failed } from "../../../grader/score/outcome.ts";
import { aCheck, aScenario, at } from "./builders.ts";

const late = (line: number, code: KnownCause["code"] = "sequential-awaits") => [
  failed({ code: "elapsed-too-long", message: "late", hint: null, at: at(line) }, zero, { code, at: at(line) }),
];

/** A scenario whose lateness is told at the first of these lines, and could be told at the others. */
const scenario = (lines: readonly number[], hidden = false) => ({
  scenario: aScenario({ hidden, checks: [aCheck({ kind: "elapsed", atMostMs: 300, atLeastMs: null })] }),
  outcomes: late(lines[0]!),
  again: ({ at: { line } }: KnownCause) => late(lines.includes(line) ? line : lines[0]!),
});

const toldAt = (...all: readonly ReturnType<typeof scenario>[]) =>
  agreeing(all).map(([outcome]) => outcome?.finding?.at?.line);

test("the cause that fits the most scenarios is told in all of them", () => {
  expect(toldAt(scenario([9]), scenario([4, 9]), scenario([9, 4]))).toEqual([9, 9, 9]);
  expect(toldAt(scenario([4, 9]), scenario([9]))).toEqual([9, 9]);
});

test("a scenario that it does not fit keeps its own", () => {
  expect(toldAt(scenario([9]), scenario([9]), scenario([4]))).toEqual([9, 9, 4]);
});

test("of two that fit as many, each scenario keeps its own", () => {
  expect(toldAt(scenario([4, 9]), scenario([9, 4]))).toEqual([4, 9]);
});

test("a hidden scenario follows the others, and they do not follow it", () => {
  expect(toldAt(scenario([9]), scenario([4, 9], true))).toEqual([9, 9]);
  expect(toldAt(scenario([4, 9]), scenario([9], true), scenario([9], true))).toEqual([4, 9, 9]);
});

test("two causes in one line are two", () => {
  const loop = { ...scenario([4]), outcomes: late(4, "await-in-loop"), again: () => late(4, "await-in-loop") };
  const chance = {
    ...scenario([4]),
    again: ({ code, at: { line } }: KnownCause) => (code === "await-in-loop" ? late(line, code) : late(4)),
  };
  expect(agreeing([loop, chance]).map(([outcome]) => outcome?.cause?.code)).toEqual(["await-in-loop", "await-in-loop"]);
});
