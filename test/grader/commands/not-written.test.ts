import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../../grader/commands/call-error.ts";
import { whyNotWritten, writeResult } from "../../../grader/commands/not-written.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "chronograde-not-written-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** The message, of a call that is wrong. */
function refusal(file: string): string {
  try {
    writeResult(file, "a result");
  } catch (error) {
    if (error instanceof CallError) return error.message;
    throw error;
  }
  return "";
}

describe("a result that cannot be written", () => {
  it("is a call that was wrong, and the message says what helps", () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "before");
    expect(refusal(path.join(folder, "none/result"))).toMatch(
      /^The result could not be written to ".*": ENOENT: .*folder/,
    );
    expect(refusal(path.join(file, "result"))).toContain("ENOTDIR: a part of that path is a file");
    expect(refusal(folder)).toContain("EISDIR: that is a folder");
    expect([readdirSync(folder), readFileSync(file, "utf8")]).toEqual([["file"], "before"]);
  });

  it.runIf(existsSync("/dev/full"))("says so of a disk that is full", () => {
    expect(refusal("/dev/full")).toMatch(/ENOSPC: the disk is full\. Make room on it\.$/);
  });

  it("has a reason even if nobody thought of it", () => {
    expect(whyNotWritten(Object.assign(new Error("odd"), { code: "EODD" }))).toBe("EODD.");
    expect(whyNotWritten("odd")).toBe("odd.");
  });
});
