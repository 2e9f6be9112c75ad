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

test("one that a list is handed is begun where it is handed over", async () => {
  expect(await eagerCalls(inMain("  const all = [1, 2].map(load);", "  await Promise.all(all);"))).toEqual([
    "7:26 runs 3",
  ]);
});

test("what a function that is not async calls is begun by who calls that one, if that does not wait for it", async () => {
  const lines = inMain("  const twice = (n: number) => load(2 * n);", "  const first = twice(1);", "  await twice(2);");
  expect(await eagerCalls([...lines.slice(0, -1), "  await first;", "}"])).toEqual(["8:17 runs 3"]);
});

test("who waits for what a function gives does not wait for what that keeps", async () => {
  const lines = inMain(
    "  const kept: Promise<void>[] = [];",
    "  const keep = (n: number) => kept.push(load(n));",
    "  await keep(1);",
    "  await Promise.all(kept);",
  );
  expect(await eagerCalls(lines)).toEqual(["9:9 runs 3"]);
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
