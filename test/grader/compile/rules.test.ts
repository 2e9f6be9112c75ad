import { describe, expect, test } from "vitest";
import type { Rule } from "../../../grader/spec/index.ts";
import { compileText, rule, type Wishes } from "./compile-text.ts";

const broken = async (rules: Rule | string, text: string, wishes: Wishes = {}): Promise<string[]> => {
  const asked = typeof rules === "string" ? rule(rules) : rules;
  const compilation = await compileText(text, { ...wishes, rules: [asked] });
  const errors = compilation.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  return compilation.brokenRules.flatMap(({ at, more }) =>
    [at, ...more].map(({ file, line, column }) => `${file.replace("exercises/x/", "")}:${line}:${column}`),
  );
};

const work = `const work = coroutine(async () => 1);`;

describe("a required call is found", () => {
  const texts: Record<string, string> = {
    "by its own name": `import { coroutine, createTask } from "chronograde";\n${work}\nexport const main = async () => createTask(work());`,
    "under another name": `import { coroutine, createTask as spawn } from "chronograde";\n${work}\nexport const main = async () => spawn(work());`,
    "through the namespace": `import * as c from "chronograde";\nexport const main = async () => c.createTask(async () => 1);`,
    "through the namespace by text": `import * as c from "chronograde";\nexport const main = async () => c["createTask"](async () => 1);`,
    "taken out of the namespace": `import * as c from "chronograde";\nconst { createTask: t } = c;\nexport const main = async () => t(async () => 1);`,
    "kept in a variable": `import { createTask } from "chronograde";\nconst t = createTask;\nexport const main = async () => t(async () => 1);`,
    "assigned later": `import { createTask } from "chronograde";\nlet t;\nt = createTask;\nexport const main = async () => t(async () => 1);`,
    "kept in an object": `import { createTask } from "chronograde";\nconst api = { go: createTask, createTask };\nexport const main = async () => api.go(async () => 1);`,
    "kept in a field": `import { createTask } from "chronograde";\nclass A { go = createTask; run() { return this.go(async () => 1); } }\nexport const main = async () => new A().run();`,
    "inside a wrapper": `import { createTask } from "chronograde";\nconst start = (fn: () => Promise<number>) => createTask(fn);\nexport const main = async () => start(async () => 1);`,
    "as a callback": `import { createTask } from "chronograde";\nexport const main = async () => [async () => 1].map((f) => createTask(f));`,
    "out of a list, a getter, a private field, a function": `import { createTask } from "chronograde";\nconst [t] = [createTask];\nconst o = { get t() { return t; } };\nclass A { #t = o.t; start() { return this.#t(async () => 1); } }\nexport const main = async () => new A().start();`,
    "assigned by a pattern": `import * as c from "chronograde";\nlet t: typeof c.createTask;\n({ createTask: t } = c);\nexport const main = async () => t(async () => 1);`,
    "as one of two": `import { createTask, run } from "chronograde";\nexport const main = async (now: boolean) => (now ? run : createTask)(async () => 1);`,
    "by call": `import { createTask } from "chronograde";\nexport const main = async () => createTask.call(undefined, async () => 1);`,
  };
  test.each(Object.entries(texts))("%s", async (_, text) => {
    expect(await broken("require createTask", text)).toEqual([]);
  });

  test("in a helper file, under a name that the helper gave it", async () => {
    const more = {
      "lib/spawn.ts": `export { createTask as spawn } from "chronograde";`,
      "lib/all.ts": `import { spawn } from "./spawn.ts";\nexport const all = () => spawn(async () => 1);`,
    };
    const text = `import { all } from "./lib/all.ts";\nexport const main = async () => all();`;
    expect(await broken("require createTask", text, { more })).toEqual([]);
  });

  test("as a constructor, a method or a global", async () => {
    const text = `import { Semaphore, Queue } from "chronograde";
const s = new Semaphore(1), q = new Queue<number>();
export const main = async () => { await s.with(async () => q.put(1)); return Promise.all([fetch("https://x")]); };`;
    for (const target of ["Semaphore", "Queue.put", "Semaphore.with", "Promise.all", "fetch"]) {
      expect(await broken(`require ${target}`, text), target).toEqual([]);
    }
  });
});

