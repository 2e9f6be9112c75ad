import { readFileSync } from "node:fs";
import path from "node:path";
import { Buffer } from "node:buffer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SANDBOX_FILES } from "../../../grader/sandbox/build/files.ts";
import { sandboxFolder } from "../../../grader/sandbox/build/locate.ts";
import { createEngine } from "../../../grader/sandbox/host/engine.ts";
import { compile } from "../../../grader/sandbox/host/webassembly.ts";

async function memoryOfFreshEngine(): Promise<Buffer> {
  const wasm = await compile(readFileSync(path.join(await sandboxFolder(), SANDBOX_FILES.wasm)));
  const { memory } = await createEngine(wasm, 1024 * 1024, 64 * 1024);
  return Buffer.from(memory.memory.buffer);
}

describe("a fresh engine", () => {
  const [, program = ""] = process.argv;

  beforeEach(() => {
    // The seed of a Math.random that the guest never gets.
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  });

  afterEach(() => {
    vi.useRealTimers();
    process.argv[1] = program;
    vi.unstubAllGlobals();
  });

  it("is the same byte by byte, wherever the grader is installed and whatever language the machine speaks", async () => {
    const here = await memoryOfFreshEngine();
    process.argv[1] = "/a/folder/with/a/far/longer/name/than/this/one/could/possibly/have/child.mjs";
    vi.stubGlobal("navigator", { language: "tlh-Latn-QO" });
    expect((await memoryOfFreshEngine()).equals(here)).toBe(true);
  });
});
