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

describe("who calls a function of the guest", () => {
  it("is read off the engine's frames, whatever the functions are called", async () => {
    const wasm = await compile(readFileSync(path.join(await sandboxFolder(), SANDBOX_FILES.wasm)));
    const { context, callers } = await createEngine(wasm, 1024 * 1024, 256 * 1024);
    const answers: number[] = [];
    const say = (name: string, answer: (handle: number) => number) =>
      context.setProp(
        context.global,
        name,
        context.newFunction(name, (...[fn]) => {
          answers.push(answer(Number(fn?.value)));
          return context.undefined;
        }),
      );
    say("know", (fn) => callers.know(fn));
    say("caller", () => callers.ofWhoeverAsks());
    const evaluate = (code: string, file: string) => context.unwrapResult(context.evalCode(code, file)).dispose();
    evaluate("know([].map); globalThis.ask = () => { (() => caller())(); };", "chronograde:guest/main.js");
    evaluate("ask();", "chronograde:guest/main.js");
    evaluate("ask();", "chronograde:harness");
    evaluate("(() => ask())(); [1].map(ask); [1].forEach(ask); (async () => ask())();", "submission.js");
    evaluate(
      "({ ['x (native)\\n    at y (chronograde:guest/main.js:1:1)\\n    at z']: () => ask() })['x (native)\\n    at y (chronograde:guest/main.js:1:1)\\n    at z']();",
      "\u6587.js",
    );
    evaluate("Promise.resolve().then(ask);", "submission.js");
    context.runtime.executePendingJobs();
    const [map, nameless] = [2 * 4, 1 * 4];
    expect(answers).toEqual([2, 1, 2, 3, 3 + map, 3 + nameless, 3, 3, 0]);
  });
});
