import { describe, expect, it } from "vitest";
import { aCourse, smallExercise, solution, starter } from "../a-course.ts";
import { hasTerminals, inATerminal, type Step } from "./in-a-terminal.ts";

const SIGTERM = 15;
const SIGHUP = 1;
const submission = "exercises/hello/submission.ts";

function hello(): string {
  return aCourse({
    "exercises/hello/exercise.yaml": smallExercise,
    [submission]: starter,
    "exercises/.starters.json": JSON.stringify({ hello: { "submission.ts": starter } }),
  });
}

const ready: Step = ["wait", "q quit"];

describe.runIf(hasTerminals)("watch in a terminal (skipped without python3 and its pseudo terminals)", () => {
  it("grades a save, obeys keys without enter, and leaves the terminal as it was", async () => {
    const { output, modes, code } = await inATerminal(
      hello(),
      ["watch"],
      [
        ready,
        ["mode"],
        ["write", submission, solution],
        ["wait", "100 of 100 points"],
        ready,
        ["send", "l"],
        ["wait", "[x] hello"],
        ready,
        ["send", "q"],
        ["end"],
      ],
    );
    expect({ modes, code }).toEqual({ modes: [false, true], code: 0 });
    expect(output).toContain("\u001b[32m✓ passed");
    // Whatever hides the cursor has to show it again.
    expect(output.lastIndexOf("\u001b[?25l")).toBeLessThanOrEqual(output.lastIndexOf("\u001b[?25h"));
  });

  it.each([
    ["Ctrl-C", [["send", "\u0003"]], { code: 0, signal: null }],
    ["SIGTERM", [["signal", SIGTERM]], { code: null, signal: SIGTERM }],
    ["SIGHUP", [["signal", SIGHUP]], { code: null, signal: SIGHUP }],
  ] as const)("leaves it as it was after %s, in the middle of a grading too", async (_, steps, end) => {
    const hangs = "export async function main(): Promise<string> {\n  for (;;) {}\n}\n";
    const { modes, code, signal } = await inATerminal(
      hello(),
      ["watch"],
      [ready, ["write", submission, hangs], ["wait", "grading hello"], ...steps, ["end"]],
    );
    expect({ modes, code, signal }).toEqual({ modes: [true], ...end });
  });

  it("has no escape sequences where NO_COLOR is set, and names its keys once", async () => {
    const steps: Step[] = [ready, ["send", "r"], ["wait", "0 of 100 points"], ["send", "hq"], ["end"]];
    const { output } = await inATerminal(hello(), ["watch"], steps, { NO_COLOR: "1" });
    expect(output).not.toContain("\u001b");
    expect(output.match(/q quit/g)).toHaveLength(1);
  });
});
