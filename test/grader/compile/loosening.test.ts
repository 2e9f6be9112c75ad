import { describe, expect, test } from "vitest";
import { compileText, places } from "./compile-text.ts";

describe("nothing in a file loosens its own check", () => {
  test.each([
    ["@ts-nocheck", `// @ts-nocheck\nconst x: number = "a";\nconsole.log(x);`, ["1:1 no-effect", "2:7 TS2322"]],
    ["@ts-ignore", `// @ts-ignore\nconst x: number = "a";\nconsole.log(x);`, ["1:1 no-effect", "2:7 TS2322"]],
    [
      "@ts-ignore in a block comment",
      `/* @ts-ignore */\nconst x: number = "a";\nconsole.log(x);`,
      ["1:1 no-effect", "2:7 TS2322"],
    ],
    [
      "@ts-expect-error",
      `const y = 1;\n  // @ts-expect-error\n  const x: number = "a"; console.log(x, y);`,
      ["2:3 no-effect", "3:9 TS2322"],
    ],
    ["a reference to the DOM", `/// <reference lib="dom" />\ndocument.title;`, ["1:1 no-effect", "2:1 unavailable"]],
    [
      "a reference to Node's types",
      `/// <reference types="node" />\nprocess.exit();`,
      ["1:1 no-effect", "2:1 unavailable"],
    ],
    [
      "a reference to a file",
      `/// <reference path="../../solutions/x.d.ts" />\nconst x: Secret = 1;`,
      ["1:1 no-effect", "2:10 TS2304"],
    ],
    [
      "no-default-lib",
      `/// <reference no-default-lib="true"/>\nconst x: number = "a";\nconsole.log(x);`,
      ["1:1 no-effect", "2:7 TS2322"],
    ],
    [
      "declare global",
      `declare global { var process: { exit(): void } }\nprocess.exit();\nexport {};`,
      ["1:9 declaration"],
    ],
    [
      "declare module",
      `declare module "chronograde" { export function cheat(): void }\nimport { cheat } from "chronograde"; cheat();`,
      ["1:16 declaration"],
    ],
    ["declare const", `declare const process: { exit(): void };\nprocess.exit();`, ["2:1 declaration"]],
    [
      "declare function",
      `declare function secret(): string;\nexport const main = () => secret();`,
      ["2:27 declaration"],
    ],
  ])("%s", async (_, text, expected) => {
    const compilation = await compileText(text);
    expect(places(compilation)).toEqual(expect.arrayContaining(expected));
    expect(compilation.rejection?.code).toBe("types");
  });

  test("such comments alone are warnings, and words in texts are nothing", async () => {
    const text = `// @ts-check\n// @ts-nocheck, a word\nconst a = "// @ts-ignore";\nconst b = \`/// <reference path="x" />\`;\nconst c = /@ts-ignore/;\nexport const main = () => a + b + c.source;`;
    const compilation = await compileText(text, { entry: "main" });
    expect(places(compilation)).toEqual(["2:1 no-effect"]);
    expect(compilation.program?.modules[0]?.code).toContain('"// @ts-ignore"');
  });

  test("a brand that is only a type is honest", async () => {
    const text = `declare const brand: unique symbol;\nexport type Id = number & { [brand]: "id" };\nclass A { declare n: number; }\nexport const main = (id: Id) => new A().n + id;`;
    expect(places(await compileText(text, { entry: "main" }))).toEqual([]);
  });

  test("one submission's declarations are gone for the next", async () => {
    await compileText(`declare global { var leaked: number; interface Array<T> { leak(): T } }\nexport {};`);
    expect(places(await compileText(`leaked; [1].leak();`))).toEqual(["1:1 TS2304", "1:13 TS2339"]);
  });

  test.each([
    `import "LIB";`,
    `import type {} from "LIB";`,
    `export * from "LIB";`,
    `import lib = require("LIB");`,
    `type Lib = typeof import("LIB");`,
    `await import("LIB");`,
  ])("and a library that it leads to by %s is not there for it, nor for the next", async (form) => {
    const honest = "setTimeout(() => {}, 1).unref(); Promise.withResolvers();";
    const led = `setTimeout(() => {}, 1).unref(); ${form} ${form}`
      .replace("LIB", "/node_modules/typescript/lib/lib.dom.d.ts")
      .replace("LIB", "/node_modules/typescript/lib/lib.esnext.promise.d.ts");
    expect(places(await compileText(led))).not.toContainEqual(expect.stringMatching(/TS2339$/));
    expect(places(await compileText(honest))).toEqual(["1:42 TS2550"]);
  });
});
