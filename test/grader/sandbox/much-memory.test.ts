import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import type { Schedule } from "../../../grader/schedule/index.ts";
import { muchMemory, Turns } from "../../../grader/sandbox/much-memory.ts";
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
});

describe("turns at having much", () => {
  it("are for one program at a time, and for all of its runs", async () => {
    const turns = new Turns<string>();
    const order: string[] = [];
    await Promise.all([turns.wait("a"), turns.wait("a")]);
    const waiting = [turns.wait("b"), turns.wait("c"), turns.wait("b")].map((turn, i) =>
      turn.then(() => order.push(`${i}`)),
    );
    await Promise.resolve();
    order.push("a is graded");
    turns.end("a");
    await Promise.all([waiting[0], waiting[2]]);
    order.push("b is graded");
    turns.end("b");
    await waiting[1];
    expect(order).toEqual(["a is graded", "0", "2", "b is graded", "1"]);
  });

  it("are not given to a program that is over", async () => {
    const turns = new Turns<string>();
    await turns.wait("a");
    const over = turns.wait("b");
    turns.end("b");
    await over;
    turns.end("a");
    await expect(turns.wait("c")).resolves.toBeUndefined();
  });
});
