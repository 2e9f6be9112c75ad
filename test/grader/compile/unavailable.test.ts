import { describe, expect, test } from "vitest";
import { compileText, places } from "./compile-text.ts";

const errors = async (text: string): Promise<string[]> => {
  const compilation = await compileText(text);
  return places({ ...compilation, diagnostics: compilation.diagnostics.filter((each) => each.severity === "error") });
};

describe("what no submission has is an error with advice", () => {
  test.each([
    ["eval", `eval("1");`],
    ["eval as a value", `const e = eval;`],
    ["eval in a comma", `(0, eval)("1");`],
    ["eval through globalThis", `globalThis.eval("1");`],
    ["eval through globalThis by text", `globalThis["ev" + "al"]("1");`],
    ["eval through an alias of globalThis", `const g = globalThis; g.eval("1");`],
    ["eval behind a cast", `(globalThis as any).eval("1");`],
    ["eval taken out of globalThis", `const { eval: e } = globalThis; e("1");`],
    ["eval in an object", `const o = { eval }; o.eval("1");`],
    ["Function", `Function("return 1")();`],
    ["new Function", `new Function("return 1")();`],
    ["Function under another name", `const F = Function; new F("return 1");`],
    ["Function through globalThis", `new globalThis.Function("return 1");`],
    ["the constructor of a function", `(() => {}).constructor("return 1")();`],
    ["the constructor of an async function", `const AF = (async () => {}).constructor; AF("return 1");`],
    ["the constructor by text", `(() => {})["constructor"]("return 1")();`],
    ["Intl", `new Intl.NumberFormat("de").format(1);`],
    ["Atomics", `Atomics.add(new Int32Array(1), 0, 1);`],
    ["SharedArrayBuffer", `new SharedArrayBuffer(1);`],
    ["WebAssembly", `WebAssembly.compile(new Uint8Array());`],
    ["DisposableStack", `new DisposableStack();`],
    ["process", `process.exit(0);`],
    ["process through globalThis", `globalThis.process.exit(0);`],
    ["process behind a cast", `(globalThis as any).process.exit(0);`],
    ["process in typeof", `if (typeof process !== "undefined") console.log(1);`],
    ["require", `const fs = require("fs");`],
    ["Buffer", `Buffer.from("a");`],
    ["document", `document.title;`],
    ["alert", `alert("hi");`],
    ["window", `window.fetch("x");`],
    ["module", `module.exports = {};`],
    ["__dirname", `console.log(__dirname);`],
  ])("%s", async (_, text) => {
    const { diagnostics, rejection, program } = await compileText(text);
    const [first] = diagnostics.filter(({ code }) => code === "unavailable");
    expect(first).toMatchObject({ severity: "error", line: 1 });
    expect(first?.hint).toMatch(/\.$/);
    expect(rejection?.code).toBe("types");
    expect(program).toBeNull();
  });

  test("import() is one too", async () => {
    const { diagnostics } = await compileText(`const m = await import("./x.ts");`);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toContainEqual(["import", "error"]);
  });

  test("each is said once, at its place", async () => {
    expect(await errors(`const a = 1;\n  eval("1"); process.exit();\nnew Intl.Locale("de");`)).toEqual([
      "2:3 unavailable",
      "2:14 unavailable",
      "3:5 unavailable",
    ]);
  });
});

describe("honest code may use the same words", () => {
  test.each([
    [
      "in texts and comments",
      `// eval(process.env)\nconsole.log("eval(", 'require("fs")', \`import("\${1}")\`, /Function/, "<!--");`,
    ],
    [
      "as property names",
      `const o = { eval: 1, process: 2, Function: 3, require() { return 4; } }; console.log(o.eval, o.process, o["Function"], o.require());`,
    ],
    [
      "as names of its own",
      `const process = (x: number) => x; function alert(m: string) { return m; } class Buffer {} console.log(process(1), alert("a"), new Buffer());`,
    ],
    [
      "as parameters",
      `const f = (document: string, { window }: { window: number }) => document + window; console.log(f("a", { window: 1 }));`,
    ],
    [
      "as methods of a class",
      `class A { eval() { return 1; } constructor() { this.eval(); } } console.log(new A().constructor.name);`,
    ],
    [
      "Function as a type, and instanceof",
      `const f = (g: Function) => g instanceof Function && typeof g === "function"; console.log(f(() => 1));`,
    ],
    [
      "the constructor of one's own class",
      `class P { clone() { return new (this.constructor as typeof P)(); } } console.log(new P().clone());`,
    ],
    ["Intl as a type", `const f = (o: Intl.NumberFormatOptions) => (1).toLocaleString("en", o); console.log(f({}));`],
    [
      "globalThis for what there is",
      `globalThis.setTimeout(() => {}, 1); const { fetch: f, URL: U } = globalThis; console.log(f, new U("https://x"), new globalThis.Map());`,
    ],
    [
      "bind, call and apply",
      `const f = (a: number) => a; console.log(f.bind(null)(1), f.call(null, 1), f.apply(null, [1]));`,
    ],
  ])("%s", async (_, text) => {
    expect(await errors(text)).toEqual([]);
  });
});
