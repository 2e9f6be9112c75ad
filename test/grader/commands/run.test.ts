import path from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../../grader/commands/run.ts";
import { compiler } from "../../warm-compiler.ts";
import { aCourse, smallExercise, solution } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

async function run(text: string, timeline = false): Promise<{ status: number; said: string }> {
  const course = aCourse({ "exercises/hello/exercise.yaml": smallExercise, "exercises/hello/try.ts": text });
  const terminal = aTerminal();
  const file = path.join(course, "exercises/hello/try.ts");
  const status = await runCommand(file, { course, timeline }, terminal, compiler);
  return { status, said: terminal.said() };
}

const NAP = `import { run, sleep } from "chronograde";
await run(async () => {
  await sleep(3_600_000);
  console.log("an hour later");
});
`;

describe("run", () => {
  it("prints what the file prints, and nothing else", async () => {
    expect(await run(NAP)).toEqual({ status: 0, said: "an hour later\n" });
  });

  it("draws the timeline when asked", async () => {
    expect((await run(NAP, true)).said).toMatch(/1 h\n *main .*~~~.* done/s);
  });

  it("shows type errors, and runs the file all the same", async () => {
    const { status, said } = await run(`const wrong: number = "text";\nconsole.log(wrong);\n`);
    expect([status, said]).toEqual([1, expect.stringMatching(/TS2322[^]*text\n$/)]);
  });

  it("says once what keeps a file from being compiled", async () => {
    const { status, said } = await run(`console.log("text";\n`);
    expect([status, said.split("is missing here")]).toEqual([1, [expect.any(String), expect.any(String)]]);
  });

  it("says why nothing happens in a file that waits to be called", async () => {
    expect((await run(solution)).said).toContain("nothing in it calls what it exports");
  });

  it("tells where an error was thrown", async () => {
    const { status, said } = await run(`console.log("before");\nthrow new Error("on purpose");\n`);
    expect([status, said]).toEqual([1, expect.stringMatching(/^before[^]*on purpose[^]*try\.ts:2/)]);
  });
});
