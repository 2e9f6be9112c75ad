import { afterAll, describe, expect, it } from "vitest";
import { createCompiler } from "../../../grader/compile/index.ts";
import { createSandbox, type Run } from "../../../grader/sandbox/index.ts";
import { input, type Play, play } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

async function main(body: string, how: Play = {}): Promise<Run> {
  return play(sandbox, `import * as c from "chronograde";\nexport async function main() { ${body} }`, how);
}

async function returns(body: string): Promise<unknown> {
  const run = await main(body);
  return run.outcome.kind === "returned" ? run.outcome.value : run.outcome;
}

describe("code from text", () => {
  it.each([
    "Function('return 1')()",
    "new Function('return 1')()",
    "(() => 1).constructor('return 1')()",
    "(async () => 1).constructor('return 1')()",
    "(function* () {}).constructor('yield 1')()",
    "(async function* () {}).constructor('yield 1')()",
    "globalThis['ev' + 'al']('1')",
    "Reflect.construct((() => 1).constructor, ['return 1'])()",
    "setTimeout('1')",
  ])("is refused: %s", async (expression) => {
    const source = `try { ${expression}; return "made"; } catch (e) { return "refused"; }`;
    expect(await returns(source)).toBe("refused");
  });
});

describe("the text of a function", () => {
  it.each([
    ["function secret() { return 42; } return secret.toString()", "function secret() { [native code] }"],
    ["const secret = () => 42; return `${secret}`", "function secret() { [native code] }"],
    ["return String(async () => 42)", "function () { [native code] }"],
    ["class Secret { n = 42; } return String(Secret)", "class Secret { [native code] }"],
    ["return Function.prototype.toString.call(c.sleep)", "function sleep() { [native code] }"],
  ])("is nobody's to read: %s", async (body, told) => {
    expect(await returns(body)).toBe(told);
  });

  it("is asked of a function only", async () => {
    const body = "try { return Function.prototype.toString.call({}); } catch (e) { return e instanceof TypeError; }";

    expect(await returns(body)).toBe(true);
  });
});

describe("a file of the submission", () => {
  it("is no module of the grader's, whatever its folder is called", async () => {
    const file = (path: string, text: string) => ({ path, display: path, text });
    const { program } = await createCompiler().compile({
      files: [
        file(
          "submission.ts",
          `import { moduleFor } from "./chronograde:guest/main.ts";\nimport "./chronograde:guest/inside.ts";
export async function main() { return moduleFor; }`,
        ),
        file("chronograde:guest/main.ts", `export const moduleFor = "the learner's own";`),
        file("chronograde:guest/inside.ts", `import { moduleFor } from "./main.ts";\nconsole.log(moduleFor);`),
      ],
      entryFile: "submission.ts",
      entry: "main",
      imports: [],
      rules: [],
    });
    const run = await sandbox.run(program!, input());
    expect(run.outcome).toEqual({ kind: "returned", value: "the learner's own" });
    expect(run.output).toMatchObject([
      { text: "the learner's own", at: { file: "chronograde:guest/inside.ts", line: 2 } },
    ]);
  });
});

describe("the global object", () => {
  it("has nothing of the host and nothing of the engine's own", async () => {
    const gone = [
      "process",
      "require",
      "module",
      "Buffer",
      "global",
      "std",
      "os",
      "InternalError",
      "SharedArrayBuffer",
      "Atomics",
      "WebAssembly",
      "Intl",
      "eval",
      "__chronograde",
      "print",
      "gc",
    ];
    expect(await returns(`return ${JSON.stringify(gone)}.filter((name) => name in globalThis);`)).toEqual({
      t: "list",
      v: [],
    });
  });

  it("keeps instanceof Function", async () => {
    expect(await returns(`return (() => 1) instanceof Function;`)).toBe(true);
  });
});

describe("shared objects", () => {
  it.each([
    "Array.prototype.push = () => 1",
    "Object.prototype.x = 1",
    "Promise.prototype.then = () => 1",
    "Math.max = () => 1",
    "JSON.stringify = () => '1'",
    "Object.setPrototypeOf(Array.prototype, null)",
    "Object.getPrototypeOf([][Symbol.iterator]()).next = () => 1",
    "Object.getPrototypeOf(async () => {}).x = 1",
    "c.Lock.prototype.acquire = () => 1",
    "Object.getPrototypeOf(c.createTask(async () => {})).done = () => true",
    "Date.prototype.getTime = () => 1",
    "Object.defineProperty(Promise.prototype, 'then', { value: 1 })",
    "delete Array.prototype.map",
    "URL.prototype.x = 1",
    "Response.prototype.json = () => 1",
  ])("cannot be changed: %s", async (statement) => {
    expect(await returns(`try { ${statement}; return "changed"; } catch (e) { return e.name; }`)).toBe("TypeError");
  });

  it("let honest code assign to what it made itself", async () => {
    expect(
      await returns(`
        class AppError extends Error { constructor(m) { super(m); this.name = "AppError"; this.message = m + "!"; } }
        const object = {}; object.toString = () => "mine"; object.constructor = 1;
        function Old() {} Old.prototype.valueOf = () => 7; Old.prototype.constructor = Old;
        const list = []; list.push = () => "own";
        const map = new Map(); map.get = () => "own";
        const f = () => 1; f.call = 2;
        return [new AppError("x").name, new AppError("x").message, String(object), new Old().valueOf(), list.push(1), map.get(1), f.call, Object.keys(object)];`),
    ).toEqual({
      t: "list",
      v: ["AppError", "x!", "mine", 7, "own", "own", 2, { t: "list", v: ["toString", "constructor"] }],
    });
  });

  it("of the language stay, whatever is done to the global object", async () => {
    const body = `
      for (const name of Object.getOwnPropertyNames(globalThis)) try { delete globalThis[name]; } catch {}
      try { globalThis.Promise = 1; } catch {}
      const t = c.createTask(async () => { await c.sleep(5); return 7; });
      return await t;`;
    expect(await returns(body)).toBe(7);
  });

  it("let a program listen in on its console", async () => {
    expect(
      await returns(
        `const lines = []; console.log = (...a) => { lines.push(a.join()); }; console.log("a", 1); return lines;`,
      ),
    ).toEqual({ t: "list", v: ["a,1"] });
  });
});

describe("modules", () => {
  it.each(["chronograde:guest/main.js", "chronograde:task", "node:fs", "fs", "./submission.js", "/etc/passwd"])(
    "refuse what was not allowed: %s",
    async (specifier) => {
      const source = `export async function main() { return import(${JSON.stringify(specifier)}).then(() => "got it", () => "refused"); }`;
      const run = await play(sandbox, source).catch(() => null);
      if (run !== null) expect(run.outcome).toEqual({ kind: "returned", value: "refused" });
    },
  );
});
