import { afterAll, describe, expect, it } from "vitest";
import { createSandbox, type Run } from "../../../grader/sandbox/index.ts";
import { type Play, play, printed } from "./play.ts";

/** A child that one of these has stopped may serve the next: what holds between them is tested elsewhere. */
const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

/** Why the grader ended it, and in which line. */
function stopped(run: Run): [code: string, line: number | null] {
  return run.outcome.kind === "stopped" ? [run.outcome.reason.code, run.outcome.reason.line] : [run.outcome.kind, null];
}

async function verdict(source: string, how: Play = {}): Promise<[code: string, line: number | null]> {
  return stopped(await play(sandbox, source, how));
}

/** Enough to see what goes on forever; the limit itself is a number like another. */
const BRIEFLY: Play = { limits: { cpuMs: 50 } };

describe("computing time", () => {
  it("names the line of an endless loop", async () => {
    const source = `
      export async function main() {
        let i = 0;
        while (true) i = Math.abs(i + 1);
      }`;
    expect(await verdict(source, BRIEFLY)).toEqual(["cpu", 4]);
  });

  it("names the line of a loop in which nothing is called", async () => {
    const source = `
      export async function main() {
        console.log("before");
        let i = 0;
        while (true) {
          i++;
        }
      }`;
    expect(await verdict(source, BRIEFLY)).toEqual(["cpu", 5]);
  });

  it("names the loop and not what is called in it", async () => {
    const source = `
      function step(n: number) {
        for (let i = 0; i < 100; i++) n += Math.sqrt(i);
        return n;
      }
      export async function main() {
        let n = 0;
        for (let i = 0; i < 10; i++) n += i;
        while (n >= 0) {
          n = step(n);
          [1, 2].forEach((x) => { n += x; });
        }
      }`;
    expect(await verdict(source, BRIEFLY)).toEqual(["cpu", 9]);
  });

  it.each([
    ["goes over nine quadrillion places", "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)"],
    ["makes and copies text again and again", `(() => { for (let n = 0; ; ) n += "ab".padStart(2e7).length; })()`],
  ])("names the line of a call that %s", async (_what, call) => {
    const source = `
      export async function main() {
        return ${call};
      }`;
    expect(await verdict(source, BRIEFLY)).toEqual(["cpu", 3]);
  });

  it("ends recursion that catches its own end", async () => {
    const source = `export async function main() { (function again(): void { try { again(); } catch { again(); } })(); }`;
    expect((await verdict(source, BRIEFLY))[0]).toBe("cpu");
  });

  it("names a loop that goes round in microtasks", async () => {
    const source = `
      async function nothing() {}
      export async function main() {
        for (;;) {
          await nothing();
        }
      }`;
    expect(await verdict(source, BRIEFLY)).toEqual(["cpu", 4]);
  });

  it("is not escaped by catching", async () => {
    const source = `
      async function spin() { for (;;); }
      export async function main() {
        for (;;) {
          try { await spin(); } catch { console.log("still here"); }
        }
      }`;
    const run = await play(sandbox, source, BRIEFLY);
    expect(stopped(run)[0]).toBe("cpu");
    expect(printed(run)).toEqual([]);
  });

  it("counts a loop of microtasks", async () => {
    const source = `export async function main() { for (;;) await null; }`;
    expect((await verdict(source, BRIEFLY))[0]).toBe("cpu");
  });

  it("counts what a loop does in one round, however much that is", async () => {
    const body = "x = (x * 7 + 1) % 1000003;\n".repeat(3000);
    const source = `export async function main() {\n let x = 1;\n for (;;) {\n ${body} } }`;
    expect(await verdict(source, { limits: { cpuMs: 100 } })).toEqual(["cpu", 3]);
  });

  it("counts a regular expression that backtracks forever", async () => {
    const source = `export async function main() { return /(a+)+$/.test("a".repeat(40) + "b"); }`;
    expect(await verdict(source, BRIEFLY)).toEqual(["cpu", 1]);
  });

  it("is the same in every run", async () => {
    const source = `let i = 0; export async function main() { for (;;) { i++; if (i % 100000 === 0) console.log(i); } }`;
    const first = await play(sandbox, source, BRIEFLY);
    const second = await play(sandbox, source, BRIEFLY);
    expect(stopped(first)[0]).toBe("cpu");
    expect(printed(first)).not.toEqual([]);
    expect(second).toEqual(first);
  });
});

