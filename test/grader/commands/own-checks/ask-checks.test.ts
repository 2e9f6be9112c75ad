import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askChecks } from "../../../../grader/commands/own-checks/ask-checks.ts";
import type { Program } from "../../../../grader/compile/index.ts";
import { compiler } from "../../../warm-compiler.ts";
import { createSandbox, type Sandbox } from "../../../../grader/sandbox/index.ts";
import { checkedRun } from "../../../../grader/score/index.ts";
import { snapshotFromJson, type Snapshot } from "../../../../grader/values/index.ts";
import { aRun, returned } from "../../score/builders.ts";

/** Keeps a state from run to run, and answers each kind of run in another way. */
const checksFile = `import type { CheckedRun } from "chronograde/grader";

const seen: unknown[] = [];

export default function checks({ result }: CheckedRun): unknown {
  seen.push(result);
  if (result === "throw") throw new Error("no such result");
  if (result === "wait") return Promise.resolve([{ result, seen: seen.length }]);
  if (result === "nothing") return "nothing";
  return [{ result, seen: seen.length }];
}
`;

const sandbox = createSandbox({ child: "author" });
let program: Program;

beforeAll(async () => {
  const file = { path: "checks.ts", display: "checks.ts", text: checksFile };
  const asked = { files: [file], entryFile: "checks.ts", entry: "default", imports: ["chronograde/grader"], rules: [] };
  const compiled = await compiler.compile(asked);
  program = compiled.program!;
});

afterAll(() => sandbox.close());

/** The answers for runs that gave these results, and how many worlds that took. */
async function ask(results: readonly string[]) {
  let worlds = 0;
  const counting: Sandbox = {
    ...sandbox,
    run: (...asked) => {
      worlds += 1;
      return sandbox.run(...asked);
    },
  };
  const runs = results.map((result) =>
    checkedRun({ name: "a", hidden: false }, aRun(returned(snapshotFromJson(result))), "submission.ts"),
  );
  return { answers: await askChecks(counting, program, runs, isList), worlds: () => worlds };
}

function isList(given: Snapshot): boolean {
  return typeof given === "object" && given !== null && given.t === "list";
}

describe("what checks.ts says of many runs", () => {
  it("is told in one world, in which each run is the first one that it sees", async () => {
    const { answers, worlds } = await ask(["a", "b", "c"]);
    const first = (result: string) => ({ kind: "returned", value: snapshotFromJson([{ result, seen: 1 }]) });
    expect(answers).toEqual([first("a"), first("b"), first("c")]);
    expect(worlds()).toBe(1);
  });

  it.each(["throw", "wait", "nothing"])("is what it says of each alone, when one of them makes it %s", async (odd) => {
    const results = ["a", odd, "c"];
    const alone = [];
    for (const result of results) alone.push(...(await ask([result])).answers);
    expect((await ask(results)).answers).toEqual(alone);
  });
});
