import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { compile, input } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

const fixture = path.join(import.meta.dirname, "../../fixtures/sandbox/ends-in-a-later-run.ts");

it("what an earlier run left behind does not end, nor wait, as the task that has its number now", async () => {
  const run = await sandbox.run(await compile(readFileSync(fixture, "utf8")), input());
  expect(run.outcome).toMatchObject({ kind: "returned" });
  expect(run.tasks.map(({ name, state }) => `${name}: ${state}`)).toContain("waits: pending");
  const waits = run.tasks.find(({ name }) => name === "waits")!;
  expect(run.trace.task.filter((task, row) => task === waits.id && run.trace.event[row] === "wait-began")).toHaveLength(
    1,
  );
  expect(run.leftovers.map(({ what }) => what)).toContain("task waits is still waiting for sleep(1000)");
});
