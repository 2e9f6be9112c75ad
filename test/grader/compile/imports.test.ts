import { describe, expect, test } from "vitest";
import { compileText, places } from "./compile-text.ts";

describe("an import is refused, with what to do,", () => {
  test.each([
    ["outside of the folder", `import { x } from "../secret.ts"; console.log(x);`, "outside this submission's folder"],
    [
      "outside by a detour",
      `import { x } from "./lib/../../secret.ts"; console.log(x);`,
      "outside this submission's folder",
    ],
    ["out and in again", `import { x } from "../x/lib.ts"; console.log(x);`, "outside this submission's folder"],
    ["an absolute path", `import { x } from "/etc/passwd"; console.log(x);`, "outside this submission's folder"],
    [
      "a path into the checker's own files",
      `import "/node_modules/typescript/lib/lib.dom.d.ts";`,
      "outside this submission's folder",
    ],
    ["a URL", `import { x } from "https://evil.example/x.ts"; console.log(x);`, "outside this submission's folder"],
    ["a file URL", `import { x } from "file:///etc/passwd"; console.log(x);`, "outside this submission's folder"],
    ["data", `import { x } from "data:text/javascript,1"; console.log(x);`, "outside this submission's folder"],
    [
      "a module of Node",
      `import { readFileSync } from "node:fs"; console.log(readFileSync);`,
      "not available in this exercise",
    ],
    ["a package", `import _ from "lodash"; console.log(_);`, "not available in this exercise"],
    [
      "the guest's own modules",
      `import { take } from "chronograde:task"; console.log(take);`,
      "not available in this exercise",
    ],
    [
      "a module that the exercise does not allow",
      `import { once } from "node:events"; console.log(once);`,
      "not available in this exercise",
    ],
    ["JSON", `import data from "./data.json" with { type: "json" }; console.log(data);`, "not a TypeScript file"],
    ["declarations", `import type { X } from "./x.d.ts"; const x: X = 1; console.log(x);`, "declaration file"],
    ["a missing file", `import { x } from "./lob.ts"; console.log(x);`, "There is no file"],
    [
      "a type of a file outside",
      `import type { X } from "../../solutions/x.ts"; const x: X = 1; console.log(x);`,
      "outside this submission's folder",
    ],
    [
      "an inline type of a file outside",
      `const x: import("../../solutions/x.ts").X = 1; console.log(x);`,
      "outside this submission's folder",
    ],
    ["a re-export of a file outside", `export * from "../secret.ts";`, "outside this submission's folder"],
    ["import = require", `import x = require("../secret"); console.log(x);`, "outside this submission's folder"],
  ])("%s", async (_, text, words) => {
    const { diagnostics, rejection, program } = await compileText(text, { more: { "lib.ts": "export const x = 1;" } });
    const found = diagnostics.filter(({ code }) => code === "import").map(({ line, message }) => `${line}: ${message}`);
    expect(found).toContainEqual(expect.stringMatching(`^1: .*${words}`));
    expect(rejection?.code).toBe("types");
    expect(program).toBeNull();
  });
});

test("the finding lists the modules that the exercise allows", async () => {
  const { diagnostics } = await compileText(`import { x } from "node:path";\nconsole.log(x);`, {
    imports: ["node:events"],
  });
  expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    [
      'The module "node:path" is not available in this exercise.',
      'This exercise allows "chronograde", "node:events" and the submission\'s own files (./name.ts).',
    ],
  ]);
});

test("a near name is offered", async () => {
  const hints = async (text: string) =>
    (
      await compileText(text, {
        imports: ["node:events"],
        more: { "retry.ts": "export const x = 1;", "lib/b.ts": "export {};" },
      })
    ).diagnostics[0]?.hint;
  expect(await hints(`import { x } from "./rety.ts"; import { x as y } from "./retry.ts"; console.log(x, y);`)).toBe(
    'Did you mean "./retry.ts"?',
  );
  expect(await hints(`import { run } from "cronograde";`)).toContain('Did you mean "chronograde"?');
  expect(await hints(`import { once } from "events"; console.log(once);`)).toContain('Write "node:events".');
});

test("several files by every spelling of a relative import", async () => {
  const { diagnostics, program } = await compileText(
    `import { a } from "./lib/a.ts"; import { a as a2 } from "./lib/a.js"; import { a as a3 } from "./lib/a"; export { b } from "./lib/b.ts"; console.log(a, a2, a3);`,
    {
      more: {
        "lib/a.ts": `import { b } from "./b"; import type { T } from "../types.ts"; export const a: T = b;`,
        "lib/b.ts": `export const b = 2;`,
        "types.ts": `export type T = number;`,
        "unused.ts": `this is no TypeScript`,
      },
    },
  );
  expect(diagnostics).toEqual([]);
  expect(program?.modules.map(({ name, display, imports }) => [name, display, imports.slice(1)])).toEqual([
    [
      "submission.js",
      "exercises/x/submission.ts",
      [
        ["./lib/a.ts", "lib/a.js"],
        ["./lib/a.js", "lib/a.js"],
        ["./lib/a", "lib/a.js"],
        ["./lib/b.ts", "lib/b.js"],
      ],
    ],
    [
      "lib/a.js",
      "exercises/x/lib/a.ts",
      [
        ["./b", "lib/b.js"],
        ["../types.ts", "types.js"],
      ],
    ],
    ["lib/b.js", "exercises/x/lib/b.ts", []],
    ["types.js", "exercises/x/types.ts", []],
  ]);
});

test("an error in a helper file is at its place there, and the entry file's come first", async () => {
  const compilation = await compileText(`import { a } from "./a.ts";\nconst n: number = a;\nn.x;`, {
    more: { "a.ts": `export const a = 1;\nexport const s: string = 1;` },
  });
  expect(places(compilation)).toEqual(["3:3 TS2339", "2:14 TS2322"]);
  expect(compilation.diagnostics.map(({ file }) => file)).toEqual(["exercises/x/submission.ts", "exercises/x/a.ts"]);
});

test("modules that the exercise allows have their types", async () => {
  const text = `import { setTimeout as pause, scheduler, setInterval as every } from "node:timers/promises";
import timers from "node:timers/promises";
import EventEmitter, { once, on } from "node:events";
import { EventEmitter as Typed } from "node:events";
import assert, { deepEqual, rejects } from "node:assert/strict";
import * as a from "node:assert/strict";
const e = new EventEmitter(); const t = new Typed<{ done: [string, number] }>();
t.on("done", (name, n) => { name.toUpperCase(); n.toFixed(); });
e.on("x", (v) => console.log(v)); e.emit("x", 1);
const v: string = await pause(10, "v", { signal: AbortSignal.timeout(1) });
await scheduler.wait(1); await timers.setTimeout(1);
for await (const _ of every(10)) break;
const [first] = await once(e, "x"); for await (const [x] of on(e, "y")) console.log(x, first);
assert(v !== "w"); assert.equal(1, 1); deepEqual([1], [1]); a.ok(true);
await rejects(async () => { throw new Error(); }, /x/); assert.throws(() => {}, { name: "X" });
const maybe = new Map([[1, "a"]]).get(1); assert(maybe !== undefined); console.log(maybe.length);`;
  const { diagnostics } = await compileText(text, {
    imports: ["node:timers/promises", "node:events", "node:assert/strict"],
  });
  expect(diagnostics.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
});
