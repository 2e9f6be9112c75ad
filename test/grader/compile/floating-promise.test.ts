import { describe, expect, test } from "vitest";
import { compileText, rule } from "./compile-text.ts";

const HEAD = `import { coroutine, createTask, gather, Queue, run, shield, sleep, taskGroup } from "chronograde";
const lazy = coroutine(async (n: number) => n);
async function eager(n: number): Promise<number> { return n; }
const sink: Promise<number>[] = [];
`;

const found = async (body: string): Promise<string[]> => {
  const text = HEAD + body;
  const { brokenRules, diagnostics } = await compileText(text, { rules: [rule("forbid floating-promise")] });
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
  const lines = text.split("\n");
  return brokenRules
    .flatMap(({ at, more }) => [at, ...more])
    .map(({ line, column, endColumn }) => lines[line - 1]!.slice(column - 1, endColumn - 1));
};

const main = (statements: string): string => `export async function main(ok: boolean) { ${statements} }`;

describe("floating-promise is broken by", () => {
  const texts: Record<string, [body: string, ...found: string[]]> = {
    "a coroutine that nobody awaits": [main("lazy(1);"), "lazy(1)"],
    "a sleep without await": [main("sleep(100);"), "sleep(100)"],
    "a started promise": [main("eager(1);"), "eager(1)"],
    "a gather": [main("gather(lazy(1), lazy(2)); shield(lazy(1));"), "gather(lazy(1), lazy(2))", "shield(lazy(1))"],
    "a new promise": [main("new Promise((r) => setTimeout(r, 1));"), "new Promise((r) => setTimeout(r, 1))"],
    "an async function called at once": [
      main("(async () => { await sleep(1); })();"),
      "(async () => { await sleep(1); })()",
    ],
    "a branch": [
      main("ok ? lazy(1) : eager(2); ok && lazy(3); ok || eager(4);"),
      "lazy(1)",
      "eager(2)",
      "lazy(3)",
      "eager(4)",
    ],
    "one of a comma list": [main("const x = (eager(1), 2); return x;"), "eager(1)"],
    "an optional call": [main("const f = ok ? eager : undefined; f?.(1);"), "f?.(1)"],
    "void does not use the value": [main("void lazy(1); void eager(2);"), "lazy(1)", "eager(2)"],
    "a then chain that nobody awaits": [
      main("eager(1).then((v) => console.log(v));"),
      "eager(1).then((v) => console.log(v))",
    ],
    "a finally": [main("eager(1).finally(() => {});"), "eager(1).finally(() => {})"],
    "a list of promises": [
      main("[1, 2].map((n) => eager(n)); [1, 2].map(lazy);"),
      "[1, 2].map((n) => eager(n))",
      "[1, 2].map(lazy)",
    ],
    "an async callback of forEach": [
      main("[1, 2].forEach(async (n) => { await sleep(n); }); [1].forEach((n) => eager(n));"),
      "async (n) => { await sleep(n); }",
      "(n) => eager(n)",
    ],
    "a variable that nobody reads": [
      main("const p = eager(1); let q = lazy(2); const _ = gather(lazy(1));"),
      "eager(1)",
      "lazy(2)",
      "gather(lazy(1))",
    ],
    "a variable that is only mentioned": [main("const p = eager(1); p; void p;"), "eager(1)"],
    "a variable that is set and never read, an object that nobody reads": [
      main("let p; p = eager(1); p = eager(2); const o = { p: lazy(3) };"),
      "eager(1)",
      "eager(2)",
      "lazy(3)",
    ],
    "a catch without a handler": [
      main("eager(1).catch(undefined); eager(2).then(() => 1, null);"),
      "eager(1).catch(undefined)",
      "eager(2).then(() => 1, null)",
    ],
    "a queue's put": [main("const q = new Queue<number>(); q.put(1);"), "q.put(1)"],
    "a group": [
      main("taskGroup(async (tg) => { tg.createTask(lazy(1)); });"),
      "taskGroup(async (tg) => { tg.createTask(lazy(1)); })",
    ],
    "run inside a function": [main("run(async () => 1);"), "run(async () => 1)"],
    "a statement in a loop's head": [main("for (eager(1); ok; lazy(2)) break;"), "eager(1)", "lazy(2)"],
    "the top level": ["eager(1);", "eager(1)"],
  };
  test.each(Object.entries(texts))("%s", async (_, [body, ...places]) => {
    expect(await found(body)).toEqual(places);
  });
});

describe("floating-promise lets pass", () => {
  const texts: Record<string, string> = {
    "what is awaited, returned, yielded": main("await lazy(1); await eager(2); return eager(3);"),
    "a task made on purpose": main(
      "createTask(lazy(1)); const t = createTask(lazy(2)); [1, 2].map((n) => createTask(lazy(n)));",
    ),
    "a task of a group": main("await taskGroup(async (tg) => { tg.createTask(lazy(1)); });"),
    "what is stored": main("sink.push(eager(1)); const o = { p: eager(2) }; return [o, sink];"),
    "what is read later": main("const p = eager(1); const q = gather(lazy(2)); return [await p, await q];"),
    "what is assigned and read later": main("let p; p = eager(1); await sleep(1); return p;"),
    "an exported one": "export const p = eager(1);\nconst q = eager(2);\nexport { q };",
    "a handled failure": main(
      "eager(1).catch(() => {}); eager(2).then(() => {}, () => {}); eager(3).catch(() => {}).finally(() => {});",
    ),
    "an argument": main("return Promise.all([eager(1), lazy(2)]);"),
    "run at the top level": `run(async () => main(true));\n${main("")}`,
    "callbacks that give their promise back": main("return Promise.all([1].map(async (n) => { await sleep(n); }));"),
    values: main("JSON.stringify(1); [1].forEach((n) => console.log(n)); await Promise.all([1].map(eager));"),
    "await using": main("await using x = { async [Symbol.asyncDispose]() {} };"),
    "calls that only look like it": main("const then = () => 1; then(); ({ then: 1 });"),
  };
  test.each(Object.entries(texts))("%s", async (_, body) => {
    expect(await found(body)).toEqual([]);
  });
});

test("without a rule a forgotten await is a warning, and no more", async () => {
  const { diagnostics, rejection, program } = await compileText(HEAD + main("lazy(1); void eager(2);"), {
    entry: "main",
  });
  expect(diagnostics.map(({ severity, code, line }) => [severity, code, line])).toEqual([
    ["warning", "floating-promise", 5],
  ]);
  expect(rejection).toBeNull();
  expect(program).not.toBeNull();
});
