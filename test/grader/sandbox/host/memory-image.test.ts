import { Buffer } from "node:buffer";
import { expect, it } from "vitest";
import { MemoryImage } from "../../../../grader/sandbox/host/memory-image.ts";

const BLOCK = 65_536;

it("puts back every byte that has changed since, and what has been written where nothing was", () => {
  const memory = Buffer.alloc(8 * BLOCK);
  memory.write("before", BLOCK - 3);
  const was = Buffer.from(memory);
  const image = new MemoryImage(memory.buffer as ArrayBuffer);
  memory.write("after", BLOCK);
  memory.write("new", 5 * BLOCK + 17);
  image.restore(memory.buffer as ArrayBuffer, 6 * BLOCK);
  expect(memory.equals(was)).toBe(true);
});

it("looks no further than was written, unless more was there before", () => {
  const memory = Buffer.alloc(8 * BLOCK);
  memory.write("before", 3 * BLOCK);
  const image = new MemoryImage(memory.buffer as ArrayBuffer);
  memory.fill(0, 3 * BLOCK, 4 * BLOCK);
  memory.write("past the end", 6 * BLOCK);
  image.restore(memory.buffer as ArrayBuffer, BLOCK);
  expect(memory.toString("latin1", 3 * BLOCK, 3 * BLOCK + 6)).toBe("before");
  expect(memory.toString("latin1", 6 * BLOCK, 6 * BLOCK + 12)).toBe("past the end");
  image.restore(memory.buffer as ArrayBuffer, Infinity);
  expect(memory[6 * BLOCK]).toBe(0);
});
