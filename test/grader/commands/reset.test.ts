import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../../grader/commands/call-error.ts";
import { resetCommand } from "../../../grader/commands/reset.ts";
import { aCourse, smallExercise, starter } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

let course: string;
let submission: string;
beforeEach(() => {
  course = aCourse({
    "exercises/hello/exercise.yaml": smallExercise,
    "exercises/hello/submission.ts": starter,
    "exercises/.starters.json": JSON.stringify({ hello: { "submission.ts": starter } }),
  });
  submission = path.join(course, "exercises/hello/submission.ts");
});

function reset(id = "hello"): string {
  const terminal = aTerminal();
  expect(resetCommand(id, { course }, terminal)).toBe(0);
  return terminal.said();
}

describe("reset", () => {
  it("puts the starter back, and keeps the learner's version beside it", () => {
    writeFileSync(submission, "mine");
    expect(reset()).toContain("exercises/hello/submission.ts.bak");
    expect([readFileSync(submission, "utf8"), readFileSync(`${submission}.bak`, "utf8")]).toEqual([starter, "mine"]);
  });

  it("keeps the bytes of a file that is no UTF-8", () => {
    const utf16 = Buffer.from("\uFEFFmine", "utf16le");
    writeFileSync(submission, utf16);
    reset();
    expect(readFileSync(`${submission}.bak`)).toEqual(utf16);
  });

  it("says that it cannot keep what is no file", () => {
    rmSync(submission);
    mkdirSync(submission);
    expect(() => resetCommand("hello", { course }, aTerminal())).toThrow(
      "exercises/hello/submission.ts was not reset: what is there cannot be read and kept (EISDIR).",
    );
  });

  it("replaces no version that was kept before", () => {
    writeFileSync(submission, "first");
    reset();
    writeFileSync(submission, "second");
    expect(reset()).toContain("exercises/hello/submission.ts.bak2");
    expect([".bak", ".bak2"].map((end) => readFileSync(`${submission}${end}`, "utf8"))).toEqual(["first", "second"]);
  });

  it("changes nothing where the starter still is", () => {
    expect(reset()).toContain("nothing was changed");
    expect(existsSync(`${submission}.bak`)).toBe(false);
  });

  it("brings a file back that is gone", () => {
    rmSync(submission);
    reset();
    expect(readFileSync(submission, "utf8")).toBe(starter);
  });

  it("takes nothing from the learner when their version cannot be kept", () => {
    writeFileSync(submission, "mine");
    mkdirSync(`${submission}.bak`);
    expect(() => resetCommand("hello", { course }, aTerminal())).toThrow(
      "exercises/hello/submission.ts was not reset, and is as it was. EISDIR: ",
    );
    expect(readFileSync(submission, "utf8")).toBe("mine");
  });

  it("says where to get a starter that nobody knows here", () => {
    rmSync(path.join(course, "exercises/.starters.json"));
    expect(() => resetCommand("hello", { course }, aTerminal())).toThrow(CallError);
  });
});
