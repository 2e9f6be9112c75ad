import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { createSandbox, type Run, type ScenarioInput } from "../../../grader/sandbox/index.ts";
import type { Program } from "../../../grader/compile/index.ts";
import { type Explored, type Schedule, scheduleFor } from "../../../grader/schedule/index.ts";
import { compile, input, json, route } from "./play.ts";

const sandbox = createSandbox();
const other = createSandbox();
afterAll(() => Promise.all([sandbox.close(), other.close()]));

const paths = ["/a", "/b", "/c"];
const given = input({
  routes: paths.map((path, i) => route(`GET https://api.test${path}`, { latencyMs: 10 * i, body: json(path) })),
  limits: { cpuMs: 300 },
});

function fixture(name: string, entry: string | null = "main"): Promise<Program> {
  return compile(readFileSync(new URL(`../../fixtures/sandbox/scheduled/${name}.ts`, import.meta.url), "utf8"), entry);
}

function schedules(count: number, order: Explored["explore"]["order"] = "ready"): readonly Schedule[] {
  const explored: Explored = {
    explore: { schedules: count, latency: { leastMs: 1, mostMs: 40 }, order },
    seed: 1,
    scenario: "fixture",
    replies: paths.map((path) => `GET https://api.test${path} #1`),
    steps: 20,
  };
  return Array.from({ length: count }, (_, i) => scheduleFor(explored, i + 1));
}

/** Each from its beginning: a guest of another kind was played in between, so that nothing is kept. */
async function oneByOne(program: Program, all: readonly Schedule[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const schedule of all) {
    await other.run(program, { ...given, seed: 2 });
    runs.push(await other.run(program, { ...given, schedule } satisfies ScenarioInput));
  }
  return runs;
}

describe("a scenario under many schedules", () => {
  it("is over at once when there are none", async () => {
    expect(await sandbox.runUnder(await fixture("script", null), given, [])).toEqual([]);
  });

  it.each([
    ["replies that race", "replies-race", "main", "ready", 7],
    ["requests, output and work while the module is loaded", "works-while-it-loads", "main", "ready", 7],
    // More than there are orders of two of them: many are those of an earlier one again.
    ["tasks that are ready at the same time", "ready-at-once", "main", "any", 40],
    ["replies and ready tasks", "replies-race", "main", "any", 7],
    ["a script with two runs", "script", null, "ready", 7],
  ] as const)("tells what each tells alone, to the last byte: %s", async (_, name, entry, order, count) => {
    const program = await fixture(name, entry);
    const all = schedules(count, order);
    const runs = await sandbox.runUnder(program, given, all);
    expect(runs).toHaveLength(all.length);
    expect(runs.map((run) => run.outcome.kind)).not.toContain("stopped");
    const texts = runs.map((run) => JSON.stringify(run));
    expect(texts).toEqual((await oneByOne(program, all)).map((run) => JSON.stringify(run)));
    expect(new Set(texts).size).toBeGreaterThan(3);
  });

  it("ends with the first that is stopped, and the next series begins afresh", async () => {
    const program = await fixture("never-done");
    const all = schedules(7);
    const runs = await sandbox.runUnder(program, given, all);
    const alone = await oneByOne(program, all.slice(0, runs.length));
    expect(runs.length).toBeLessThan(all.length);
    expect(runs.at(-1)!.outcome).toMatchObject({ kind: "stopped", reason: { code: "cpu" } });
    expect(runs).toEqual(alone);
    expect(await sandbox.runUnder(program, given, all.slice(0, 1))).toEqual(alone.slice(0, 1));
  });
});
