import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { firstAskedPast } from "../../../../grader/score/asked-past.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { compile, input, route } from "../../sandbox/play.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/past-last");
const sandbox = createSandbox({ child: "author" });
const body = { kind: "json", text: "[]" } as const;
const pages = [1, 2, 3].map((n) => route(`GET https://s.example/list?page=${n}`, { latencyMs: 20, body }));

afterAll(() => sandbox.close());

async function told(name: string, arg: number | readonly number[]) {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  const run = await sandbox.run(
    program,
    input({ args: [typeof arg === "number" ? arg : { t: "list", v: arg }], routes: pages }),
  );
  expect(run.outcome).toMatchObject({ kind: "threw", error: { name: "TypeError", message: "fetch failed" } });
  const past = firstAskedPast(run);
  return past && { line: past.at?.line, message: past.message };
}

describe("a request that nothing answers", () => {
  it("is told as the one after the last when those before it in the row were answered", async () => {
    expect(await told("until-empty", 9)).toEqual({
      line: 13,
      message:
        "Nothing answers GET https://s.example/list?page=4. With 1, 2 and 3 in place of 4 it was answered before: what comes after the last one is asked for, too",
    });
  });

  it.each([
    ["with a gap before it", [1, 2, 7]],
    ["after a row that goes down", [3, 2, 1, 0]],
    ["alone", [4]],
    ["after only one, and not the next", [1, 4]],
  ])("is an address like any other %s", async (_, numbers) => {
    expect(await told("other-numbers", numbers)).toBeNull();
  });

  it("is the next after the only one before it", async () => {
    expect((await told("other-numbers", [3, 4]))?.message).toContain("With 3 in place of 4 it was answered before");
  });
});
