import { expect, test } from "vitest";
import { compileText } from "../compile-text.ts";

/** `8:17 runs 3`: where a call stands, and the line on which the function begins. */
async function eagerCalls(lines: readonly string[]): Promise<string[]> {
  const head = [
    'import { coroutine, createTask, sleep } from "chronograde";',
    "",
    "async function load(n: number) {",
    "  await sleep(n);",
    "}",
  ];
  const { program, diagnostics } = await compileText([...head, ...lines].join("\n"), { entry: "main" });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return (program?.eagerCalls ?? []).map(({ at, body }) => `${at.line}:${at.column} runs ${body.line}`);
}

const inMain = (...lines: readonly string[]): string[] => ["export async function main() {", ...lines, "}"];

test("a call of an async function that is kept for later starts it", async () => {
  expect(await eagerCalls(inMain("  const first = load(1);", "  await first;"))).toEqual(["7:17 runs 3"]);
});

test("so does one in a list, and one for each item of a list", async () => {
  const lines = inMain("  await Promise.all([load(1), load(2)]);", "  await Promise.all([3, 4].map((n) => load(n)));");
  expect(await eagerCalls(lines)).toEqual(["7:22 runs 3", "7:31 runs 3", "8:39 runs 3"]);
});

test("and one whose promise is thrown away", async () => {
  expect(await eagerCalls(inMain("  void load(1);"))).toEqual(["7:8 runs 3"]);
});

test.each([
  ["is awaited where it stands", ["  await load(1);", "  await (load(2));"]],
  [
    "is the result of an async function",
    ["  const twice = async () => load(2);", "  await twice();", "  return load(3);"],
  ],
  [
    "makes a coroutine",
    ["  const lazy = coroutine(async () => await sleep(1));", "  const c = lazy();", "  await createTask(c);"],
  ],
  ["runs no function of the submission", ["  const p = sleep(1);", "  await p;"]],
])("a call that %s starts nothing there", async (_, lines) => {
  expect(await eagerCalls(inMain(...lines))).toEqual([]);
});
