import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { aCourse } from "../a-course.ts";
import { hasTerminals, inATerminal } from "../watch/in-a-terminal.ts";

const quiz = `title: Tea
kind: quiz
questions:
  - id: one
    ask: Which is hot?
    choices:
      - { id: ice, text: Ice, why: Ice is cold. }
      - { id: tea, text: Tea, correct: true, why: It is. }
  - id: all
    ask: Which are wet?
    choices:
      - { id: sand, text: Sand, why: Sand is dry. }
      - { id: rain, text: Rain, correct: true, why: It is. }
      - { id: sea, text: Sea, correct: true, why: It is. }
`;
const DOWN = "\u001b[B";
const file = "exercises/quiz/answers.yaml";

describe.runIf(hasTerminals)("grade of a quiz in a terminal (skipped without python3 and its pseudo terminals)", () => {
  it("asks with arrow keys, writes the answers down, and asks again only what is not right", async () => {
    const root = aCourse({ "exercises/quiz/exercise.yaml": quiz, [file]: "# my answers\none:\n" });
    const first = await inATerminal(
      root,
      ["grade", "quiz", "--no-color"],
      [
        ["wait", "confirm"],
        ["send", "\r"],
        ["wait", "Which are wet?"],
        ["wait", "confirm"],
        ["send", `${DOWN} ${DOWN} \r`],
        ["wait", "grade quiz --ask"],
        ["end"],
      ],
    );
    expect(readFileSync(path.join(root, file), "utf8")).toBe("# my answers\none: ice\nall: [rain, sea]\n");
    expect(first).toMatchObject({ code: 1, modes: [true] });
    expect(first.output).toContain('You chose "Ice." Ice is cold.');
    // The cursor moves all the same: of the escape sequences only the colors are left out.
    for (const color of ["2m", "32m", "36m", "90m"]) expect(first.output).not.toContain(`\u001b[${color}`);

    const second = await inATerminal(
      root,
      ["grade", "quiz", "--ask"],
      [["wait", "confirm"], ["send", `${DOWN}\r`], ["wait", "100 of 100 points"], ["end"]],
    );
    expect(second.code).toBe(0);
    expect(second.output).not.toContain("Which are wet?");
  });

  it("leaves the rest open after Ctrl-C, and keeps what was answered", async () => {
    const root = aCourse({ "exercises/quiz/exercise.yaml": quiz });
    const { code, modes, output } = await inATerminal(
      root,
      ["grade", "quiz"],
      [
        ["wait", "confirm"],
        ["send", `${DOWN}\r`],
        ["wait", "Which are wet?"],
        ["wait", "confirm"],
        ["send", "\u0003"],
        ["wait", "50 of 100 points"],
        ["end"],
      ],
    );
    expect(readFileSync(path.join(root, file), "utf8")).toBe("one: tea\n");
    expect({ code, modes }).toEqual({ code: 1, modes: [true] });
    expect(output.lastIndexOf("\u001b[?25h")).toBeGreaterThan(output.lastIndexOf("\u001b[?25l"));
  });
});
