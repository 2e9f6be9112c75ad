import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** Bytes. A course has no larger file, and whatever is longer is nobody's text. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The bytes of a regular file, or of one that a link leads to: a pipe in its place would keep us waiting forever, and a device could feed
 * us forever.
 *
 * @param most bytes that it may have
 * @throws Error whose `code` tells why it cannot be read, the system's or `not a regular file`
 */
export function readRegular(file: string, most = LARGEST): Buffer {
  // O_NONBLOCK: opening a pipe would wait for somebody who writes. Windows has no such flag.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(descriptor);
    if (found.isDirectory()) throw refusal("EISDIR");
    if (!found.isFile()) throw refusal("not a regular file");
    if (found.size > most) throw refusal("EFBIG");
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}
