import { String, Uint8Array } from "../core/intrinsics.ts";

/** Lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3);
  const length = encodeInto(text, bytes).written;
  return bytes.slice(0, length);
}

/** As much of `text` as fits, in whole characters. `read` counts UTF-16 units. */
export function encodeInto(text: string, bytes: Uint8Array): { read: number; written: number } {
  let written = 0;
  let read = 0;
  const room = bytes.length;
  while (read < text.length) {
    let code = text.charCodeAt(read);
    let units = 1;
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = code < 0xdc00 && read + 1 < text.length ? text.charCodeAt(read + 1) : 0;
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        units = 2;
      } else code = 0xfffd;
    }
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (written + size > room) break;
    if (size === 1) bytes[written] = code;
    else {
      // The first byte tells the size; each further one carries six bits.
      bytes[written] = ((0xf00 >> size) & 0xff) | (code >> (6 * (size - 1)));
      for (let i = 1; i < size; i++) bytes[written + i] = 0x80 | ((code >> (6 * (size - 1 - i))) & 0x3f);
    }
    written += size;
    read += units;
  }
  return { read, written };
}

const chunk = 4096;

/**
 * The WHATWG decoder: each maximal part of a malformed sequence becomes one U+FFFD; null for malformed text when `fatal`. Of a
 * sequence cut off at the end, `keep` takes the bytes instead.
 */
export function decodeUtf8(
  bytes: Uint8Array,
  { fatal, ignoreBOM }: { fatal: boolean; ignoreBOM: boolean },
  keep?: (rest: Uint8Array) => void,
): string | null {
  let text = "";
  const units: number[] = [];
  let at = !ignoreBOM && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    if (units.length >= chunk) {
      text += String.fromCharCode(...units);
      units.length = 0;
    }
    const first = bytes[at]!;
    if (first < 0x80) {
      units.push(first);
      at++;
      continue;
    }
    const size =
      first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    let code = first & (0x7f >> size);
    let length = 1;
    for (; length < size; length++) {
      const byte = bytes[at + length];
      if (byte === undefined || !continues(first, length, byte)) break;
      code = (code << 6) | (byte & 0x3f);
    }
    if (size !== 0 && length === size) {
      if (code > 0xffff) units.push(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff));
      else units.push(code);
    } else if (size !== 0 && at + length === bytes.length && keep !== undefined) {
      keep(bytes.slice(at));
      break;
    } else {
      if (fatal) return null;
      units.push(0xfffd);
    }
    at += length;
  }
  return text + String.fromCharCode(...units);
}

/** The second byte is limited further, against overlong forms, surrogates and what lies beyond U+10FFFF. */
function continues(first: number, index: number, byte: number): boolean {
  if (index === 1) {
    if (first === 0xe0) return byte >= 0xa0 && byte <= 0xbf;
    if (first === 0xed) return byte >= 0x80 && byte <= 0x9f;
    if (first === 0xf0) return byte >= 0x90 && byte <= 0xbf;
    if (first === 0xf4) return byte >= 0x80 && byte <= 0x8f;
  }
  return byte >= 0x80 && byte <= 0xbf;
}
