import { describe, expect, it, test } from "vitest";
import { namesMended, placeFirst, toldFirst } from "../../../grader/score/names-mended.ts";
import { at } from "./builders.ts";
import { mendedAt } from "./mended.ts";

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

describe("of several ways to tell a cause", () => {
  const told = (line: number) => ({ message: `line ${line} waits`, at: at(line) });
  const ways = [() => null, () => told(4), () => told(9), () => told(12)];

  test("the first comes first while nothing was mended", () => {
    expect(toldFirst(null, ways)).toEqual(told(4));
  });

  test("the one with a line that was mended comes first", () => {
    expect(toldFirst(mendedAt(9), ways)).toEqual(told(9));
  });

  test("the first comes first when none has one", () => {
    expect(toldFirst(mendedAt(20), ways)).toEqual(told(4));
  });

  test("none is looked for behind the one that is told", () => {
    const unasked = () => {
      throw new Error("asked");
    };
    expect(toldFirst(null, [() => told(4), unasked])).toEqual(told(4));
    expect(toldFirst(mendedAt(4), [() => told(4), unasked])).toEqual(told(4));
  });
});

test("of several places the one that was mended comes first", () => {
  expect(placeFirst(null, [null, at(4), at(9)])).toEqual(at(4));
  expect(placeFirst(mendedAt(9), [null, at(4), at(9)])).toEqual(at(9));
  expect(placeFirst(mendedAt(20), [undefined, at(4)])).toEqual(at(4));
  expect(placeFirst(mendedAt(20), [null])).toBeNull();
});
