/**
 * A generator of numbers from 0 to below 1, from 16 bytes of seed: Chris Doty-Humphrey's Small Fast Counter, 32 bits. One call
 * to the host per number would take longer than the exercise.
 */
export function seededRandom(seed: Uint8Array): () => number {
  let [a, b, c, count] = [0, 4, 8, 12].map((at) => word(seed, at)) as [number, number, number, number];
  const next = () => {
    const result = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  return function random() {
    // 53 bits, as many as a number holds.
    return ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  };
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}
