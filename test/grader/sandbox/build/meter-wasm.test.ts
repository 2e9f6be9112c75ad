import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { WORK_LEFT } from "../../../../grader/sandbox/build/files.ts";
import { meterWork } from "../../../../grader/sandbox/build/meter-wasm.ts";
import { compile, instantiate, RuntimeError, type WasmGlobal } from "../../../../grader/sandbox/host/webassembly.ts";

/** A module whose `count(n)` goes n times round a loop, and whose `fill(n)` fills n bytes. */
const hex = [
  "0061736d01000000",
  // (type (func (param i32)))
  "01050160017f00",
  // (import "m" "g" (global i32))
  "020801016d0167037f00",
  // (func 0) (func 0)
  "0303020000",
  // (memory 16)
  "0503010010",
  // (global i32 (i32.const 0))
  "0606017f0041000b",
  // (export "count" (func 0)) (export "fill" (func 1))
  "07100205636f756e7400000466696c6c0001",
  // count: loop; local.get 0; i32.const 1; i32.sub; local.tee 0; br_if 0; end. fill: memory.fill from 0, with 0, local.get 0 bytes
  "0a1c020e000340200041016b22000d000b0b0b00410041002000fc0b000b",
];
const module = Uint8Array.from(Buffer.from(hex.join(""), "hex"));

type Work = (n: number) => void;

async function metered(left: bigint): Promise<{ count: Work; fill: Work; left: WasmGlobal }> {
  const { exports } = await instantiate(await compile(meterWork(module, "fill")), { m: { g: 1 } });
  const counter = exports[WORK_LEFT] as WasmGlobal;
  counter.value = left;
  return { count: exports["count"] as Work, fill: exports["fill"] as Work, left: counter };
}

describe("a module whose work is metered", () => {
  it("counts every round, as two bytecodes", async () => {
    const { count, left } = await metered(100n);
    count(30);
    expect(left.value).toBe(40n);
  });

  it("counts each call of the allocator as ten, and bytes that are filled in bulk, 64 as one", async () => {
    const { fill, left } = await metered(100n);
    fill(320);
    expect(left.value).toBe(85n);
  });

  it("has an allocator", () => {
    expect(() => meterWork(module, "malloc")).toThrow("exports no function malloc");
  });

  it("traps when nothing is left, and again for whoever goes on", async () => {
    const { count, left } = await metered(100n);
    expect(() => count(1000)).toThrow(RuntimeError);
    expect(left.value).toBe(-2n);
    expect(() => count(1)).toThrow(RuntimeError);
  });

  it("has nothing that is not known", () => {
    expect(() => meterWork(module.with(module.lastIndexOf(0x6b), 0xfd), "fill")).toThrow("not known: 0xfd");
  });
});
