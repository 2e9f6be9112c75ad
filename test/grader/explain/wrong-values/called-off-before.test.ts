import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainWritten } from "../../../../grader/explain/index.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { compile, input } from "../../sandbox/play.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/called-off");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

/** Both programs return 1. @param line that added to the number */
async function toldOf(name: string, line: number, wanted: number) {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  const run = await sandbox.run(program, input());
  expect(run.outcome).toMatchObject({ kind: "returned", value: 1 });
  const at = { file: "submission.ts", line, column: 3 };
  const place = { at, how: "kept", name: "back", isFirst: false, isCopy: false, from: ["back"], fields: [] } as const;
  const returned = { ...place, at: { ...at, line: line + 20 }, how: "returned", isCopy: true } as const;
  const write = { value: 1, owner: null, key: null, atMs: 90 };
  const told = explainWritten(
    run,
    [
      { ...write, place },
      { ...write, place: returned },
    ],
    {
      found: 1,
      wanted,
      key: null,
      as: "value",
      untilMs: null,
    },
  );
  return { line: told?.at.line, message: told?.message.split(". ")[1] };
}

describe("a number that lacks as much as calls were called off on their way to the line that adds to it", () => {
  it("is told with the time limit that was up", async () => {
    expect(await toldOf("limit-around-the-way-back", 7, 2)).toEqual({
      line: 12,
      message:
        "trip 80 did not come to line 7: on the way there, on line 6, the time that line 12 gives was up at 100 ms.",
    });
  });

  it("is told with the cancel, and not with one that a task had had before", async () => {
    expect(await toldOf("stopped-by-itself", 8, 2)).toEqual({
      line: 14,
      message:
        "trip 50 did not come to line 8: on the way there, on line 7, it was stopped at 50 ms, since line 14 had cancelled it.",
    });
  });

  it("is told without them when it lacks more", async () => {
    expect((await toldOf("limit-around-the-way-back", 7, 3)).message).toBeUndefined();
  });
});