describe("other limits", () => {
  it("ends a loop that sleeps forever", async () => {
    const source = `
      import { sleep } from "chronograde";
      export async function main() { for (;;) await sleep(1000); }`;
    expect((await verdict(source))[0]).toBe("virtual-time");
  });

  it("ends a timer that sets itself forever", async () => {
    const source = `export async function main() { await new Promise(() => setInterval(() => {}, 100)); }`;
    expect((await verdict(source))[0]).toBe("virtual-time");
  });

  it("ends steps without time", async () => {
    const source = `
      import { sleep } from "chronograde";
      export async function main() { for (;;) await sleep(0); }`;
    expect((await verdict(source, { limits: { steps: 1000 } }))[0]).toBe("steps");
  });

  it("ends callbacks without time outside a run", async () => {
    const source = `const again = () => setImmediate(again); again(); await new Promise(() => {}); export async function main() {}`;
    expect((await verdict(source, { limits: { steps: 1000 } }))[0]).toBe("steps");
  });

  it("lets honest sleepers take more steps than that", async () => {
    const source = `
      import { sleep } from "chronograde";
      export async function main() { for (let i = 0; i < 3000; i++) await sleep(1); return "done"; }`;
    expect((await play(sandbox, source, { limits: { steps: 1000 } })).outcome).toEqual({
      kind: "returned",
      value: "done",
    });
  });

  it("ends output without end, and keeps what was within the limit", async () => {
    const source = `export async function main() { for (;;) console.log("line"); }`;
    const run = await play(sandbox, source, { limits: { outputBytes: 12 } });
    expect(stopped(run)).toEqual(["output", 1]);
    expect(printed(run)).toEqual(["line", "line", "li"]);
  });

  it("ends one output that is far too large", async () => {
    const source = `export async function main() { console.log("x".repeat(100_000_000)); }`;
    expect((await verdict(source, { limits: { memoryBytes: 512 * 1024 * 1024 } }))[0]).toBe("output");
  });

  it("ends the creation of tasks", async () => {
    const source = `
      import { createTask, sleep } from "chronograde";
      export async function main() {
        for (;;) createTask(async () => { await sleep(1); });
      }`;
    expect(await verdict(source, { limits: { tasks: 100 } })).toEqual(["tasks", 4]);
  });

  it("ends the setting of timers", async () => {
    const source = `
      export async function main() {
        for (;;) setTimeout(() => {}, 1000);
      }`;
    expect(await verdict(source, { limits: { timers: 100 } })).toEqual(["timers", 3]);
  });

  it("ends the use of memory, with the line", async () => {
    const source = `
      export async function main() {
        const all = [];
        for (let i = 0; ; i++) {
          all.push("a text of its own " + i);
        }
      }`;
    expect(await verdict(source, { limits: { memoryBytes: 8 * 1024 * 1024 } })).toEqual(["memory", 5]);
  });

  it("ends the use of memory by one object", async () => {
    const source = `export async function main() { return new Uint8Array(1_000_000_000).length; }`;
    expect(await verdict(source)).toEqual(["memory", 1]);
  });

  it("leaves endless recursion to the learner's code, as Node does", async () => {
    const source = `
      function down(n: number): number { return down(n + 1) + 1; }
      export async function main() {
        try { down(0); } catch (error) { return [error instanceof RangeError, String(error)]; }
      }`;
    expect((await play(sandbox, source)).outcome).toEqual({
      kind: "returned",
      value: { t: "list", v: [true, "RangeError: stack overflow"] },
    });
  });
});

describe("waiting forever", () => {
  it("is a deadlock for a promise that nobody resolves", async () => {
    const source = `export async function main() { await new Promise(() => {}); }`;
    const run = await play(sandbox, source);
    expect(stopped(run)).toEqual(["deadlock", 1]);
  });

  it("is a deadlock for a promise at the top of the module", async () => {
    const source = `await new Promise(() => {}); export async function main() {}`;
    expect((await verdict(source))[0]).toBe("deadlock");
  });

  it("is a deadlock for an event that nobody sets, with who waits for what", async () => {
    const source = `
      import { Event } from "chronograde";
      export async function main() {
        await new Event().wait();
      }`;
    const run = await play(sandbox, source);
    expect(stopped(run)).toEqual(["deadlock", 4]);
    expect(run.outcome.kind === "stopped" && run.outcome.reason.message).toContain("event");
  });

  it("is a deadlock when the learner catches the DeadlockError", async () => {
    const source = `
      import { run, Event } from "chronograde";
      try { await run(() => new Event().wait()); } catch {}
      console.log("went on");`;
    expect((await verdict(source, { entry: null }))[0]).toBe("deadlock");
  });
});

describe("the process", () => {
  const forHours = { limits: { cpuMs: 3_600_000 } };

  it("is killed when it does not come to an end by itself, and does not serve the next scenario", async () => {
    const impatient = createSandbox({ silenceMs: 1000 });
    const source = `export async function main(endless: boolean) { return endless ? Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1) : 1; }`;
    const run = await play(impatient, source, { args: [true], ...forHours });
    expect(stopped(run)[0]).toBe("crashed");
    expect(run.outcome.kind === "stopped" && run.outcome.reason.message).toContain("of real time and was stopped");
    expect((await play(impatient, source, { args: [false] })).outcome).toEqual({ kind: "returned", value: 1 });
    await impatient.close();
  });
});
