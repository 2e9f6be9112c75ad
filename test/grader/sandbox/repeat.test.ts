import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { compile, input, json, play, route } from "./play.ts";

const sandbox = createSandbox();
afterAll(() => sandbox.close());

const BUSY = `
  import { AsyncClient, createTask, gather, sleep, Queue, Lock } from "chronograde";
  const client = new AsyncClient();
  const lock = new Lock();
  export async function main(n: number) {
    const queue = new Queue<number>(2);
    const producer = createTask(async () => { for (let i = 0; i < n; i++) { await queue.put(i); console.log("put", i); } });
    const consumer = createTask(async () => { for (let i = 0; i < n; i++) { await lock.with(async () => { await sleep(Math.random() * 10); }); console.log("got", await queue.get()); } });
    const titles = await gather(...[1, 2].map((id) => createTask(async () => (await (await client.get("https://api.test/" + id)).json()).title)));
    await producer; await consumer;
    console.log(new Map([[crypto.randomUUID(), new Date()]]), structuredClone({ a: new Set([1]) }), new URL("https://a.test/b?c=d"));
    setTimeout(() => {}, 50);
    return titles;
  }`;
const routes = [1, 2].map((id) =>
  route(`GET https://api.test/${id}`, { latencyMs: 100 * id, body: json({ title: `title ${id}` }) }),
);

describe("the same scenario", () => {
  it("gives the same Run again and again, in one process and in another", async () => {
    const program = await compile(BUSY);
    const runs = [];
    for (let i = 0; i < 5; i++) runs.push(await sandbox.run(program, input({ args: [5], routes })));
    const other = createSandbox();
    runs.push(await other.run(program, input({ args: [5], routes })));
    await other.close();
    expect(runs[0]?.outcome).toEqual({ kind: "returned", value: { t: "list", v: ["title 1", "title 2"] } });
    expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(1);
  });

  it("gives the same Run after others that ended badly", async () => {
    const program = await compile(`
      import { createTask, Event, sleep } from "chronograde";
      const all: unknown[] = [];
      export async function main(how: string) {
        (globalThis as Record<string, unknown>).seen = ((globalThis as Record<string, unknown>).seen as number ?? 0) + 1;
        if (how === "loop") for (;;);
        if (how === "memory") for (;;) all.push(new Array(1000).fill(all.length));
        if (how === "deep") { let deep: unknown = []; for (let i = 0; i < 1e6; i++) deep = [deep]; JSON.stringify(deep); }
        if (how === "deadlock") { createTask(async () => { try { await new Event().wait(); } finally { all.push(1); } }); await new Event().wait(); }
        if (how === "poll") for (;;) { all.push(await sleep(3_600_000)); }
        if (how === "poll by timer") await new Promise(() => setInterval(() => all.push(1), 3_600_000));
        if (how === "throw") throw new Error("no");
        return [(globalThis as Record<string, unknown>).seen, all.length];
      }`);
    const play = (how: string) =>
      sandbox.run(program, input({ args: [how], limits: { cpuMs: 100, memoryBytes: 32 * 1024 * 1024 } }));
    const first = await play("return");
    expect(first.outcome).toEqual({ kind: "returned", value: { t: "list", v: [1, 0] } });
    for (const how of ["loop", "memory", "deep", "deadlock", "poll", "poll by timer", "throw"]) {
      expect((await play(how)).outcome.kind, how).not.toBe("returned");
      expect(await play("return"), how).toEqual(first);
    }
  });
});

describe("another submission", () => {
  it("finds nothing of the one before", async () => {
    await play(sandbox, `export async function main() { (globalThis as Record<string, unknown>).secret = 1; }`);
    const run = await play(sandbox, `export async function main() { return "secret" in globalThis; }`);
    expect(run.outcome).toEqual({ kind: "returned", value: false });
  });
});
