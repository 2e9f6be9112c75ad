import { describe, expect, test } from "vitest";
import { reportExercism } from "../../../grader/report/exercism.ts";
import type { Grade } from "../../../grader/score/index.ts";
import { deadlocked, hostile, notGraded, passing, revealed, sequential, threwInside, untyped } from "./grades.ts";
import { jsonMistakes } from "./validators.ts";

const mistakes = jsonMistakes("exercism.schema.json");
const parsed = (grade: Grade) =>
  JSON.parse(reportExercism([grade])) as {
    status: string;
    message: string | null;
    tests: { status: string; output?: string; message: string | null }[];
  };

test("the whole results.json", async () => {
  await expect(reportExercism([sequential])).toMatchFileSnapshot("../../fixtures/report/exercism.json");
});

test.each([sequential, untyped, notGraded, deadlocked, threwInside, passing, revealed, hostile])(
  "what Exercism gets is of its form (%#)",
  (grade) => {
    expect(mistakes(reportExercism([grade]))).toEqual([]);
  },
);

describe("the status", () => {
  test("is pass when every check passes", () => expect(parsed(passing).status).toBe("pass"));

  test("is error, with the cause, when nothing ran", () => {
    expect(parsed(untyped)).toMatchObject({ status: "error", message: expect.stringContaining("submission.ts:9:28") });
  });

  test("is error for what was not graded, and says that it costs nothing", () => {
    expect(parsed(notGraded)).toMatchObject({
      status: "error",
      message: expect.stringContaining("no fault of yours"),
    });
  });

  test("of a scenario that was stopped is error, of the submission fail as long as another one ran", () => {
    expect(parsed(deadlocked).status).toBe("fail");
    expect(parsed(deadlocked).tests.map(({ status }) => status)).toEqual(["error", "fail"]);
  });
});

describe("long texts", () => {
  const [scenario] = passing.scenarios;
  const printing = (text: string): Grade => ({
    ...passing,
    scenarios: [{ ...scenario!, output: [{ stream: "stdout", atMs: 0, text, task: 1, at: null }] }],
  });

  test("what was printed is cut to 500 characters, and says so", () => {
    const { output } = parsed(printing("🎉".repeat(300))).tests[0]!;
    expect(output!.length).toBeGreaterThan(497);
    expect(output!.length).toBeLessThanOrEqual(500);
    expect(output).toMatch(/🎉\nOutput was truncated. Please limit to 500 chars.$/u);
  });

  test("a message has at most 65535 bytes, and no half of a character", () => {
    const reason = { ...untyped.reason!, message: "é".repeat(4000) };
    const diagnostics = Array.from({ length: 40 }, () => ({ ...untyped.diagnostics[0]!, message: "é".repeat(2000) }));
    const { message } = parsed({ ...untyped, reason, diagnostics });
    expect(Buffer.byteLength(message!)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(message!)).toBeGreaterThan(65_500);
    expect(message).not.toContain("\uFFFD");
  });
});
