import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDuration, readSize } from "../../../grader/spec/units.ts";

describe("durations", () => {
  test.each([
    ["250ms", 250],
    ["1.5s", 1500],
    ["2m", 120_000],
    ["1h", 3_600_000],
    ["0ms", 0],
    ["0.1s", 100],
    ["0.001ms", 0.001],
    ["1.0000s", 1000],
    ["876600h", 3_155_760_000_000],
  ])("%s is %d ms", (text, value) => {
    expect(readDuration(text)).toEqual({ value });
  });

  test.each([
    [250, "a duration needs a unit: write 250ms or 0.25s"],
    [0, "a duration needs a unit: write 0ms or 0s"],
    [1500, "a duration needs a unit: write 1500ms or 1.5s"],
    [0.5, "a duration needs a unit: write 0.5ms or 0.0005s"],
    ["250", "a duration needs a unit: write 250ms or 0.25s"],
    [1e30, "a duration needs a unit: write 250ms or 0.25s"],
    [-5, "a duration cannot be negative"],
    ["-5ms", "a duration cannot be negative"],
    [Number.NaN, "a duration is a finite number"],
    [Number.POSITIVE_INFINITY, "a duration is a finite number"],
    ["0.0005ms", "a duration cannot be finer than a microsecond (0.001ms)"],
    ["876601h", "a duration cannot be longer than 100 years"],
    [`${"9".repeat(400)}ms`, "a duration cannot be longer than 100 years"],
    [`0.${"0".repeat(400)}1s`, "a duration cannot be finer than a microsecond (0.001ms)"],
  ])("%s is refused: %s", (raw, problem) => {
    expect(readDuration(raw)).toMatchObject({ problem });
  });

  test.each([
    ["250 ms", "250ms"],
    ["5S", "5s"],
    ["3 seconds", "3s"],
    ["2min", "2m"],
    [".5s", "0.5s"],
    ["007s", "7s"],
    ["soon", null],
    ["1d", null],
    ["", null],
  ])("%j is refused, and %j is what was probably meant", (raw, suggestion) => {
    expect(readDuration(raw)).toMatchObject({ suggestion });
  });

  test("every whole number of microseconds is read as it was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (micros) => {
        const text = `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, "0")}s`;
        expect(readDuration(text)).toEqual({ value: micros / 1000 });
      }),
    );
  });
});

describe("sizes", () => {
  test.each([
    ["64KB", 65_536],
    ["128MB", 134_217_728],
    ["1GB", 1_073_741_824],
    ["10B", 10],
    ["1.5KB", 1536],
  ])("%s is %d bytes", (text, value) => {
    expect(readSize(text)).toEqual({ value });
  });

  test.each([
    [65_536, "a size needs a unit: write 64KB", "64KB"],
    [1000, "a size needs a unit: write 1000B", "1000B"],
    [1.5, "a size needs a unit: write 64KB", "64KB"],
    ["64kb", "this is not a size", "64KB"],
    ["64 MiB", "this is not a size", "64MB"],
    ["0.3B", "a size is a whole number of bytes", null],
    ["5GB", "a size cannot be larger than 4GB", null],
  ])("%s is refused: %s", (raw, problem, suggestion) => {
    expect(readSize(raw)).toMatchObject({ problem, ...(suggestion === null ? {} : { suggestion }) });
  });
});
