import { describe, expect, test } from "vitest";
import { formatExerciseErrors } from "../../../grader/spec/index.ts";
import { load } from "./load-text.ts";

function shown(text: string, color = false): string {
  const { errors, sources } = load(text);
  return formatExerciseErrors(errors, sources, { color });
}

describe("what an author sees", () => {
  test("each mistake has its place, its line, what was found, what was expected and the nearest key", () => {
    const text = "title: t\nscenarios:\n  - name: a\n    expect:\n      elapse: 500ms\n    hidden: 5\n";
    expect(shown(text)).toBe(`exercises/x/exercise.yaml:5:7: \`elapse\` is not a key of \`scenarios[0].expect\`
  3 |   - name: a
  4 |     expect:
> 5 |       elapse: 500ms
    |       ^
  6 |     hidden: 5
  7 |
  found:    \`elapse\`
  expected: one of elapsed, peak, returns, throws, stdout, stderr, requests, tasks, at, leftovers
  Did you mean \`elapsed\`?

exercises/x/exercise.yaml:6:13: \`scenarios[0].hidden\` takes true or false
  4 |     expect:
  5 |       elapse: 500ms
> 6 |     hidden: 5
    |             ^
  7 |
  found:    the number 5
  expected: true or false

2 mistakes in exercises/x/exercise.yaml.`);
  });

  test("the lines of a long file keep their numbers", () => {
    const text = `title: t\n${"# comment\n".repeat(98)}titel: u\nscenarios: []\n`;
    expect(shown(text)).toContain("  99 | # comment\n> 100 | titel: u\n".replace("  99", "   99"));
  });

  test("a very long line is shown around its mistake", () => {
    const frame = shown(`title: t\nscenarios: []\nhints: [${'"x", '.repeat(2000)}5, ${'"x", '.repeat(2000)}]\n`);
    expect(Math.max(...frame.split("\n").map((line) => line.length))).toBeLessThan(200);
    expect(frame).toContain('"x", 5, "x"');
  });

  test("color is given only when asked for, and the text is the same", () => {
    const text = "title: t\n";
    // oxlint-disable-next-line no-control-regex
    expect(shown(text, true).replaceAll(/\u001B\[\d+m/g, "")).toBe(shown(text));
    expect(shown(text)).not.toContain("\u001B");
  });

  test("nothing in a file can steer the terminal", () => {
    const text = 'title: t\nscenarios: []\n"\\e[2J\u202Ex": 1\n';
    expect(shown(text)).toContain("`\\u001b[2J\\u202ex` is not a key of an exercise");
    // oxlint-disable-next-line no-control-regex
    expect(shown(text)).not.toMatch(/[\u001B\u202E]/);
  });

  test("a mistake in a file that nobody has read is told without its line", () => {
    const { errors } = load("titel: t\n");
    expect(formatExerciseErrors(errors, new Map())).not.toContain(">");
    expect(formatExerciseErrors([], new Map())).toBe("");
  });
});
