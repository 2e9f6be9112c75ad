import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { listCommand } from "../../../grader/commands/list.ts";
import { noteProgress, submissionHash } from "../../../grader/commands/progress.ts";
import { aCourse, solution, starter } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

const exercise = (title: string) => `title: ${title}\nscenarios: [{ name: s, expect: { returns: hello } }]\n`;

function course(titles: readonly string[]): string {
  const files = titles.flatMap((title, index) => [
    [`exercises/0${index + 1}/exercise.yaml`, exercise(title)],
    [`exercises/0${index + 1}/submission.ts`, index === 0 ? solution : starter],
  ]);
  const starters = Object.fromEntries(titles.map((_, index) => [`0${index + 1}`, { "submission.ts": starter }]));
  return aCourse({ ...Object.fromEntries(files), "exercises/.starters.json": JSON.stringify(starters) });
}

function list(dir: string, columns = 80): string[] {
  const terminal = aTerminal(columns);
  expect(listCommand({ course: dir }, terminal)).toBe(0);
  return terminal.said().split("\n");
}

describe("list", () => {
  it("shows each exercise, how much is passed as a bar, and what is next", () => {
    const dir = course(["One", "Two", "Three", "Four"]);
    const submission = submissionHash(`${dir}/exercises/01/submission.ts`) ?? "";
    noteProgress(openCourse(dir), "01", { submission, percent: 100, passed: true });
    expect(list(dir)).toEqual([
      "[x] 01  One",
      "[ ] 02  Two",
      "[ ] 03  Three",
      "[ ] 04  Four",
      "",
      "[#####---------------] 1 of 4 passed",
      "Next: read exercises/02/README.md,",
      'then run "npx chronograde watch 02".',
    ]);
  });

  it("shows how to begin where there is no exercise yet", () => {
    expect(list(aCourse({ "exercises/notes.txt": "" }))).toEqual([
      'This course has no exercise yet: no folder in "exercises" has an exercise.yaml.',
      "",
      "To make one:  npx chronograde new 01-my-first",
    ]);
  });

  it("praises nobody for what could not be read", () => {
    const terminal = aTerminal(80);
    const dir = aCourse({ "exercises/a/exercise.yaml": "title: []\n" });
    expect(listCommand({ course: dir }, terminal)).toBe(2);
    expect(terminal.said().split("\n")[0]).toBe("No exercise can be read. The mistake in each is below.");
  });

  it("fits the terminal, and cuts titles before it cuts how far one has come", () => {
    const lines = list(
      course(["Wait for 東京 and for 大阪, and for everything else that the trains bring", "Two"]),
      40,
    );
    expect(lines[0]).toBe("[~] 01  Wait for 東京…  (not graded yet)");
    expect(lines.slice(0, 2).every((line) => stringWidth(line) <= 40)).toBe(true);
  });

  it("shows a folder's name that would steer the terminal as harmless text", () => {
    const dir = aCourse({ "exercises/a\u001b[2Jb/exercise.yaml": exercise("One") });
    expect(list(dir)[0]).toBe("[ ] ab  One");
  });
});
