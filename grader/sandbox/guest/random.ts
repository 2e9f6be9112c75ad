/**
 * sfc32 (Small Fast Counter, by Chris Doty-Humphrey, public domain): 128 bits of state, passes PractRand. The seed goes into
 * one word, and the first outputs, which still look alike for seeds that do, are thrown away.
 */
class Random {
  #a: number;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;

  constructor(seed: number) {
    this.#a = Math.trunc(seed) | 0;
    this.#b ^= Math.trunc(seed / 0x1_0000_0000) | 0;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** 32 random bits. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** Bytes that depend on the seed alone. */
export function randomBytes(seed: number): (length: number) => Uint8Array {
  const random = new Random(seed);
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i += 4) {
      let word = random.next();
      for (let j = i; j < i + 4 && j < length; j++) {
        bytes[j] = word & 0xff;
        word >>>= 8;
      }
    }
    return bytes;
  };
}