describe("a required call is missing", () => {
  const start = ["submission.ts:1:1"];
  const texts: Record<string, [text: string, at: string[]]> = {
    "when it stands in a comment or a text": [
      `// createTask()\nexport const main = async () => "createTask(work())";`,
      start,
    ],
    "when it is only imported": [
      `import { createTask } from "chronograde";\nexport const main = async () => 1;`,
      start,
    ],
    "when it only gets a new name": [
      `import { createTask } from "chronograde";\nconst t = createTask;\nvoid t;\nexport const main = async () => 1;`,
      start,
    ],
    "when a function of one's own bears the name": [
      `function createTask(n: number) { return n; }\nexport const main = async () => createTask(1);`,
      start,
    ],
    "when it can never run": [
      `import { createTask } from "chronograde";\nexport const main = async () => { if (false) createTask(async () => 1); };`,
      ["submission.ts:2:46"],
    ],
    "when nobody calls the function around it": [
      `import { createTask } from "chronograde";\nfunction unused() { createTask(async () => 1); }\nexport const main = async () => 1;`,
      ["submission.ts:2:21"],
    ],
    "when its condition is a constant": [
      `import { createTask } from "chronograde";\nconst never = false;\nexport const main = async () => { if (never) createTask(async () => 1); };`,
      ["submission.ts:3:46"],
    ],
    "when it stands behind a return": [
      `import { createTask } from "chronograde";\nexport const main = async () => { return 1; createTask(async () => 1); };`,
      ["submission.ts:2:45"],
    ],
  };
  test.each(Object.entries(texts))("%s", async (_, [text, at]) => {
    expect(await broken("require createTask", text)).toEqual(at);
  });
});

describe("a forbidden call is found", () => {
  const texts: Record<string, [target: string, text: string, at: string[]]> = {
    plainly: ["Promise.all", `export const main = async () => Promise.all([1]);`, ["submission.ts:1:33"]],
    "taken out of Promise": [
      "Promise.all",
      `const { all } = Promise;\nexport const main = async () => all.call(Promise, [1]);`,
      ["submission.ts:2:33"],
    ],
    "taken out under another name": [
      "Promise.all",
      `const { all: a, race } = Promise;\nexport const main = async () => a.bind(Promise)([1]);`,
      ["submission.ts:2:33"],
    ],
    "taken out by an assignment": [
      "Promise.all",
      `let a: any;\n({ all: a } = Promise);\nexport const main = async () => a.call(Promise, [1]);`,
      ["submission.ts:3:33"],
    ],
    "by text": ["Promise.all", `export const main = async () => Promise["all"]([1]);`, ["submission.ts:1:33"]],
    "by text in parts": [
      "Promise.all",
      `const name = "a" + "l";\nexport const main = async () => (Promise as any)[name + \`l\`]([1]);`,
      ["submission.ts:2:33"],
    ],
    "by a constant": [
      "Promise.all",
      `const name = "all";\nexport const main = async () => Promise[name]([1]);`,
      ["submission.ts:2:33"],
    ],
    "through globalThis": [
      "Promise.all",
      `const g = globalThis;\nexport const main = async () => [globalThis.Promise.all([1]), g["Promise"].all([1])];`,
      ["submission.ts:2:34", "submission.ts:2:63"],
    ],
    "behind a cast": [
      "Promise.all",
      `export const main = async () => (Promise as any).all([1]);`,
      ["submission.ts:1:33"],
    ],
    "behind a variable of type any": [
      "Promise.all",
      `const P: any = Promise;\nexport const main = async () => P.all([1]);`,
      ["submission.ts:2:33"],
    ],
    "by a subclass": [
      "Promise.all",
      `class Mine<T> extends Promise<T> {}\nexport const main = async () => Mine.all([1]);`,
      ["submission.ts:2:33"],
    ],
    "in the middle of a choice": [
      "Promise.all",
      `const all = Math.random() > 2 ? Promise.race : Promise.all;\nexport const main = async () => all.call(Promise, [1]);`,
      ["submission.ts:1:48", "submission.ts:2:33"],
    ],
    "given away as a value": [
      "Promise.all",
      `export const main = async () => Reflect.apply(Promise.all, Promise, [[1]]);`,
      ["submission.ts:1:47"],
    ],
    "of an import": [
      "gather",
      `import { gather as g } from "chronograde";\nimport * as c from "chronograde";\nexport const main = async () => [await g(), await c.gather()];`,
      ["submission.ts:3:40", "submission.ts:3:51"],
    ],
    "of the global and the module": [
      "setTimeout",
      `import { setTimeout as pause } from "node:timers/promises";\nexport const main = async () => { setTimeout(() => {}, 1); await pause(1); };`,
      ["submission.ts:2:35", "submission.ts:2:66"],
    ],
    "of a method": [
      "Task.cancel",
      `import { createTask } from "chronograde";\nexport const main = async () => { const t = createTask(async () => 1); t.cancel(); };`,
      ["submission.ts:2:72"],
    ],
    "of any method of that name": [
      "forEach",
      `export const main = async () => { [1].forEach(() => {}); new Map().forEach(() => {}); };`,
      ["submission.ts:1:35", "submission.ts:1:58"],
    ],
    "of the submission's own function": [
      "helper",
      `const helper = () => 1;\nexport const main = async () => helper();`,
      ["submission.ts:2:33"],
    ],
    "eval is any way to run text": [
      "any",
      `export const main = async (x: any, y: any[]) => x as any;`,
      ["submission.ts:1:31", "submission.ts:1:39", "submission.ts:1:54"],
    ],
  };
  test.each(Object.entries(texts))("%s", async (_, [target, text, at]) => {
    expect(await broken(`forbid ${target}`, text, { imports: ["node:timers/promises"] })).toEqual(at);
  });

  test("in a helper file", async () => {
    const more = {
      "lib.ts": `export const { all } = Promise;\nexport const both = (a: Promise<number>) => all.call(Promise, [a]);`,
    };
    const text = `import { all as every, both } from "./lib.ts";\nexport const main = async () => [both, every];`;
    expect(await broken("forbid Promise.all", text, { more })).toEqual(["submission.ts:2:40", "lib.ts:2:45"]);
  });

  test("eval", async () => {
    const compilation = await compileText(
      `export const main = async () => (0, eval)("1") + new Function("return 1")();`,
      {
        rules: [rule("forbid eval")],
      },
    );
    expect(compilation.brokenRules[0]).toMatchObject({ at: { line: 1, column: 37 }, more: [{ line: 1, column: 54 }] });
  });
});

