import { expect, test } from "vitest";
import { complaintOf } from "../../../grader/commands/missing-argument.ts";
import { buildProgram } from "../../../grader/commands/program.ts";

const callable = ["merge", "verify", "pr", "run", "hint", "reset", "new", "init"];

test.each(callable)(
  "%s without what it cannot begin without asks for it, with a call that can be typed",
  async (name) => {
    let said = "";
    const program = buildProgram(
      () => {},
      (text) => {
        said += text;
      },
    );
    await expect(program.parseAsync([name], { from: "user" })).rejects.toThrow();
    expect(said).toMatch(new RegExp(`^[A-Z].*\\?.*: npx chronograde ${name} |^[A-Z].*\\?.*"npx chronograde ${name} `));
  },
);

test("another mistake is told in the words of commander, with its guess", () => {
  const said = "error: unknown option '--formt'\n(Did you mean --format?)\n";
  expect(complaintOf("hint", said)).toBe(said);
});
