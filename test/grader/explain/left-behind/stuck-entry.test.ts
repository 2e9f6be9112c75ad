import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainStuckEntry } from "../../../../grader/explain/index.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { play } from "../../sandbox/play.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/stuck");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

const told = async (name: string) => {
  const run = await play(sandbox, readFileSync(path.join(folder, `${name}.ts`), "utf8"), {
    limits: { virtualTimeMs: 2000 },
  });
  expect(run.outcome).toMatchObject({ kind: "stopped", reason: { code: "virtual-time" } });
  return explainStuckEntry(run);
};

describe("what the entry waits for without end", () => {
  it.each([
    ["gathered-and-never-told", 28, "guest (Task-3), and that one since 20 ms on line 9 for condition 1:"],
    ["grouped-behind-an-event", 9, "lark, and that one since 30 ms on line 14 for event 1:"],
    ["all-of-several", 10, "Bob, and that one since 0 ms on line 8 for queue 1:"],
    ["gathered-by-a-task", 17, "rower (Task-4), and that one since 0 ms on line 6 for barrier 1:"],
  ])("is found among several tasks, in %s", async (name, line, message) => {
    const found = await told(name);
    expect(found).toEqual({
      at: expect.objectContaining({ line }),
      message: `main waited on line ${line} for ${message} nothing let it go on.`,
    });
  });

  it("is with one that has what another one waits for, and goes round, in kept-by-one-that-goes-round", async () => {
    expect(await told("kept-by-one-that-goes-round")).toEqual({
      at: expect.objectContaining({ line: 6 }),
      message:
        "EF3 waited since 15 ms on line 13 for lock 1. AB1 has had it since 0 ms and still goes round: it has waited 20 times on line 6.",
      hint: "What ends what goes on at line 6, and does that ever come?",
    });
  });

  it.each(["gathered-sleepers", "gathered-with-new-work", "waiting-helper-beside"])(
    "is nothing that only others can give, in %s",
    async (name) => {
      expect(await told(name)).toBeNull();
    },
  );

  it("is no task that nobody waits for", async () => {
    expect(await told("gathered-at-work")).toBeNull();
  });
});
