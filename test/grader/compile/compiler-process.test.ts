import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it, test } from "vitest";
import { createCompiler, type CompileRequest } from "../../../grader/compile/index.ts";
import { MachineFault } from "../../../grader/processes/index.ts";
import { until } from "../../until.ts";

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

describe.runIf(process.platform === "linux")("submissions whose process somebody ends", () => {
  it("are compiled once more, and come to the same", async () => {
    const compiler = createCompiler();
    const undisturbed = await compiler.compile(request(honest));
    const compiling = [honest, greedy].map((text) => compiler.compile(request(text)));
    // Sent before the answers can come: the process is at work for seconds.
    await new Promise((resolve) => setImmediate(resolve));
    for (const pid of compilers()) process.kill(pid, "SIGKILL");
    const [first, second] = await Promise.all(compiling);
    expect(first).toEqual(undisturbed);
    expect(second?.rejection?.code).toBe("types");
  });

  it("are compiled by another one when somebody stops it", async () => {
    const compiler = createCompiler({ timeMs: 1000 });
    const undisturbed = await compiler.compile(request(honest));
    for (const pid of compilers()) process.kill(pid, "SIGSTOP");
    expect(await compiler.compile(request(honest))).toEqual(undisturbed);
  });

  it("are not judged when that happens to each one, and the next one is compiled", async () => {
    const compiler = createCompiler();
    await compiler.compile(request(honest));
    let outcome: unknown = null;
    const compiling = compiler.compile(request(greedy)).then(
      (compilation) => (outcome = compilation),
      (error: unknown) => (outcome = error),
    );
    await until(() => {
      for (const pid of compilers()) process.kill(pid, "SIGKILL");
      return outcome !== null;
    });
    await compiling;
    expect(outcome).toBeInstanceOf(MachineFault);
    expect((await compiler.compile(request(honest))).rejection).toBeNull();
  });
});

describe("a machine on which the compiler cannot come up", () => {
  const node = process.execPath;
  afterEach(() => void (process.execPath = node));

  it("is told of, and no submission is judged", async () => {
    process.execPath = "/nowhere/node";
    const compiler = createCompiler();
    await expect(compiler.compile(request(honest))).rejects.toThrow(/cannot be started\. .*ENOENT/);
    process.execPath = node;
    expect((await compiler.compile(request(honest))).rejection).toBeNull();
  });
});

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
