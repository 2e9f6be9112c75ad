import { describe, expect, test } from "vitest";
import type { Program } from "../../../../grader/compile/index.ts";
import { compileText } from "../compile-text.ts";

const HEAD = `import { createTask, gather, getRunningLoop, sleep } from "chronograde";
const ok = async (id: number): Promise<number> => { await sleep(id); if (id > 3) throw new RangeError("big"); return id; };
export async function main(ids: number[] = [1, 2]): Promise<any> {
`;
const HEAD_LINES = HEAD.split("\n").length - 1;

const programOf = async (body: string): Promise<Program> => {
  const { program, diagnostics } = await compileText(`${HEAD}${body}\n}`, { entry: "main" });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program!;
};
const line = ({ line: number }: { readonly line: number }): number => number - HEAD_LINES;

describe("a variable that all rounds share", () => {
  const shared = async (body: string): Promise<string[]> =>
    (await programOf(body)).sharedByRounds!.map(({ name, counts }) => `${name}${counts ? " counts" : ""}`);

  test.each([
    [
      "var, read after an await",
      `const t = []; for (var i = 0; i < 3; i++) t.push(createTask(async () => { await sleep(1); return i; })); return gather(t);`,
      "i",
    ],
    [
      "var, read by a task that starts later",
      `const t = []; for (var i = 0; i < 3; i++) t.push(createTask(async () => i)); return gather(t);`,
      "i",
    ],
    [
      "var of a for-of",
      `const t = []; for (var id of ids) t.push(createTask(async () => id)); return gather(t);`,
      "id",
    ],
    [
      "a variable outside",
      `const t = []; let name = ""; for (const id of ids) { name = "n" + id; t.push(createTask(async () => name)); } return gather(t);`,
      "name",
    ],
    [
      "a counter outside",
      `const t: any[] = []; let n = 0; ids.forEach(() => { t.push(createTask(async () => n)); n++; }); return gather(t);`,
      "n counts",
    ],
  ])("%s", async (_, body, name) => {
    expect(await shared(body)).toEqual([name]);
  });

  test.each([
    [
      "let",
      `const t = []; for (let i = 0; i < 3; i++) t.push(createTask(async () => { await sleep(1); return i; })); return gather(t);`,
    ],
    [
      "read before the first await",
      `const t = []; for (var i = 0; i < 3; i++) t.push((async () => { const k = i; await sleep(1); return k; })()); return Promise.all(t);`,
    ],
    [
      "a loop that waits for each",
      `const r = []; for (var i = 0; i < 3; i++) r.push(await createTask(async () => i)); return r;`,
    ],
    [
      "what the tasks themselves write",
      `let n = 0; const t = []; for (const id of ids) t.push(createTask(async () => { await sleep(id); n += 1; return n; })); return gather(t);`,
    ],
    [
      "what is written after the loop",
      `let open = 3; const t = []; for (const id of ids) t.push(createTask(async () => { await sleep(id); return open; })); open = 0; return gather(t);`,
    ],
    [
      "a sum",
      `const t = []; let sum = 0; for (const id of ids) { sum += id; t.push(createTask(async () => id / sum)); } return gather(t);`,
    ],
  ])("is not %s", async (_, body) => {
    expect(await shared(body)).toEqual([]);
  });
});

describe("a variable that gets its value late", () => {
  const late = async (body: string) =>
    (await programOf(body)).lateValues!.map(({ name, after, reads }) => [
      name,
      after.map(line),
      reads.map(({ at }) => line(at)),
    ]);

  test("is told with the wait before that, and with who reads it", async () => {
    const body = `let v: any;\nconst w = createTask(async () => {\nawait sleep(5);\nv = 3;\n});\nconst r = v;\nawait w;\nreturn r;`;
    expect(await late(body)).toEqual([["v", [3], [6]]]);
  });

  test.each([
    [
      "gets it without a wait before, too",
      `let v: any; const w = createTask(async () => { v = 1; await sleep(1); v = 3; }); await w; return v;`,
    ],
    [
      "may get it without a wait",
      `let v: any; const w = createTask(async () => { if (ids.length > 0) await sleep(1); v = 3; }); await w; return v;`,
    ],
    ["is read where it is written", `let v: any; await sleep(1); v = 3; return v;`],
    [
      "is only asked for",
      `let v: any; const w = createTask(async () => { await sleep(1); v = 3; }); if (v) return 1; await w; return 2;`,
    ],
  ])("is none that %s", async (_, body) => {
    expect(await late(body)).toEqual([]);
  });
});

