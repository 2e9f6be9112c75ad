import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainLimitWasUp, modelOf } from "../../../../grader/explain/index.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { compile, input } from "../../sandbox/play.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/limits");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

const play = async (name: string) =>
  sandbox.run(await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8")), input());
const told = async (name: string, solution: string) =>
  explainLimitWasUp(await play(name), modelOf(await play(solution)));

describe("a time limit that was up, though it is not in the solution's run", () => {
  it("is told with what had gone by of it in a queue", async () => {
    expect(await told("counts-the-queue", "begins-after-the-queue")).toMatchObject({
      at: { line: 7 },
      message: "The time that line 7 gave was up at 300 ms; 200 ms of it had gone by in the queue on line 7.",
    });
  });

  it("is told alone where nobody queued in it", async () => {
    expect(await told("is-too-short", "begins-after-the-queue")).toMatchObject({
      at: { line: 7 },
      message: "The time that line 7 gave was up at 420 ms.",
    });
  });

  it("is not told where it is up in the solution's run, too", async () => {
    expect(await told("counts-the-queue", "is-too-short")).toBeNull();
  });
});
