import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import type { Schedule } from "../../../grader/schedule/index.ts";
import { muchMemory } from "../../../grader/sandbox/much-memory.ts";
import { compile, input, play, printed } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

/** Needs about 60 MB, and would give another answer with half of them. */
const LARGE = `
  import { sleep } from "chronograde";
  export async function main() {
    console.log("begin");
    await sleep(10);
    let kept: string[] = [];
    try {
      for (let n = 0; n < 60; n++) kept.push(String.fromCharCode(65 + (n % 26)).repeat(1024 * 1024));
    } catch { kept = []; }
    console.log("end");
    return kept.length;
  }`;

function inAnotherOrder(number: number): Schedule {
  return { number, seed: `${number}`, latencies: [], range: null, grid: null, ties: null, tasks: { demotions: [] } };
}

describe("a run that needs more memory than most", () => {
  it("has all that its limits allow, and is told once", async () => {
    const run = await play(sandbox, LARGE);
    expect(run.outcome).toEqual({ kind: "returned", value: 60 });
    expect(printed(run)).toEqual(["begin", "end"]);
    expect(run.elapsedMs).toBe(10);
  });

  it("is the same under each of several schedules, and as often as it is asked for", async () => {
    const program = await compile(LARGE);
    const runs = await sandbox.runUnder(program, input(), [1, 2, 3].map(inAnotherOrder));
    const outcome = { kind: "returned", value: 60 };
    expect(runs.map((run) => run.outcome)).toEqual([outcome, outcome, outcome]);
    expect((await sandbox.run(program, input())).outcome).toEqual({ kind: "returned", value: 60 });
  });

  it("waits until no other one is going on", async () => {
    const order: string[] = [];
    const one = await muchMemory();
    const another = muchMemory().then((giveBack) => {
      order.push("another begins");
      giveBack();
    });
    await Promise.resolve();
    order.push("one ends");
    one();
    await another;
    expect(order).toEqual(["one ends", "another begins"]);
  });

  it("has room made for it when it begins, and only until it has given back what it has", async () => {
    const log: string[] = [];
    const makeRoom = (who: string) => () => {
      log.push(`room for ${who}`);
      return Promise.resolve(() => void log.push(`room of ${who} is free`));
    };
    const one = await muchMemory(makeRoom("one"));
    const another = muchMemory(makeRoom("another"));
    one();
    (await another)();
    expect(log).toEqual(["room for one", "room of one is free", "room for another", "room of another is free"]);
  });

  it("is in nobody's way when no room can be made for it", async () => {
    const fault = new Error("no room");
    await expect(muchMemory(() => Promise.reject(fault))).rejects.toBe(fault);
    await expect(muchMemory()).resolves.toBeTypeOf("function");
  });
});
