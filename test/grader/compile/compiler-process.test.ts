import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createCompiler, type CompileRequest } from "../../../grader/compile/index.ts";

const request = (text: string): CompileRequest => ({
  files: [{ path: "submission.ts", display: "exercises/x/submission.ts", text }],
  entryFile: "submission.ts",
  entry: "main",
  imports: [],
  rules: [],
});
const honest = `export const main = async () => { await 1; };`;
/** Every order of nine things. */
const greedy = `type Orders<T, K = T> = [T] extends [never] ? [] : K extends K ? [K, ...Orders<Exclude<T, K>>] : never;
export const x: Orders<"a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i"> = 1;`;

test("submissions are compiled one after the other in a process of its own", async () => {
  const compiler = createCompiler();
  const [first, second] = await Promise.all([
    compiler.compile(request(honest)),
    compiler.compile(request(`export const x: number = "a";`)),
  ]);
  expect(first?.program?.entryModule).toBe("submission.js");
  expect(second?.rejection?.code).toBe("types");
});

test("one that takes too much memory is rejected, and the next one is compiled", async () => {
  const compiler = createCompiler({ memoryMb: 110 });
  const { rejection, program } = await compiler.compile(request(greedy));
  expect(rejection).toMatchObject({ code: "types", file: "exercises/x/submission.ts" });
  expect(rejection?.message).toContain("too much memory");
  expect(program).toBeNull();
  expect((await compiler.compile(request(honest))).rejection).toBeNull();
});

test.runIf(process.platform === "linux")(
  "one whose process somebody ends is not judged, and the next one is compiled",
  async () => {
    const compiler = createCompiler();
    await compiler.compile(request(honest));
    const compiling = compiler.compile(request(greedy));
    // Sent before the answer can come: the process is at work for seconds.
    await new Promise((resolve) => setImmediate(resolve));
    for (const pid of compilers()) process.kill(pid, "SIGTERM");
    await expect(compiling).rejects.toThrow("ended from outside, by SIGTERM");
    expect((await compiler.compile(request(honest))).rejection).toBeNull();
  },
);

/** The processes of this one's compilers, as Linux tells them. */
function compilers(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("isolated");
      } catch {
        return false;
      }
    });
}

test("one that takes too long is stopped by the clock", async () => {
  const compiler = createCompiler({ timeMs: 1 });
  const { rejection } = await compiler.compile(request(honest));
  expect(rejection?.message).toContain("takes too long");
});
