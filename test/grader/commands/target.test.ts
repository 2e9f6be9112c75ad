import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";
import { entriesInFolders, inboxes, resolveTargets } from "../../../grader/commands/target.ts";
import { aCourse, smallExercise, solution, starter } from "./a-course.ts";

function open() {
  const root = aCourse({
    "exercises/hello/exercise.yaml": smallExercise,
    "exercises/hello/submission.ts": starter,
    "exercises/bye/exercise.yaml": smallExercise,
    "solutions/hello.ts": solution,
    "solutions/bye.ts": solution,
    "solutions/README.md": "not a submission",
    "inbox/alice/anything.ts": solution,
    "inbox/hello/submission.ts": solution,
  });
  return { root, course: openCourse(root), at: (name: string) => path.join(root, name) };
}

describe("resolveTargets", () => {
  it("guesses the exercise of a number or a beginning", () => {
    const course = openCourse(
      aCourse({ "exercises/03-hello/exercise.yaml": smallExercise, "exercises/30-bye/exercise.yaml": smallExercise }),
    );
    for (const written of ["3-", "03", "03-hel"]) {
      expect(() => resolveTargets(course, [], written)).toThrow('Did you mean "03-hello"?');
      expect(() => resolveTargets(course, [written], null)).toThrow('Did you mean "03-hello"?');
    }
  });

  it("takes an id for the exercise's own file", () => {
    const { course } = open();
    expect(resolveTargets(course, ["hello"], null)).toEqual([{ exercise: "hello", file: null }]);
  });

  it("knows a file inside an exercise's folder", () => {
    const { course, at } = open();
    const file = at("exercises/hello/submission.ts");
    expect(resolveTargets(course, [file], null)).toEqual([{ exercise: "hello", file }]);
  });

  it("knows a file by its name, relative to the course", () => {
    const { course, at } = open();
    expect(resolveTargets(course, ["solutions/bye.ts"], null)).toEqual([
      { exercise: "bye", file: at("solutions/bye.ts") },
    ]);
  });

  it("knows a file by the folder that it lies in", () => {
    const { course, at } = open();
    const file = at("inbox/hello/submission.ts");
    expect(resolveTargets(course, [file], null)).toEqual([{ exercise: "hello", file }]);
  });

  it("takes every file that a pattern matches, sorted", () => {
    const { course, at } = open();
    expect(resolveTargets(course, [at("inbox/**/*.ts")], "hello")).toEqual([
      { exercise: "hello", file: at("inbox/alice/anything.ts") },
      { exercise: "hello", file: at("inbox/hello/submission.ts") },
    ]);
  });

  it("says so when a pattern matches nothing", () => {
    const { course, at } = open();
    expect(() => resolveTargets(course, [at("outbox/*.ts")], "hello")).toThrow(
      /^No file matches ".*outbox\/\*\.ts" in /,
    );
  });

  it("takes every file of a folder that bears an exercise's name, sorted", () => {
    const { course, at } = open();
    expect(resolveTargets(course, [at("solutions")], null)).toEqual([
      { exercise: "bye", file: at("solutions/bye.ts") },
      { exercise: "hello", file: at("solutions/hello.ts") },
    ]);
  });

  it("gives every file to the exercise that --exercise names", () => {
    const { course, at } = open();
    const file = at("inbox/alice/anything.ts");
    expect(resolveTargets(course, [file], "hello")).toEqual([{ exercise: "hello", file }]);
  });

  it("takes the entry file of a folder that --exercise answers for, and follows no link to one", () => {
    const { course, at } = open();
    symlinkSync(at("solutions"), at("inbox/link"));
    const { exercises } = loadExercises(course, ["hello"]);
    const files = [at("inbox/hello"), at("inbox/link"), at("inbox/nobody")];
    const entries = entriesInFolders(resolveTargets(course, files, "hello"), exercises);
    expect(entries.map(({ file }) => file)).toEqual([
      at("inbox/hello/submission.ts"),
      at("inbox/link"),
      at("inbox/nobody"),
    ]);
  });

  it("shows how to grade an inbox that was taken for one submission", () => {
    const { course, at } = open();
    const { exercises } = loadExercises(course, ["hello"]);
    const targets = resolveTargets(course, [at("inbox/hello"), at("inbox/alice"), at("inbox")], "hello");
    expect(inboxes(course, targets, entriesInFolders(targets, exercises))).toEqual([
      expect.stringMatching(
        /it has no submission\.ts\. It has anything\.ts\. If each file .*: npx chronograde grade --exercise hello '.*inbox\/alice\/\*\.ts'$/,
      ),
      expect.stringMatching(/It has hello\/submission\.ts\. If each folder .* '.*inbox\/\*\/submission\.ts'$/),
    ]);
  });

  it("keeps a file that is missing but whose exercise is known, so that it can be graded as unreadable", () => {
    const { course, at } = open();
    const file = at("exercises/bye/submission.ts");
    expect(resolveTargets(course, [file], null)).toEqual([{ exercise: "bye", file }]);
  });

  it("guesses what a misspelt id was meant to be", () => {
    const { course } = open();
    expect(() => resolveTargets(course, ["helo"], null)).toThrow(
      'There is no exercise or file "helo". Did you mean "hello"?',
    );
  });

  it("guesses so in an exercise's own folder too", () => {
    const { course, at } = open();
    const cwd = vi.spyOn(process, "cwd").mockReturnValue(at("exercises/bye"));
    expect(() => resolveTargets(course, ["helo"], null)).toThrow('Did you mean "hello"?');
    cwd.mockRestore();
  });

  it("asks which exercise a file answers when nothing tells", () => {
    const { course, at } = open();
    expect(() => resolveTargets(course, [at("inbox/alice/anything.ts")], null)).toThrow("--exercise ID");
  });

  it("refuses an unknown --exercise with the nearest name", () => {
    const { course } = open();
    expect(() => resolveTargets(course, [], "bey")).toThrow('Did you mean "bye"?');
  });
});
