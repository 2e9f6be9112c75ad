import path from "node:path";
import { describe, expect, it } from "vitest";
import { whereCommand } from "../../../grader/commands/where.ts";
import { aCourse, smallExercise, starter } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

function where(dir: string): string {
  const terminal = aTerminal();
  expect(whereCommand(dir, terminal)).toBe(0);
  return terminal.said();
}

const hello = {
  "exercises/hello/exercise.yaml": smallExercise,
  "exercises/hello/submission.ts": starter,
  "exercises/.starters.json": JSON.stringify({ hello: { "submission.ts": starter } }),
};

describe("chronograde alone", () => {
  it("says in a course how far one is, what is next and how to start", () => {
    const dir = aCourse(hello);
    expect(where(dir).split("\n")).toEqual([
      `You are in the course "${path.basename(dir)}".`,
      "[--------------------] 0 of 1 passed",
      "",
      "Next: Say hello",
      "  1. Read   exercises/hello/README.md",
      "  2. Edit   exercises/hello/submission.ts",
      "  3. Run    npx chronograde watch",
      "",
      "npx chronograde watch         grades each time you save",
      "npx chronograde grade hello   grades once",
      "npx chronograde hint hello    a hint",
      "npx chronograde list          the whole course",
      "npx chronograde --help        everything else",
    ]);
  });

  it("names the way to the top from deeper inside", () => {
    expect(where(path.join(aCourse(hello), "exercises", "hello"))).toContain(`\n  cd ${path.join("..", "..")}\n`);
  });

  it("says outside of a course how to come to one", () => {
    expect(where(path.parse(process.cwd()).root)).toMatch(/not a course yet[^]*npx chronograde init my-course/);
  });

  it("says how a course without exercises gets its first", () => {
    expect(where(aCourse({}))).toContain("npx chronograde new 01-my-first");
  });
});
