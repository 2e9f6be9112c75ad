import { Buffer } from "node:buffer";

const BLOCK_BYTES = 65_536;
const ZEROS = Buffer.alloc(BLOCK_BYTES);

/**
 * A memory as it was at one moment. Most of it is still as the system gave it: looking at that costs little, writing to it would make
 * the system find real memory for it. So what is equal is left alone.
 */
export class MemoryImage {
  /** Null: nothing but zeros. */
  readonly #blocks: readonly (Buffer | null)[];

  constructor(buffer: ArrayBuffer) {
    this.#blocks = blocksOf(buffer).map((block) => (ZEROS.equals(block) ? null : Buffer.from(block)));
  }

  /** Makes the memory what it was, to the last byte. Only while it has the size that it had. */
  restore(buffer: ArrayBuffer): void {
    for (const [i, block] of blocksOf(buffer).entries()) {
      const was = this.#blocks[i] ?? ZEROS;
      if (!was.equals(block)) block.set(was);
    }
  }
}

function blocksOf(buffer: ArrayBuffer): Buffer[] {
  return Array.from({ length: buffer.byteLength / BLOCK_BYTES }, (_, i) =>
    Buffer.from(buffer, i * BLOCK_BYTES, BLOCK_BYTES),
  );
}
