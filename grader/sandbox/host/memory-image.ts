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
  /** From here on there are only zeros. */
  readonly #endBytes: number;

  constructor(buffer: ArrayBuffer) {
    this.#blocks = blocksOf(buffer).map((block) => (ZEROS.equals(block) ? null : Buffer.from(block)));
    this.#endBytes = (this.#blocks.findLastIndex((block) => block !== null) + 1) * BLOCK_BYTES;
  }

  /**
   * Makes the memory what it was, to the last byte. Only while it has the size that it had.
   *
   * @param writtenBytes what lies behind has never been written, so it need not be looked at
   */
  restore(buffer: ArrayBuffer, writtenBytes: number): void {
    const endBytes = Math.min(buffer.byteLength, Math.max(writtenBytes, this.#endBytes));
    for (let i = 0; i * BLOCK_BYTES < endBytes; i += 1) {
      const block = blockOf(buffer, i);
      const was = this.#blocks[i] ?? ZEROS;
      if (!was.equals(block)) block.set(was);
    }
  }
}

function blocksOf(buffer: ArrayBuffer): Buffer[] {
  return Array.from({ length: buffer.byteLength / BLOCK_BYTES }, (_, i) => blockOf(buffer, i));
}

function blockOf(buffer: ArrayBuffer, i: number): Buffer {
  return Buffer.from(buffer, i * BLOCK_BYTES, BLOCK_BYTES);
}