describe("where errors end", () => {
  const ends = async (body: string): Promise<string[]> =>
    (await programOf(body)).catches!.map(
      ({ at, awaits, rethrows, throws }) =>
        `${line(at)}${rethrows ? " perhaps" : ""} [${awaits.map(line).join()}] ${throws.join()}`,
    );

  test.each([
    ["a catch", `try {\nawait ok(1);\n} catch { return 0; }\nreturn 1;`, ["3 [2] RangeError"]],
    [
      "a catch around a private method",
      `class Own { async #get() { return await ok(1); }\nasync all() { try {\nreturn await this.#get();\n} catch { return 0; } } }\nreturn await new Own().all();`,
      ["4 [3] RangeError"],
    ],
    ["a catch that prints", `try {\nawait ok(1);\n} catch (e) { console.error(e); }\nreturn 1;`, ["3 [2] RangeError"]],
    [
      "a catch that throws again",
      `try {\nawait ok(1);\n} catch (e) { if (ids.length > 0) throw e; }\nreturn 1;`,
      ["3 perhaps [2] RangeError"],
    ],
    [
      "a catch that keeps the error",
      `let last: any; try {\nawait ok(1);\n} catch (e) { last = e; }\nthrow last;`,
      ["3 perhaps [2] RangeError"],
    ],
    ["a finally that returns", `try {\nawait ok(1);\n} finally {\nreturn 3;\n}`, ["4 [2] RangeError"]],
    ["a finally that does not", `try {\nawait ok(1);\n} finally { ids.length = 0; }\nreturn 1;`, []],
    [".catch()", `return await ok(1).catch(() => 0);`, ["1 [1] RangeError"]],
    [
      ".catch() with a function by name",
      `const h = () => 0; return await ok(1).catch(h);`,
      ["1 perhaps [1] RangeError"],
    ],
    ["allSettled", `return await Promise.allSettled([ok(1)]);`, ["1 [1] "]],
    ["returnExceptions", `return gather([createTask(async () => 1)], { returnExceptions: true });`, ["1 [1] "]],
  ])("%s", async (_, body, found) => {
    expect(await ends(body)).toEqual(found);
  });
});

test.each([
  ["a slice in a loop", `for (let i = 0; i < 9; i += 3) ids.slice(i, i + 3); return 1;`, [1]],
  ["a size that is asked for in a loop", `for (const id of ids) {\nif (ids.length >= id) break;\n}`, [2]],
  ["no loop at all", `if (ids.length >= 3) return 1; return ids.slice(0, 2);`, []],
  ["whether there is anything", `while (true) { if (ids.length === 0) break; ids.pop(); }`, []],
])("pieces are cut by %s", async (_, body, lines) => {
  expect((await programOf(body)).cuts!.map(line)).toEqual(lines);
});

test.each([
  ["dropped", `if (ids.length > 0) { new RangeError("x"); }`],
  ["returned", `if (ids.length > 0) return new RangeError("x");`],
])("an error that is %s is not thrown", async (how, body) => {
  expect((await programOf(body)).unthrown).toMatchObject([{ name: "RangeError", how }]);
});

test("an error that is kept in a variable may still be thrown", async () => {
  expect((await programOf(`const e = new RangeError("x"); throw e;`)).unthrown).toEqual([]);
});

