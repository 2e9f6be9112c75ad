/** Reads a WebAssembly module's bytes from front to back. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.position = position;
  }

  get atEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  /** @throws RangeError past the end */
  byte(): number {
    const byte = this.#bytes[this.position];
    if (byte === undefined) throw new RangeError("The module ends in the middle of something.");
    this.position += 1;
    return byte;
  }

  /** A view, no copy. */
  bytes(length: number): Uint8Array {
    this.position += length;
    return this.#bytes.subarray(this.position - length, this.position);
  }

  /** LEB128 of at most 32 bits. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** Goes past a LEB128 number of any size. */
  signed(): void {
    while (this.byte() >= 0x80);
  }
}
