import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { readStarter, readStarters, startedExercises } from "../../../grader/commands/starter.ts";
import { aCourse, smallExercise, solution, starter } from "./a-course.ts";

function commit(root: string, message: string): void {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", ["init", "-q"], { cwd: root });
  execFileSync("git", ["add", "-A"], { cwd: root });
  execFileSync("git", [...identity, "commit", "-q", "-m", message], { cwd: root });
}

function open(extra: Readonly<Record<string, string>> = {}) {
  const root = aCourse({
    "exercises/hello/exercise.yaml": smallExercise,
    "exercises/hello/submission.ts": starter,
    ...extra,
  });
  return { root, course: openCourse(root), submission: path.join(root, "exercises/hello/submission.ts") };
}

describe("readStarter", () => {
  it("takes the starter that the course has recorded", () => {
    const { course } = open({ "exercises/.starters.json": JSON.stringify({ hello: { "submission.ts": "recorded" } }) });
    expect(readStarter(course, "hello", "submission.ts")).toBe("recorded");
  });

  it.each(["{", "[]", '{ "hello": "text" }'])("says that a record is damaged: %s", (record) => {
    const { course } = open({ "exercises/.starters.json": record });
    expect(() => readStarter(course, "hello", "submission.ts")).toThrow("exercises/.starters.json is damaged");
  });

  it("finds the instructor's version in git when the learner has committed work since", () => {
    const { root, course, submission } = open();
    commit(root, "the exercise");
    writeFileSync(submission, solution);
    commit(root, "my work");
    expect(readStarter(course, "hello", "submission.ts")).toBe(starter);
  });

  it("asks git for several at once, each at its own last change", () => {
    const { root, course, submission } = open({
      "exercises/bye/exercise.yaml": smallExercise,
      "exercises/bye/submission.ts": "bye",
    });
    commit(root, "both exercises");
    writeFileSync(submission, "better starter");
    writeFileSync(path.join(root, "exercises/hello/exercise.yaml"), `${smallExercise}# changed\n`);
    commit(root, "a better starter");
    const asked = new Map([
      ["bye", "submission.ts"],
      ["hello", "submission.ts"],
      ["gone", "submission.ts"],
    ]);
    expect([...readStarters(course, asked).values()]).toEqual(["bye", "better starter", null]);
  });

  it("is null when nobody knows it", () => {
    expect(readStarter(open().course, "hello", "submission.ts")).toBeNull();
  });
});

const files = new Map([["hello", "submission.ts"]]);

describe("startedExercises", () => {
  it("leaves out the starter as it came", () => {
    const { root, course } = open();
    commit(root, "the exercise");
    expect([...startedExercises(course, files)]).toEqual([]);
  });

  it("leaves out one in which only line ends and the last newline have changed", () => {
    const { root, course, submission } = open();
    commit(root, "the exercise");
    writeFileSync(submission, starter.trimEnd().replaceAll("\n", "\r\n"));
    expect([...startedExercises(course, files)]).toEqual([]);
  });

  it("has what the learner has changed", () => {
    const { root, course, submission } = open();
    commit(root, "the exercise");
    writeFileSync(submission, solution);
    expect([...startedExercises(course, files)]).toEqual(["hello"]);
  });

  it.skipIf(process.platform === "win32")("has a pipe in the place of a file, without waiting for it", () => {
    const { root, course, submission } = open();
    commit(root, "the exercise");
    rmSync(submission);
    execFileSync("mkfifo", [submission]);
    expect([...startedExercises(course, files)]).toEqual(["hello"]);
  });
});
