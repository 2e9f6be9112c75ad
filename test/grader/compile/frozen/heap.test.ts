import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createLocalCompiler } from "../../../../grader/compile/compiler.ts";
import { frozenHeap } from "../../../../grader/compile/frozen/heap.ts";
import { createCompiler, type CompileRequest } from "../../../../grader/compile/index.ts";

function request(text: string): CompileRequest {
  const file = { path: "submission.ts", display: "submission.ts", text };
  return { files: [file], entryFile: file.path, entry: "main", imports: [], rules: [] };
}

const RIGHT = request(`
  import { createTask, sleep } from "chronograde";
  export async function main(names: string[]) {
    const tasks = names.map((name) => createTask(sleep(10, name)));
    return tasks.toSorted().length;
  }`);
const WRONG = request(`
  import { createTask, slep } from "chronograde";
  export async function main(names: string[]): Promise<number> {
    const first: string = names.length;
    createTask(Promise.resolve(first));
    return first;
  }`);

describe("A compiler that begins from a heap that was kept", () => {
  test("there is one for this Node", async () => {
    expect(await frozenHeap()).toMatch(/\.blob$/);
  });

  test.each([
    ["what is right", RIGHT],
    ["what is wrong", WRONG],
  ])("says of %s what a fresh one says", async (_, asked) => {
    const fresh = createLocalCompiler();
    expect(await createCompiler().compile(asked)).toEqual(await fresh.compile(asked));
  });

  test("is replaced by a fresh one when the file is damaged", async () => {
    const heap = path.join(mkdtempSync(path.join(tmpdir(), "heap-")), "damaged.blob");
    writeFileSync(heap, "no heap");
    const { program } = await createCompiler({ heap }).compile(RIGHT);
    expect(program).not.toBeNull();
  });
});
