import { afterAll, describe, expect, it } from "vitest";
import { createSandbox, type Run } from "../../../grader/sandbox/index.ts";
import type { Snapshot } from "../../../grader/values/index.ts";
import { type Play, play, printed } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

async function main(body: string, how: Play = {}): Promise<Run> {
  return play(sandbox, `import * as c from "chronograde";\nexport async function main(...args) { ${body} }`, how);
}

function returned(run: Run): Snapshot {
  if (run.outcome.kind !== "returned") throw new Error(JSON.stringify(run.outcome));
  return run.outcome.value;
}

const list = (...v: Snapshot[]): Snapshot => ({ t: "list", v });
const other = (v: string): Snapshot => ({ t: "other", v });

describe("what comes back", () => {
  it("is plain data", async () => {
    const run = await main(`return { a: [1, "two", null, undefined, true], b: { c: NaN, d: -Infinity, e: -0 } };`);
    expect(returned(run)).toEqual({
      t: "map",
      v: [
        ["a", list(1, "two", null, { t: "undefined" }, true)],
        [
          "b",
          {
            t: "map",
            v: [
              ["c", { t: "number", v: "NaN" }],
              ["d", { t: "number", v: "-Infinity" }],
              ["e", 0],
            ],
          },
        ],
      ],
    });
  });

  it("says what else came, in words", async () => {
    const run = await main(
      `class Post {} const loop = {}; loop.self = loop;
       return [new Map(), () => 1, class {}, new Post(), Symbol("s"), 10n, new Error("e"), Promise.resolve(), new Date(0), Object.create(null)];`,
    );
    expect(returned(run)).toEqual(
      list(
        other("a Map"),
        other("a function"),
        other("a class"),
        other("an instance of Post"),
        other("a symbol"),
        other("the bigint 10n"),
        other("an Error"),
        other("a promise"),
        other("a Date"),
        { t: "map", v: [] },
      ),
    );
  });

  it("is never cyclic, bottomless or huge", async () => {
    expect(returned(await main(`const loop = {}; loop.self = loop; return loop;`))).toEqual(other("a cyclic object"));
    expect(returned(await main(`let deep = []; for (let i = 0; i < 5000; i++) deep = [deep]; return deep;`))).toEqual(
      other("a value nested more than 100 levels deep"),
    );
    expect(returned(await main(`return new Array(1e9);`))).toEqual(other("a list of 1000000000 items"));
  });

  it("runs no getter", async () => {
    const run = await main(`return { get x() { console.log("ran"); return 1; } };`);
    expect(returned(run)).toEqual({ t: "map", v: [["x", other("a getter")]] });
    expect(printed(run)).toEqual([]);
  });

  it("is what it was when the entry ended", async () => {
    const run = await main(
      `const list = [1]; c.createTask(async () => { try { await c.sleep(1000); } finally { list.push(2); } }); await c.sleep(1); return list;`,
    );
    expect(returned(run)).toEqual(list(1));
  });

  it("is an error with its name, message and line", async () => {
    const run = await play(
      sandbox,
      `class Broken extends Error { name = "Broken"; }
       export async function main() {
         throw new Broken("out of order");
       }`,
    );
    expect(run.outcome).toEqual({
      kind: "threw",
      error: { name: "Broken", message: "out of order", at: { file: "submission.ts", line: 3, column: 20 } },
    });
  });

  it("is whatever was thrown, in words", async () => {
    const thrown = async (what: string) => (await main(`throw ${what};`)).outcome;
    expect(await thrown(`"text"`)).toMatchObject({ kind: "threw", error: { name: "string", message: "text" } });
    expect(await thrown("null")).toMatchObject({ kind: "threw", error: { name: "null", message: "null" } });
    expect(await thrown(`{ get message() { throw 1; } }`)).toMatchObject({ error: { name: "object" } });
  });

  it("has the line where it was thrown, though it is no Error", async () => {
    const run = async (body: string) => {
      const { outcome } = await main(`\n${body}`);
      return outcome.kind === "threw" ? outcome.error.at?.line : outcome.kind;
    };
    expect(await run(`const f = () => {\n throw "text"; };\n f();`)).toBe(4);
    expect(await run(`await c.sleep(1);\n throw { code: 1 };`)).toBe(4);
    expect(await run(`const p =\n Promise.reject(null);\n await p;`)).toBe(4);
    expect(await run(`return new Promise((yes, no) => {\n setTimeout(() =>\n no(7), 5); });`)).toBe(5);
    expect(await run(`const f = () => {\n throw "text"; };\n try { f(); } catch (e) {\n throw e; }`)).toBe(4);
  });

  it("has the line of the await that was given it, when nobody knows where it was thrown", async () => {
    const { outcome } = await main(
      `const fns = [];
       const wait = async () => { await new Promise((yes, no) => fns.push(no)); };
       setTimeout(() => fns[0]("text"), 5);
       await c.sleep(1);
       await wait();`,
    );
    expect(outcome).toMatchObject({ kind: "threw", error: { name: "string", at: { line: 6 } } });
  });
});

