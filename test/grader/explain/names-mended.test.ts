import { describe, expect, it, test } from "vitest";
import { isBorneOut, namesMended } from "../../../grader/explain/index.ts";
import { at } from "../score/builders.ts";
import { mendedAt } from "../score/mended.ts";

const names = (message: string, line: number | null, mended = mendedAt(9)) =>
  namesMended(mended, { message, at: line === null ? null : at(line) });

describe("a line that was mended is named", () => {
  it("by a finding that points to it", () => {
    expect(names("it is not so", 9)).toBe(true);
    expect(names("it is not so", 8)).toBe(false);
  });

  it("by one that points to a later line of the same place", () => {
    expect(names("it is not so", 10, mendedAt([9, 11]))).toBe(true);
    expect(names("it is not so", 12, mendedAt([9, 11]))).toBe(false);
  });

  it.each([
    "line 9",
    "Line 9",
    "lines 9 and 12",
    "lines 4 and 9",
    "lines 3, 9 and 12",
    "lines 8 to 10",
    "line 4 and line 9",
  ])("as %s", (lines) => {
    expect(names(`nothing waits on ${lines} for it`, 4)).toBe(true);
  });

  it("in another file by the name of that", () => {
    const mended = mendedAt(9, "lib/retry.ts");
    expect(names("lib/retry.ts:9 tries again", 4, mended)).toBe(true);
    expect(names("main waits at lib/retry.ts:9:5 for a lock", 4, mended)).toBe(true);
    expect(names("main waits at lib/retry.ts:4:9 for a lock", 4, mended)).toBe(false);
    expect(names("line 9 tries again", 4, mended)).toBe(false);
  });
});

describe("it is not", () => {
  it.each([
    "line 90 waits",
    "lines 8 and 10 wait",
    "lines 4, 5, … and 9 more wait",
    "lines 10 to 12 wait",
    'printed "on line 9"',
    "no task fits `line 9`",
    "line 9 of stdout is missing",
    "It came already as line 9",
    "9 tasks are left",
  ])("by %s", (message) => {
    expect(names(message, 4)).toBe(false);
  });
});

test("what is said of a line stays as it is when another change there would do as well", () => {
  const mended = { ...mendedAt(9), also: [...mendedAt(4).places] };
  const told = (line: number) => isBorneOut(mended, { message: "it is not so", at: at(line) });
  expect([4, 5, 9].map(told)).toEqual([true, false, true]);
});
