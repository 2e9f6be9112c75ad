import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { HEAP_END_AT } from "../../../../grader/sandbox/build/files.ts";
import { tellHeapEnd } from "../../../../grader/sandbox/build/tell-heap-end.ts";
import { compile, type WasmModule } from "../../../../grader/sandbox/host/webassembly.ts";

const engine = readFileSync(createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm"));

const { Module } = (globalThis as unknown as { WebAssembly: { Module: { exports(of: WasmModule): unknown[] } } })
  .WebAssembly;

describe("the end of the engine's heap", () => {
  it("is told by the engine", async () => {
    expect(Module.exports(await compile(tellHeapEnd(engine)))).toContainEqual({ name: HEAP_END_AT, kind: "global" });
  });

  it("is not guessed at: an engine that keeps it in another way is refused", () => {
    const asksForSize = engine.indexOf(Buffer.from("3f00411074", "hex"));
    const another = Buffer.from(engine);
    // What is to be added, with a sign: now the heap could shrink.
    another[another.lastIndexOf(0xad, asksForSize)] = 0xac;
    expect(() => tellHeapEnd(another)).toThrow("in a way that is not known");
  });
});
