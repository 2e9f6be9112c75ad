import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainOutlivedCancel } from "../../../../grader/explain/index.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { compile, input } from "../../sandbox/play.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/endless");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

async function told(name: string) {
  const run = await sandbox.run(await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8")), input());
  expect(run.outcome).toMatchObject({ kind: "stopped", reason: { code: "virtual-time" } });
  return explainOutlivedCancel(run);
}

describe("a loop without an end", () => {
  it.each(["swallowed-in-a-loop", "swallowed-and-gathered"])(
    "is told by the cancel that it outlived, in %s",
    async (name) => {
      expect(await told(name)).toMatchObject({
        at: { line: 7 },
        message:
          "cancel() on line 16 was called at 700 ms, and the CancelledError ended in what catches errors on line 7: pump went on, and line 17 waits for it.",
      });
    },
  );

  it("is told so when everything else is over, too", async () => {
    expect((await told("swallowed-after-the-end"))?.message).toBe(
      "cancel() on line 16 was called at 700 ms, and the CancelledError ended in what catches errors on line 7: pump went on.",
    );
  });

  it.each(["never-cancelled", "swallowed-and-not-waited-for", "tidies-up-for-ever"])(
    "is told otherwise in %s",
    async (name) => {
      expect(await told(name)).toBeNull();
    },
  );
});