describe("a promise that fails", () => {
  const told = ({ warnings }: Run) =>
    warnings.map(({ code, message, at }) => [code, /: (.*?)\. Node would/.exec(message)?.[1], at?.line]);

  it("and that nobody awaits is told with the line, also on stderr, when the microtasks have run", async () => {
    const run = await main(
      `
       const late = async () => { await c.sleep(5); throw new Error("late"); };
       [1].forEach(async () => { throw "text"; });
       const kept = late();
       await c.sleep(10);
       await kept.catch(() => {});`,
    );
    expect(told(run)).toEqual([
      ["unhandled-rejection", '"text" (string)', 4],
      ["unhandled-rejection", "Error: late", 3],
    ]);
    expect(printed(run, "stderr")).toEqual(run.warnings.map(({ message }) => message));
    expect(run.outcome.kind).toBe("returned");
  });

  it("is not told when somebody listens before the microtasks have run, or when it was cancelled", async () => {
    const run = await main(
      `const fail = async () => { throw new Error("caught"); };
       const early = fail();
       await Promise.allSettled([Promise.reject(1), fail()]);
       await early.catch(() => {});
       let sleeping;
       const task = c.createTask(async () => { sleeping = (async () => c.sleep(50))(); await c.sleep(100); });
       await c.sleep(1);
       task.cancel();
       await c.sleep(1);`,
    );
    expect(told(run)).toEqual([]);
  });

  it("is told so often and no more, in a flood", async () => {
    const run = await main(`for (let i = 0; i < 3000; i++) Promise.reject(new Error(String(i))); await c.sleep(1);`);
    expect(told(run)).toHaveLength(5);
    expect(run.outcome.kind).toBe("returned");
  });
});

describe("arguments", () => {
  it("are given to the entry, fresh in each run", async () => {
    const args: Play["args"] = [
      1,
      { t: "list", v: ["a", { t: "number", v: "NaN" }] },
      { t: "map", v: [["__proto__", 1]] },
    ];
    const body = `args[1].push("b"); return [args.length, args[1].length, Number.isNaN(args[1][1]), Object.keys(args[2])];`;
    const expected = list(3, 3, true, list("__proto__"));
    expect(returned(await main(body, { args }))).toEqual(expected);
    expect(returned(await main(body, { args }))).toEqual(expected);
  });
});

describe("the entry", () => {
  it("may be a plain function", async () => {
    expect(returned(await play(sandbox, `export function main() { return 5; }`))).toBe(5);
  });

  it("may be a coroutine function", async () => {
    const source = `import { coroutine, sleep } from "chronograde"; export const main = coroutine(async (n: number) => { await sleep(10); return n; });`;
    const run = await play(sandbox, source, { args: [7] });
    expect(returned(run)).toBe(7);
    expect(run.tasks).toMatchObject([{ name: "main", state: "done", endedMs: 10 }]);
  });

  it("may be a class's static method", async () => {
    const source = `export class Api { static #secret = 3; static async main() { return Api.#secret; } }
      export const main = Api.main;`;
    expect(returned(await play(sandbox, source))).toBe(3);
  });

  it("begins at 0, whatever the module did before", async () => {
    const source = `
      import { run, sleep, createTask } from "chronograde";
      await run(async () => { await createTask(() => sleep(50)); });
      export async function main() { await sleep(30); }`;
    const run = await play(sandbox, source);
    expect([run.elapsedMs, run.endMs]).toEqual([30, 30]);
    expect(run.tasks.map((task) => task.name)).toEqual(["main"]);
  });
});

