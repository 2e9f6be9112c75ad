import { Buffer } from "node:buffer";
import { Memory, type WasmMemory } from "./webassembly.ts";

const PAGE_BYTES = 65_536;
/** What the engine's memory has from the start: tables, the engine's own stack, the runtime and the Web globals. */
const BASE_BYTES = 16 * 1024 * 1024;
/** Lets a guest that went past its limit live until the next interrupt, which finds out the line. */
const GRACE_BYTES = 16 * 1024 * 1024;

/**
 * The guest's memory. QuickJS's own limit makes every allocation past it an error that the guest may catch, and leaves no trace
 * on the host; this one lets the guest go a little further and remembers.
 */
export class MemoryGauge {
  readonly memory: WasmMemory;
  /** True once the guest has asked for more than it may have. */
  exceeded = false;
  /** It has become larger than it was at first, and cannot become smaller again. */
  grown = false;
  /** The engine tries each growth three times: with much to spare, with less, and with almost nothing. */
  #refused = 0;
  readonly #limitBytes: number;
  /** The pages that have something in them, as they were when the guest was ready. */
  #image: Uint8Array = new Uint8Array(0);

  constructor(limitBytes: number) {
    this.#limitBytes = BASE_BYTES + limitBytes;
    this.memory = new Memory({
      initial: BASE_BYTES / PAGE_BYTES,
      maximum: Math.ceil((this.#limitBytes + GRACE_BYTES) / PAGE_BYTES),
    });
    const grow = this.memory.grow.bind(this.memory);
    this.memory.grow = (pages) => this.#grow(pages, grow);
  }

  /** Keeps what is in the memory now. */
  save(): void {
    this.#image = new Uint8Array(this.memory.buffer).slice(0, usedBytes(this.memory.buffer));
  }

  /** Makes the memory what it was when it was saved, to the last byte. Only while it has not grown. */
  restore(): void {
    const { buffer } = this.memory;
    const bytes = new Uint8Array(buffer);
    const used = usedBytes(buffer);
    bytes.set(this.#image);
    if (used > this.#image.length) bytes.fill(0, this.#image.length, used);
  }

  #grow(pages: number, grow: (pages: number) => number): number {
    const within = this.memory.buffer.byteLength + pages * PAGE_BYTES <= this.#limitBytes;
    if (!within) {
      this.#refused += 1;
      if (this.#refused < 3) throw new RangeError("more than the guest may have, with something to spare");
      this.exceeded = true;
    }
    this.#refused = 0;
    this.grown = true;
    return grow(pages);
  }
}

const ZEROS = Buffer.alloc(PAGE_BYTES);

/**
 * Up to the last page that has something in it. Most of the memory is still as the system gave it: looking at it costs little, writing to
 * it would make the system find real memory for it.
 */
function usedBytes(buffer: ArrayBuffer): number {
  let end = buffer.byteLength;
  while (end > 0 && ZEROS.equals(Buffer.from(buffer, end - PAGE_BYTES, PAGE_BYTES))) end -= PAGE_BYTES;
  return end;
}
