import { describe, expect, test } from "vitest";
import { compileText } from "../compile-text.ts";

const HEAD = `import { coroutine, createTask, gather, Lock, Queue, sleep } from "chronograde";
class Store {
  #n: Record<string, number> = {};
  count = 0;
  async read(id = ""): Promise<number> { await sleep(1); return this.#n[id] ?? 0; }
  async write(id: string | number, n = 0): Promise<void> { await sleep(1); this.#n[id] = n; }
  async set(n: number | number[] | { n: number }): Promise<void> { await sleep(1); }
  async list(): Promise<number[]> { await sleep(1); return []; }
}
const store = new Store();
const counts = new Map<string, number>();
const totals: Record<string, number> = {};
const other = new Store();
const lock = new Lock();
export async function main(id = "a", more = 1): Promise<any> {
`;
const HEAD_LINES = HEAD.split("\n").length - 1;

const updatesIn = async (body: string): Promise<string[]> => {
  const { program, diagnostics } = await compileText(`${HEAD}${body}\n}`, { entry: "main" });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program!.updates!.map(
    ({ read, write, holder, key }) => `${holder}(${key}) ${read.line - HEAD_LINES} ${write.line - HEAD_LINES}`,
  );
};

describe("what is read from an object and written back", () => {
  test.each([
    ["a sum", "const n = await store.read(id);\nawait store.write(id, n + more);", "store(id) 1 2"],
    ["in an expression", "const n = (await store.read(id)) ?? 0;\nawait store.write(id, more * n);", "store(id) 1 2"],
    ["without arguments", "const n = await store.read();\nawait store.set(n - 1);", "store() 1 2"],
    ["of an object", "const n = await store.read();\nawait store.set({ n: n + 1 });", "store() 1 2"],
    ["as a list that has one more", "const all = await store.list();\nawait store.set([...all, 1]);", "store() 1 2"],
    [
      "each under a lock of its own",
      "const n = await lock.with(async () => await store.read());\nawait lock.with(async () => await store.set(n - 1));",
      "store() 1 2",
    ],
    [
      "with a look between",
      "const n = await store.read(id);\nif (n > 1) await store.write(id, n - 1);",
      "store(id) 1 2",
    ],
    [
      "in a function within",
      "const add = async (key: string) => {\nconst n = await store.read(key);\nawait store.write(key, n + 1); };\nawait add(id);",
      "store(key) 2 3",
    ],
    [
      "under a lock that begins too late",
      "const n = await store.read(id);\nawait lock.with(async () => {\nawait store.write(id, n + 1); });",
      "store(id) 1 3",
    ],
    [
      "from a map, around a wait",
      "const n = counts.get(id) ?? 0;\nawait sleep(1);\ncounts.set(id, n + more);",
      "counts(id) 1 3",
    ],
    ["from an object", "const n = totals[id] ?? 0;\nawait sleep(1);\ntotals[id] = n + more;", "totals(id) 1 3"],
    [
      "of a parameter",
      "const f = async (s: Store) => {\nconst n = await s.read();\nawait s.set(n + 1); };\nawait f(store);",
      "s() 2 3",
    ],
  ])("%s", async (_, body, expected) => {
    expect(await updatesIn(body)).toEqual([expected]);
  });
});

describe("no update is", () => {
  test.each([
    ["what is handed on as it came", "const n = await store.read(id);\nawait store.write(id, n);"],
    ["a value of another object", "const n = await store.read(id);\nawait other.write(id, n + 1);"],
    ["a value for another key", "const n = await store.read(id);\nawait store.write(`${id}2`, n + 1);"],
    ["a method called twice", "const n = await store.read(id);\nreturn await store.read(`${n + 1}`);"],
    ["a write that does not need it", "const n = await store.read(id);\nawait store.write(id, more + 1);\nreturn n;"],
    ["what comes before", "await store.write(id, more + 1);\nconst n = await store.read(id);\nreturn n;"],
    ["a read that is no await", "const n = store.count;\nawait store.set(n + 1);"],
    ["a queue's item that is done", "const q = new Queue<number>();\nconst item = await q.get();\nawait q.put(item);"],
    [
      "what a map has, without a wait between",
      "const n = counts.get(id) ?? 0;\ncounts.set(id, n + more);\nawait sleep(1);",
    ],
    [
      "what a map has under another key",
      "const n = counts.get(id) ?? 0;\nawait sleep(1);\ncounts.set(`${id}2`, n + more);",
    ],
    [
      "what a map of its own has",
      "const own = new Map<string, number>();\nconst n = own.get(id) ?? 0;\nawait sleep(1);\nown.set(id, n + more);",
    ],
    ["a part of what came", "const all = await store.list();\nawait store.set(all[0]!);"],
    [
      "a write in another function",
      "const n = await store.read(id);\nreturn n;\n}\nexport async function two(n = 1) {\nawait store.set(n + 1);",
    ],
  ])("%s", async (_, body) => {
    expect(await updatesIn(body)).toEqual([]);
  });
});