describe("tasks", () => {
  it("are told with their states as they were when the entry ended", async () => {
    const run = await play(
      sandbox,
      `import { coroutine, createTask, sleep } from "chronograde";
       const child = coroutine(async (ms: number) => { await sleep(ms); return ms; });
       const fails = coroutine(async () => { throw new TypeError("no"); });
       export async function main() {
         const a = createTask(child(10));
         const b = createTask(child(1000), { name: "watcher" });
         const c = createTask(child(1000));
         const d = createTask(fails());
         await a;
         c.cancel();
         await sleep(0);
         try { await d; } catch {}
       }`,
    );
    expect(
      run.tasks.map(({ id, name, coroutine, state, createdMs, endedMs, creator }) => [
        id,
        name,
        coroutine,
        state,
        createdMs,
        endedMs,
        creator,
      ]),
    ).toEqual([
      [1, "main", "main", "done", 0, 10, 0],
      [2, "Task-2", "child", "done", 0, 10, 1],
      [3, "watcher", "child", "pending", 0, null, 1],
      [4, "Task-4", "child", "cancelled", 0, 10, 1],
      [5, "Task-5", "fails", "failed", 0, 0, 1],
    ]);
    expect(run.tasks[1]?.result).toBe(10);
    expect(run.tasks[4]?.error).toMatchObject({ name: "TypeError", message: "no", at: { line: 3 } });
    expect(run.tasks[1]?.createdAt?.line).toBe(5);
    expect(run.leftovers).toEqual([
      { kind: "task", what: "task watcher is still waiting for sleep(1000)", at: run.tasks[2]?.createdAt },
    ]);
  });
});

describe("leftovers", () => {
  it("are timers that nobody cleared", async () => {
    const run = await main(`setTimeout(() => {}, 500);\nclearTimeout(setTimeout(() => {}, 500));`);
    expect(run.leftovers).toEqual([
      { kind: "timer", what: "a timer is still set", at: { file: "submission.ts", line: 2, column: 39 } },
    ]);
  });

  it("are none after a clean end", async () => {
    const run = await main(`await c.sleep(5); await new Promise((r) => setTimeout(r, 5));`);
    expect(run.leftovers).toEqual([]);
  });
});

describe("timers", () => {
  it("fire in the order of their instants, and of their setting at one instant", async () => {
    const run = await main(
      `const seen = []; const at = (name, ms) => setTimeout(() => seen.push(name), ms);
       at("c", 20); at("a", 10); at("b", 10); at("zero", 0); at("one", 1); setImmediate(() => seen.push("immediate"));
       await c.sleep(30); return seen;`,
    );
    expect(returned(run)).toEqual(list("immediate", "zero", "one", "a", "b", "c"));
  });

  it("repeat until they are cleared, by their own callback too", async () => {
    const run = await main(
      `let n = 0; await new Promise((done) => { const id = setInterval(() => { n++; if (n === 3) { clearInterval(id); done(); } }, 10); });
       await c.sleep(100); return [n, performance.now()];`,
    );
    expect(returned(run)).toEqual(list(3, 130));
  });

  it("run in the task that set them", async () => {
    const run = await main(`return new Promise((r) => setTimeout(() => r(c.currentTask() !== null), 5));`);
    expect(returned(run)).toBe(true);
  });

  it("that throw end the program, as in Node", async () => {
    const run = await main(`setTimeout(() => { throw new Error("boom"); }, 5); await c.sleep(10); return 1;`);
    expect(run.outcome).toMatchObject({ kind: "threw", error: { name: "Error", message: "boom", at: { line: 2 } } });
  });
});

describe("time and chance", () => {
  it("are virtual and seeded", async () => {
    const body = `await c.sleep(1500); return [Date.now(), new Date().toISOString(), performance.now(), Math.random(), crypto.randomUUID()];`;
    const first = returned(await main(body));
    expect(first).toMatchObject({
      v: [1735689601500, "2025-01-01T00:00:01.500Z", 1500, expect.any(Number), expect.any(String)],
    });
    expect(returned(await main(body))).toEqual(first);
    expect(returned(await main(body, { seed: 2 }))).not.toEqual(first);
  });
});

