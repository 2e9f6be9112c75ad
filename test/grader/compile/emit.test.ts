import { describe, expect, test } from "vitest";
import { createLocalCompiler } from "../../../grader/compile/compiler.ts";
import { originalPosition, type Program } from "../../../grader/compile/index.ts";
import { compileText } from "./compile-text.ts";

const compiled = async (text: string, more: Record<string, string> = {}): Promise<Program> => {
  const { program, diagnostics } = await compileText(text, { more });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (program === null) throw new Error("no program");
  return program;
};

describe("emitted code", () => {
  test("has the place of every await among the sites, in TypeScript's lines and columns", async () => {
    const program = await compiled(
      `interface X {\n  a: number;\n}\nexport async function f(x: X): Promise<number> {\n  const a: number = await Promise.resolve(x.a); return a +\n    (await 2);\n}\nexport const g = async () => f({ a: 1 });\nfor await (const x of [f({ a: 1 })]) console.log(x);`,
    );
    expect(program.sites.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      "exercises/x/submission.ts:5:21",
      "exercises/x/submission.ts:6:6",
      "exercises/x/submission.ts:8:30",
      "exercises/x/submission.ts:9:23",
    ]);
  });

  test("waits at the `await using` when a block disposes of it", async () => {
    const { sites } = await compiled(
      `export const f = async () => {\n  const z = 1;\n  await using a = { async [Symbol.asyncDispose]() {} };\n  await 2;\n  return [a, z];\n};`,
    );
    expect(sites.map(({ line, column }) => `${line}:${column}`)).toEqual(["4:3", "3:3"]);
  });

  test("maps back to where it was written", async () => {
    const text = `type T = { a: number };\n\nexport async function f(t: T) {\n  const v: number = await g(t.a);\n  return boom(v as number);\n}\nasync function g(n: number): Promise<number> { return n; }\nfunction boom(n: number): number { throw new Error(String(n)); }\n`;
    const program = await compiled(text);
    const code = program.modules[0]!.code.split("\n");
    const placeOf = (piece: string) => {
      const line = code.findIndex((each) => each.includes(piece));
      return originalPosition(program, "submission.js", line + 1, code[line]!.indexOf(piece) + 1);
    };
    expect(placeOf("g(t.a)")).toEqual({ file: "exercises/x/submission.ts", line: 4, column: 27 });
    expect(placeOf("boom(v)")).toEqual({ file: "exercises/x/submission.ts", line: 5, column: 10 });
    expect(placeOf("throw")).toEqual({ file: "exercises/x/submission.ts", line: 8, column: 36 });
    expect(originalPosition(program, "other.js", 1, 1)).toBeNull();
    expect(originalPosition(program, "submission.js", 0, 0)).toBeNull();
    expect(originalPosition(program, "submission.js", 9999, 1)).toBeNull();
  });

  test("keeps names as they were written, and names the functions given to coroutine", async () => {
    const program = await compiled(`import { coroutine, coroutine as co } from "chronograde";
import * as c from "chronograde";
const fetchTitle = coroutine(async (id: number) => id);
let later = co(async function () {});
const named = coroutine(async function own() {});
const api = { load: c.coroutine(async () => 1), "two words": coroutine(async () => 2) };
class A { field = coroutine(async () => this); static s = coroutine(async () => 3); #p = coroutine(async () => 4); q = this.#p; }
later = co(async () => {});
const { d = coroutine(async () => 5) } = {} as { d?: () => unknown };
const list = [1].map((x) => x + 1);
const wrapped = (coroutine((async () => 6) as () => Promise<number>)) satisfies unknown;
export default [fetchTitle, later, named, api, A, d, list, wrapped];`);
    const { code } = program.modules[0]!;
    for (const name of ["fetchTitle", "later", "load", "two words", "field", "s", "#p", "d", "wrapped"]) {
      expect(code).toContain(`{ ${JSON.stringify(name)}: `);
    }
    expect(code).toContain("coroutine(async function own()");
    expect(code.match(/\{ "later": /g)).toHaveLength(2);
    expect(code).not.toContain('{ "list"');
  });

  test("leaves out what is only a type, and what is imported for types", async () => {
    const program = await compiled(
      `import { createTask, type Task } from "chronograde";\nimport { Queue } from "chronograde";\nexport const f = (q: Queue<number>): Task<void> => createTask(async () => { q.qsize(); });`,
    );
    expect(program.modules[0]!.code).toContain('import { createTask } from "chronograde";');
    expect(program.modules[0]!.code).not.toContain("Queue");
  });

  test("lowers `using` and `await using`", async () => {
    const program = await compiled(
      `export async function f() { await using x = { async [Symbol.asyncDispose]() {} }; using y = { [Symbol.dispose]() {} }; return [x, y]; }`,
    );
    expect(program.modules[0]!.code).toContain("__addDisposableResource");
    expect(program.modules[0]!.code).not.toMatch(/\busing\b/);
  });

  test("is plain data", async () => {
    const { program, ...rest } = await compileText(`export const main = async () => { await 1; };`, { entry: "main" });
    expect(JSON.parse(JSON.stringify({ program, ...rest }))).toEqual({ program, ...rest });
  });

  test("is the same every time, from a warm and from a cold compiler", async () => {
    const text = `import { sleep } from "chronograde";\nexport const main = async () => { await sleep(1); for await (const x of [1]) console.log(x); };`;
    const first = await compileText(text, { entry: "main" });
    await compileText(`this is something else`);
    expect(await compileText(text, { entry: "main" })).toEqual(first);
    const cold = await createLocalCompiler().compile({
      files: [{ path: "submission.ts", display: "exercises/x/submission.ts", text }],
      entryFile: "submission.ts",
      entry: "main",
      imports: [],
      rules: [],
    });
    expect(cold).toEqual(first);
  });
});

