import { describe, expect, test } from "vitest";
import { compileText } from "./compile-text.ts";

describe("the entry may be", () => {
  test.each([
    ["an async function", `export async function main() { return 1; }`],
    ["a plain function that gives a value", `export function main() { return 1; }`],
    ["an arrow", `export const main = async (x: number) => x;`],
    ["wrapped by coroutine", `import { coroutine } from "chronograde"; export const main = coroutine(async () => 1);`],
    [
      "a class's static method",
      `class App { static async main() { return 1; } } export const main = App.main; export const { main: other } = App;`,
    ],
    ["exported below", `async function main() {} export { main };`],
    ["exported under its name", `async function start() {} export { start as main };`],
    ["exported from another file", `export { main } from "./lib.ts";`],
    ["exported with everything of another file", `export * from "./lib.ts";`],
    [
      "of several forms",
      `export function main(a: string): string; export function main(a: number): number; export function main(a: unknown) { return a; }`,
    ],
    ["of type any", `export const main: any = () => 1;`],
    ["of type Function", `export const main: Function = () => 1;`],
    ["bound", `class A { async go() { return 1; } } const a = new A(); export const main = a.go.bind(a);`],
  ])("%s", async (_, text) => {
    const { rejection, program } = await compileText(text, {
      entry: "main",
      more: { "lib.ts": `export const main = async () => 1;` },
    });
    expect(rejection).toBeNull();
    expect(program?.entry).toBe("main");
  });
});

describe("the entry is missing, and the sentence says what to write,", () => {
  test.each([
    ["when nothing is exported", `console.log(1);`, "it exports nothing", 1],
    ["when the file is empty", ``, "it exports nothing", 1],
    ["when it is misspelt", `export async function mian() {}`, "Should mian be named main?", 1],
    ["when it is not exported", `\nasync function main() {}`, "main is not exported. Write `export` in front of it", 2],
    ["when it is not exported as a constant", `\n\nconst main = async () => 1;`, "main is not exported", 3],
    ["when it is the default", `export default async function main() {}`, "A default export has no name", 1],
    ["when it is a default without a name", `export default async () => 1;`, "A default export has no name", 1],
    ["when there are others", `export const a = 1, b = 2;`, "it exports a and b", 1],
  ])("%s", async (_, text, words, line) => {
    const { rejection, program } = await compileText(text, { entry: "main" });
    expect(rejection).toMatchObject({ code: "entry", file: "exercises/x/submission.ts", line });
    expect(rejection?.message).toContain(words);
    expect(program).toBeNull();
  });
});

describe("the entry is no function", () => {
  test.each([
    ["a value", `export const main = 5;`, "main is of type 5"],
    ["a promise", `export const main = (async () => 1)();`, "main is a promise"],
    [
      "a coroutine",
      `import { coroutine } from "chronograde"; export const main = coroutine(async () => 1)();`,
      "main is a coroutine",
    ],
    ["a class", `export class main {}`, "main is a class"],
    ["a type", `export interface main { x: number }`, "main is a type"],
  ])("but %s", async (_, text, words) => {
    const { rejection } = await compileText(text, { entry: "main" });
    expect(rejection).toMatchObject({ code: "entry", line: 1 });
    expect(rejection?.message).toContain(words);
  });
});

test("a script needs no entry", async () => {
  const { rejection, program } = await compileText(`console.log(1);`, { entry: null });
  expect(rejection).toBeNull();
  expect(program).toMatchObject({ entry: null, entryModule: "submission.js" });
});