describe("console", () => {
  it("is told with time, task and line", async () => {
    const run = await main(`console.log("a %d", 1, { b: 2 });\nawait c.sleep(5);\nconsole.error("late");`);
    const common = { task: 1, calledAt: null };
    expect(run.output).toEqual([
      {
        ...common,
        stream: "stdout",
        atMs: 0,
        text: "a 1 { b: 2 }",
        at: { file: "submission.ts", line: 2, column: 47 },
      },
      { ...common, stream: "stderr", atMs: 5, text: "late", at: { file: "submission.ts", line: 4, column: 9 } },
    ]);
  });

  it("is told with the line that called what printed for it, through however many functions", async () => {
    const run = await main(
      `const log = (text) => console.log(text);\nfunction say(text) {\n  log(text);\n}\nsay("a");\n[1].forEach((n) =>\n  console.log(n));`,
    );
    expect(run.output.map(({ at, calledAt }) => [at?.line, calledAt?.line])).toEqual([
      [2, 6],
      [8, undefined],
    ]);
  });

  it("prints every character, and what a stream makes of half ones", async () => {
    const run = await main(`console.log("a\\0b", "\\ud800", "\\u{1f600}");`);
    expect(printed(run)).toEqual(["a\0b \ufffd \u{1f600}"]);
  });
});

describe("the current task", () => {
  it("is right after raw promises, in callbacks and in helpers", async () => {
    const run = await main(
      `const name = () => c.currentTask().getName();
       const wait = (ms) => new Promise((r) => setTimeout(r, ms));
       const worker = async (n) => {
         const seen = [];
         await wait(10); seen.push(name());
         await Promise.all([wait(n), c.sleep(5)]); seen.push(name());
         await Promise.resolve().then(() => { seen.push(name()); });
         try { await Promise.reject(new Error("x")); } catch { seen.push(name()); }
         for await (const x of (async function* () { await wait(1); yield name(); })()) seen.push(x, name());
         return seen.every((each) => each === "w" + n);
       };
       return c.gather(...[1, 2, 3].map((n) => c.createTask(() => worker(n), { name: "w" + n })));`,
    );
    expect(returned(run)).toEqual(list(true, true, true));
  });

  it("waits until what it leaves in the middle has cleaned up", async () => {
    const run = await main(
      `const seen = [];
       async function* ticks() { try { yield 1; yield 2; } finally { await c.sleep(5); seen.push("closed"); } }
       async function* outer() { yield* ticks(); }
       return c.run(async () => {
         for await (const n of ticks()) { seen.push("left at " + n); break; }
         for await (const n of outer()) { seen.push("left again at " + n); break; }
         seen.push("at " + c.getRunningLoop().time());
         return seen;
       });`,
    );
    expect(returned(run)).toEqual(list("left at 1", "closed", "left again at 1", "closed", "at 10"));
  });
});

describe("scripts", () => {
  it("are over when the module is evaluated and its outermost run has ended", async () => {
    const source = `import { run, sleep } from "chronograde";
      void run(async () => { await sleep(100); console.log("in the run"); }).then(() => console.log("after"));
      setTimeout(() => console.log("never"), 1000);
      console.log("evaluated");`;
    const run = await play(sandbox, source, { entry: null });
    expect(printed(run)).toEqual(["evaluated", "in the run", "after"]);
    expect(run.elapsedMs).toBe(100);
    expect(run.tasks).toMatchObject([{ name: "main", state: "done" }]);
  });

  it("may have several runs", async () => {
    const source = `import { run, sleep } from "chronograde";
      await run(async () => { await sleep(10); });
      await run(async () => { await sleep(20); });`;
    const run = await play(sandbox, source, { entry: null });
    expect(run.tasks.map(({ id, createdMs, endedMs }) => [id, createdMs, endedMs])).toEqual([
      [1, 0, 10],
      [2, 10, 30],
    ]);
  });

  it("throw what their module throws", async () => {
    const run = await play(sandbox, `\nthrow new Error("at once");`, { entry: null });
    expect(run.outcome).toMatchObject({ kind: "threw", error: { message: "at once", at: { line: 2 } } });
  });
});
