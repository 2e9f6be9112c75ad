import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { createSandbox, type Sandbox } from "../../../grader/sandbox/index.ts";
import { plainInput, plainProgram, UNINTERRUPTIBLE } from "../../fixtures/sandbox/program.ts";
import { compile, input, printed } from "./play.ts";
import { sandboxOf } from "./processes.ts";

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const HONEST = "export const main = async () => 1;";
const LEAVES_TRACES = `
  (globalThis as Record<string, unknown>).left = "mine";
  export async function main() {
    setTimeout(() => console.log("late"), 1e6);
    return Object.getOwnPropertyNames(globalThis).length;
  }`;
const LOOKS_FOR_TRACES = `
  export async function main() {
    console.log(String((globalThis as Record<string, unknown>).left));
    return Object.getOwnPropertyNames(globalThis).length;
  }`;
const ENDLESS = "export async function main() { for (;;); }";
const DEADLOCK = "export async function main() { await new Promise(() => {}); }";

async function childAfter(source: string): Promise<number | null> {
  await sandbox.run(await compile(source), input());
  return sandboxOf(process.pid);
}

describe.runIf(existsSync("/proc/self/stat"))("The submissions of a batch", () => {
  it("are run by one process, one after the other", async () => {
    sandbox = createSandbox({ child: "batch" });
    const first = await childAfter(HONEST);
    expect(first).not.toBeNull();
    expect(await childAfter(HONEST)).toBe(first);
  });

  it("find nothing of the one before", async () => {
    sandbox = createSandbox({ child: "batch" });
    const before = await sandbox.run(await compile(LEAVES_TRACES), input());
    const run = await sandbox.run(await compile(LOOKS_FOR_TRACES), input());
    expect(printed(run)).toEqual(["undefined"]);
    const names = (of: typeof run) => of.outcome.kind === "returned" && of.outcome.value;
    expect(names(run)).toBe((names(before) as number) - 1);
  });

  it("get a fresh process after one that was stopped", async () => {
    sandbox = createSandbox({ child: "batch" });
    const first = await childAfter(HONEST);
    expect(await childAfter(ENDLESS)).toBe(first);
    const third = await childAfter(HONEST);
    expect(third).not.toBe(first);
    expect(third).not.toBeNull();
  });

  it("go on in the same process after one that only waited", async () => {
    sandbox = createSandbox({ child: "batch" });
    const first = await childAfter(HONEST);
    expect(await childAfter(DEADLOCK)).toBe(first);
    expect(await childAfter(HONEST)).toBe(first);
  });
});

it("A submission of a batch that only the last net ends has the verdict that it has alone", async () => {
  const program = plainProgram(UNINTERRUPTIBLE);
  sandbox = createSandbox({ child: "batch", silenceMs: 1000 });
  await childAfter(HONEST);
  const { outcome } = await sandbox.run(program, plainInput);
  expect(outcome.kind === "stopped" && outcome.reason.message).toMatch(/ did not end within 1 s of real time /);
  expect((await sandbox.run(await compile(HONEST), input())).outcome.kind).toBe("returned");
});

describe.runIf(existsSync("/proc/self/stat"))("A submission that is no part of a batch", () => {
  it("gets a process that nobody else has used", async () => {
    sandbox = createSandbox();
    const first = await childAfter(HONEST);
    expect(await childAfter(HONEST)).not.toBe(first);
  });
});
