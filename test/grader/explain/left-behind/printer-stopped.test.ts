import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainPrinterStopped } from "../../../../grader/explain/index.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { compile, input } from "../../sandbox/play.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/printer-stopped");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

async function told(name: string, wanted: string, untilMs = Infinity) {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  const found = explainPrinterStopped(await sandbox.run(program, input()), wanted, untilMs);
  return found && { line: found.at.line, message: found.message };
}

describe("a line that did not come, of which one task had printed the like", () => {
  it("is told with who cancelled that task", async () => {
    expect(await told("cancelled-first", "level 30", 350)).toEqual({
      line: 14,
      message: "gauge printed such a line 2 times, on line 8, and line 14 cancelled it at 250 ms",
    });
  });

  it("is told with the end of that task", async () => {
    expect(await told("rounds-at-an-end", "level 3")).toEqual({
      line: 8,
      message: "gauge printed such a line 2 times, on line 8, and had ended at 200 ms",
    });
  });

  it.each([
    ["while that task was still there", "cancelled-first", "level 30", 240],
    ["of another form", "cancelled-first", "height 30", 350],
    ["printed by more than one", "printed-by-two", "level 30", 350],
  ])("is not told so %s", async (_, name, wanted, untilMs) => {
    expect(await told(name, wanted, untilMs)).toBeNull();
  });
});
