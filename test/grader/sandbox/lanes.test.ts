import { describe, expect, it } from "vitest";
import type { Program } from "../../../grader/compile/index.ts";
import { Lanes } from "../../../grader/sandbox/lanes.ts";
import type { Run, ScenarioInput } from "../../../grader/sandbox/index.ts";

/** Programs are told apart by this. */
function program(entryModule: string): Program {
  return { entryModule, entry: "main", modules: [], sites: [], loops: [] };
}

const input = {} as ScenarioInput;

/** Sandboxes that note what they run, and are done when they are told. */
function lanes(mostKept: number) {
  const ran: string[] = [];
  const ends: (() => void)[] = [];
  let count = 0;
  const made = new Lanes(() => {
    const number = count++;
    return {
      prepare: () => void ran.push(`prepare in ${number}`),
      run: ({ entryModule }) => {
        ran.push(`${entryModule} in ${number}`);
        return new Promise<Run>((resolve) => ends.push(() => resolve({} as Run)));
      },
      runUnder: () => Promise.reject(new Error("Nobody asks.")),
      isolation: () => Promise.reject(new Error("Nobody asks.")),
      rest: () => {
        ran.push(`${number} rests`);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
  }, mostKept);
  return { lanes: made, ran, end: () => ends.shift()!() };
}

const a = program("a");
const b = program("b");

describe("Lanes", () => {
  it("run one after the other in the same sandbox", async () => {
    const { lanes: all, ran, end } = lanes(1);
    for (const each of [a, b]) {
      const run = all.run(each, input);
      end();
      await run;
    }
    expect(ran).toEqual(["a in 0", "b in 0"]);
  });

  it("keep a sandbox for a program in between its scenarios", async () => {
    const { lanes: all, ran, end } = lanes(2);
    await all.keep(a);
    const first = all.run(a, input);
    end();
    await first;
    await all.keep(b);
    const other = all.run(b, input);
    const second = all.run(a, input);
    end();
    end();
    await Promise.all([other, second]);
    expect(ran).toEqual(["a in 0", "b in 1", "a in 0"]);
  });

  it("let a program wait until one is free", async () => {
    const { lanes: all } = lanes(1);
    const order: string[] = [];
    const release = await all.keep(a);
    const waiting = all.keep(b).then(() => order.push("b has it"));
    await Promise.resolve();
    order.push("a is done");
    release();
    await waiting;
    expect(order).toEqual(["a is done", "b has it"]);
  });

  it("prepare where the next program will run", async () => {
    const { lanes: all, ran, end } = lanes(1);
    const release = await all.keep(a);
    all.prepare({} as never);
    release();
    await all.keep(b);
    const run = all.run(b, input);
    end();
    await run;
    expect(ran).toEqual(["prepare in 0", "b in 0"]);
  });

  it("rest, and have nothing come up before it is needed, until they may go on", async () => {
    const { lanes: all, ran, end } = lanes(1);
    all.prepare({} as never);
    const goOn = await all.rest();
    all.prepare({} as never);
    const run = all.run(a, input);
    end();
    await run;
    goOn();
    all.prepare({} as never);
    expect(ran).toEqual(["prepare in 0", "0 rests", "a in 0", "prepare in 0"]);
  });

  it("let one kept program at a time have much, until it is let go", async () => {
    const order: string[] = [];
    const all = new Lanes(
      (turn) => ({
        prepare: () => undefined,
        run: async (program) => {
          await turn(program);
          order.push(program.entryModule);
          return {} as Run;
        },
        runUnder: () => Promise.reject(new Error("Nobody asks.")),
        isolation: () => Promise.reject(new Error("Nobody asks.")),
        rest: () => Promise.resolve(),
        close: () => Promise.resolve(),
      }),
      2,
    );
    const [release] = await Promise.all([all.keep(a), all.keep(b)]);
    await all.run(a, input);
    const other = all.run(b, input);
    await all.run(a, input);
    order.push("a is let go");
    release();
    await other;
    expect(order).toEqual(["a", "a", "a is let go", "b"]);
  });
});
