import { MemoryImage } from "./memory-image.ts";
import { Memory, type WasmMemory } from "./webassembly.ts";

const PAGE_BYTES = 65_536;
/** What the engine's memory has from the start: tables, the engine's own stack, the runtime and the Web globals. */
const BASE_BYTES = 16 * 1024 * 1024;
/** Lets a guest that went past its limit live until the next interrupt, which finds out the line. */
const GRACE_BYTES = 16 * 1024 * 1024;

/** This machine does not let the process have the room that a guest may need. */
export class NoRoom extends Error {}

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
  #heapEnd = () => Infinity;

  /** @throws NoRoom */
  constructor(limitBytes: number) {
    this.#limitBytes = BASE_BYTES + limitBytes;
    const maximum = Math.ceil((this.#limitBytes + GRACE_BYTES) / PAGE_BYTES);
    try {
      this.memory = new Memory({ initial: BASE_BYTES / PAGE_BYTES, maximum });
    } catch (cause) {
      throw new NoRoom("The guest's memory cannot be had.", { cause });
    }
    const grow = this.memory.grow.bind(this.memory);
    this.memory.grow = (pages) => this.#grow(pages, grow);
  }

  /** What is in the memory now. */
  image(): MemoryImage {
    return new MemoryImage(this.memory.buffer);
  }

  /**
   * Makes the memory what it was when the image was made, to the last byte. Only while it has not grown.
   *
   * @param everywhere past the end of the engine's heap too, where only an engine that is broken writes
   */
  restore(image: MemoryImage, everywhere: boolean): void {
    image.restore(this.memory.buffer, everywhere ? Infinity : this.#heapEnd());
  }

  /** @param address of where the engine keeps it: see the build's `tellHeapEnd` */
  heapEndsAsToldAt(address: number): void {
    this.#heapEnd = () => new DataView(this.memory.buffer).getUint32(address, true);
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