describe("what a loop looks for from time to time", () => {
  const sought = async (body: string): Promise<string[]> =>
    (await programOf(body)).awaits!.flatMap(({ at, looksFor }) =>
      looksFor.length === 0 ? [] : [`${line(at)} [${looksFor.map(line).join()}]`],
    );
  const other = (code: string): string => `const other = async (): Promise<void> => {\nawait ok(1);\n${code}\n};\n`;

  test.each([
    ["a variable", `let open: any = false;\n${other("open = true;")}while (!open)\nawait sleep(9);`, ["7 [3]"]],
    [
      "a field, in a condition that a function stands for",
      `const d = { open: false };\n${other("d.open = true;")}const is = () => d.open;\nwhile (!is())\nawait sleep(9);`,
      ["8 [3]"],
    ],
    [
      "a list that is handed to a function",
      `const all: number[] = [];\n${other("all.push(1);")}const see = async (list: number[]) => { while (list.length < 1)\nawait sleep(9); };\nawait see(all);`,
      ["7 [3]"],
    ],
    [
      "what a function changes, after the await before its call",
      `let n = 0; const more = () => { n += 1; };\n${other("more();")}while (n < 3)\nawait sleep(9);`,
      ["7 [3]"],
    ],
    [
      "a future that is kept in an object under its name",
      `const called = getRunningLoop().createFuture<void>(); const bench = [{ called }];\n${other("for (const each of bench) each.called.setResult();")}while (!called.done())\nawait sleep(9);`,
      ["7 [3]"],
    ],
    [
      "what is changed after a loop that is left in its middle",
      `let open: any = false;\n${other("while (true) {\nif (await ok(2)) break;\nawait sleep(5);\n}\nopen = true;")}while (!open)\nawait sleep(9);`,
      ["11 [5]"],
    ],
    [
      "what is changed after a loop that also ends by itself",
      `let open: any = false;\n${other("while (ids.length > 0) {\nif (await ok(2)) break;\nawait sleep(5);\n}\nopen = true;")}while (!open)\nawait sleep(9);`,
      ["11 [6,5]"],
    ],
  ])("%s: the await before its change", async (_, body, found) => {
    expect(await sought(body)).toEqual(found);
  });

  test.each([
    [
      "a future that nobody sets",
      `const called = getRunningLoop().createFuture<void>(); const more = getRunningLoop().createFuture<void>();\n${other("more.setResult();")}while (!called.done())\nawait sleep(9);`,
    ],
    ["its own counter", `let n = 0;\n${other("ids.length = 0;")}while (n < 3) {\nn += 1; await sleep(9); }`],
    [
      "something of the same name",
      `let open = false;\n${other("let open = false; open = true;")}while (!open)\nawait sleep(9);`,
    ],
    ["the clock", `${other("ids.push(1);")}while (Date.now() < 3)\nawait sleep(9);`],
    ["no change at all", `const all: number[] = [];\n${other("ids.push(1);")}while (all.length < 1)\nawait sleep(9);`],
  ])("not %s", async (_, body) => {
    expect(await sought(body)).toEqual([]);
  });
});

describe("what is read after a sleep", () => {
  const served = async (body: string): Promise<string[]> =>
    (await programOf(body)).awaits!.flatMap(({ at, readsAfter }) =>
      readsAfter.length === 0 ? [] : [`${line(at)} [${readsAfter.map(line).join()}]`],
    );
  const fill = "const all: number[] = [];\nconst fill = async () => {\nawait ok(1);\nall.push(1); };\n";

  test.each([
    ["a list that others fill", `${fill}await sleep(9);\nreturn all;`, ["5 [3]"]],
    [
      "a task, without waiting for it",
      `const t = createTask(async () => ok(1));\nawait sleep(9);\nreturn t.done();`,
      ["2 [1]"],
    ],
  ])("%s", async (_, body, found) => {
    expect(await served(body)).toEqual(found);
  });

  test.each([
    ["a task that it then waits for", `const t = createTask(async () => ok(1));\nawait sleep(9);\nreturn await t;`],
    ["what it only adds to", `${fill}await sleep(9);\nall.push(2);`],
    ["what it had read before", `${fill}console.log(all);\nawait sleep(9);`],
  ])("is not %s", async (_, body) => {
    expect(await served(body)).toEqual([]);
  });
});

test.each([
  [
    "one that cancels",
    `const t = createTask(async () => ok(9));\nsetTimeout(() => t.cancel(), 5);\nawait t;`,
    ["3 by 2"],
  ],
  [
    "a timer that prints",
    `const t = createTask(async () => ok(9));\nsetTimeout(() => console.log(1), 5);\nawait t;`,
    [],
  ],
  [
    "a timer that is set later",
    `const t = createTask(async () => ok(9));\nawait t;\nsetTimeout(() => t.cancel(), 5);`,
    [],
  ],
])("an await may be stopped by a timer before it: %s", async (_, body, found) => {
  const { awaits } = await programOf(body);
  expect(awaits!.flatMap(({ at, timer }) => (timer === null ? [] : [`${line(at)} by ${line(timer)}`]))).toEqual(found);
});

test("a loop that nothing ends but a cancel is known by its awaits", async () => {
  const { awaits } = await programOf(
    `for (;;)\nawait sleep(1);\n}\nexport async function b(): Promise<number> {\nwhile (true) { await sleep(1); return 1; }`,
  );
  expect(awaits!.filter(({ endless }) => endless).map(({ at }) => line(at))).toEqual([2]);
});
