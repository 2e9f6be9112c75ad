import { wellFormed } from "../text/well-formed.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { Number, String, Uint8Array } from "../core/intrinsics.ts";

/** application/x-www-form-urlencoded: `a=1&b=x+y`. */
export function encodeForm(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

export function decodeForm(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    pairs.push(at === -1 ? [decode(part), ""] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]);
  }
  return pairs;
}

function encode(text: string): string {
  let result = "";
  for (const byte of encodeUtf8(text)) {
    const char = String.fromCharCode(byte);
    if (/[\w*.-]/.test(char)) result += char;
    else result += char === " " ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return result;
}

/** A `%` that no two hexadecimal digits follow stands for itself. */
function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return wellFormed(spaced);
  const source = encodeUtf8(spaced);
  const bytes = new Uint8Array(source.length);
  let length = 0;
  for (let i = 0; i < source.length; i++) {
    const digits = source[i] === 0x25 ? String.fromCharCode(source[i + 1] ?? 0, source[i + 2] ?? 0) : "";
    if (/^[\da-f]{2}$/i.test(digits)) {
      bytes[length++] = Number.parseInt(digits, 16);
      i += 2;
    } else bytes[length++] = source[i]!;
  }
  return decodeUtf8(bytes.subarray(0, length), { fatal: false, ignoreBOM: true })!;
}
