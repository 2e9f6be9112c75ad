import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainPending } from "../../../grader/explain/index.ts";
import { createSandbox, type Run } from "../../../grader/sandbox/index.ts";
import { compile, input } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, "../../fixtures/sandbox", name), "utf8");

describe("a run of more rows than a trace may have", () => {
  let run: Run;

  beforeAll(async () => {
    const program = await compile(fixture("holds-through-a-flood.ts"));
    run = await sandbox.run(program, input({ limits: { cpuMs: 30_000, virtualTimeMs: 600_000 } }));
  });

  it("has a trace that says from where on it is cut off", () => {
    expect(run.outcome.kind).toBe("returned");
    expect(run.trace.cutFrom).toBeGreaterThan(50_000);
    expect(run.trace.cutFrom).toBeLessThan(run.trace.event.length);
    expect(run.trace.event.slice(run.trace.cutFrom)).not.toContain("wait-began");
  });

  it("leaves nothing behind that came to its end after that", () => {
    expect(run.leftovers).toEqual([]);
  });

  it("tells what had begun before that to its end", () => {
    const { event, ref } = run.trace;
    const ended = new Set(ref.filter((_, row) => event[row] === "wait-ended"));
    const open = ref.filter((wait, row) => event[row] === "wait-began" && !ended.has(wait));
    expect(open).toEqual([]);
  });

  it("does not call a task awaited by nobody for a wait that is not told", () => {
    const last = run.tasks.at(-1)!;
    expect(explainPending(run, last).message).toMatch(/had not ended when main did\.$/);
  });
});

it("what is left behind is told of a trace that was cut off as of any other", async () => {
  const program = await compile(fixture("leaves-behind-after-a-flood.ts"));
  const run = (rounds: number) =>
    sandbox.run(program, input({ args: [rounds], limits: { cpuMs: 30_000, virtualTimeMs: 600_000 } }));
  const [short, long] = [await run(1), await run(30_000)];
  expect([short.trace, long.trace].map(({ cutFrom }) => cutFrom !== undefined)).toEqual([false, true]);
  expect(long.leftovers.map(({ what, at }) => [what, at!.line])).toEqual([
    ["a timer is still set", 16],
    ["sleep(5000) is still running, in a call by a task that is over", 4],
  ]);
  expect(long.leftovers).toEqual(short.leftovers);
});

it("a sleep that is cancelled where cancels are no longer told is believed to have ended", async () => {
  const program = await compile(fixture("cancels-after-a-flood.ts"));
  const run = await sandbox.run(program, input({ limits: { cpuMs: 30_000, virtualTimeMs: 600_000 } }));
  expect(run.trace).toHaveProperty("cutFrom");
  expect(run.outcome).toEqual({ kind: "returned", value: "cancelled" });
  expect(run.tasks.map(({ state }) => state)).toEqual(["done", "cancelled"]);
});

it("a run of fewer rows is not cut off", async () => {
  const run = await sandbox.run(await compile("export async function main() { return 1; }"), input());
  expect(run.trace).not.toHaveProperty("cutFrom");
});