describe("a forbidden call is not", () => {
  const texts: Record<string, [target: string, text: string]> = {
    "a comment or a text": [
      "Promise.all",
      `// Promise.all([])\nexport const main = async () => "Promise.all([])" + /Promise.all/.source;`,
    ],
    "a property of something else": [
      "Promise.all",
      `const P = { all: (x: number[]) => x };\nexport const main = async () => P.all([1]);`,
    ],
    "a local variable of that name": [
      "gather",
      `export const main = async () => { const gather = () => 1; return gather(); };`,
    ],
    "another Promise": [
      "Promise.all",
      `export const main = async () => { const Promise = { all: (x: number[]) => x }; return Promise.all([1]); };`,
    ],
    "a type": [
      "Queue",
      `import type { Queue } from "chronograde";\nexport const main = async (q: Queue<number>) => q;`,
    ],
    "another member": ["Promise.all", `export const main = async () => Promise.allSettled([1]);`],
    "the word any in a name": ["any", `export const main = async (any: number) => Promise.any([any]);`],
  };
  test.each(Object.entries(texts))("%s", async (_, [target, text]) => {
    expect(await broken(`forbid ${target}`, text)).toEqual([]);
  });
});

test("a rule without points rejects, one with points does not; both give a program", async () => {
  const text = `export const main = async () => Promise.all([1]);`;
  const why = "Promise.all comes in the next chapter.";
  const rejecting = await compileText(text, { entry: "main", rules: [rule("forbid Promise.all", { why })] });
  expect(rejecting.program).not.toBeNull();
  expect(rejecting.rejection).toEqual({
    code: "rule",
    message: `Promise.all is not allowed in this exercise. ${why}`,
    file: "exercises/x/submission.ts",
    line: 1,
    column: 33,
  });
  const costing = await compileText(text, { entry: "main", rules: [rule("forbid Promise.all", { points: 10 })] });
  expect(costing.rejection).toBeNull();
  expect(costing.brokenRules).toHaveLength(1);
});
