import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Compilation } from "../../../grader/compile/index.ts";
import { compileText } from "./compile-text.ts";
import { randomProgram } from "./fuzz-programs.ts";

/** A program, or a rejection that says why, with places inside the text. */
function judge(compilation: Compilation, text: string): void {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).length;
  expect(compilation.program === null).toBe(compilation.rejection !== null);
  for (const { line, column, message } of compilation.diagnostics) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines + 1);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(message).not.toContain("/submission/");
  }
}

describe("no text makes the compiler fail", () => {
  it("of random characters", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 80 }), async (text) =>
        judge(await compileText(text), text),
      ),
      { numRuns: 40 },
    );
  });

  it("of random syntax trees", async () => {
    await fc.assert(
      fc.asyncProperty(randomProgram, async (text) => judge(await compileText(text, { entry: "main" }), text)),
      { numRuns: 60 },
    );
  });
});