describe("a program", () => {
  test("is given in spite of type errors when asked for", async () => {
    const text = `const n: number = "a";\nconsole.log(n);`;
    expect((await compileText(text)).program).toBeNull();
    const { program, rejection } = await compileText(text, { despiteTypeErrors: true });
    expect(program?.modules[0]?.code).toContain('const n = "a";');
    expect(rejection?.code).toBe("types");
    expect((await compileText(`const x = ;`, { despiteTypeErrors: true })).program).toBeNull();
  });

  test("is rejected for its first error, which counts the others", async () => {
    const { rejection } = await compileText(`\nconst a: number = "a";\nconst b: number = "b";\nconst c: number = "c";`);
    expect(rejection).toEqual({
      code: "types",
      message: "Type `string` is not assignable to type `number`. (and 2 more)",
      file: "exercises/x/submission.ts",
      line: 2,
      column: 7,
    });
    expect((await compileText(`const x = (1;\n`)).rejection).toMatchObject({ code: "syntax", line: 1, column: 13 });
    expect((await compileText(`function f() { await 1; }`)).rejection).toMatchObject({ code: "syntax", line: 1 });
  });
});

describe("a file that would overtax the compiler", () => {
  test.each([
    ["brackets", "(".repeat(100_000)],
    ["brackets that close", `${"(".repeat(50_000)}1${")".repeat(50_000)}`],
    ["lists", "[".repeat(100_000)],
    ["blocks", "{".repeat(100_000)],
    ["calls", `f${"()".repeat(60_000)}`],
    ["properties", `const a: any = 1; a${".b".repeat(60_000)}`],
    ["sums", `const a = 1${"+1".repeat(60_000)}`],
    ["else if", `${"if (1) {} else ".repeat(15_000)}{}`],
    ["types", `type T = ${"[".repeat(50_000)}1${"]".repeat(50_000)}`],
    ["arrows", `const f = ${"() => ".repeat(30_000)}1`],
    ["templates", "`${".repeat(50_000)],
    ["conditions", `const a = ${"1 ? 2 : ".repeat(20_000)}3`],
    ["not", `const a = ${"!".repeat(200_000)}1`],
    ["awaits", `export const f = async () => ${"await ".repeat(30_000)}1`],
    [
      "a generic that never ends",
      `type A<T> = { x: A<A<T>> }; type B<N extends unknown[]> = B<[...N, 1]>; const b: B<[]> = 1; export { b }; export type { A };`,
    ],
  ])("%s: ends in a sentence, and the next one is compiled", async (_, text) => {
    const { rejection, program } = await compileText(text, { entry: "main" });
    expect(rejection?.message).toMatch(/\.|\?/);
    expect(program).toBeNull();
    expect((await compileText(`export const main = () => 1;`, { entry: "main" })).rejection).toBeNull();
  });
});
