import { nodeTypeError } from "../core/node-error.ts";
import { DOMException } from "../events/dom-exception.ts";
import { String } from "../core/intrinsics.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const functions = {
  /** Text to binary, as a string of one character per byte. Spaces are passed over. */
  atob(input: unknown): string {
    if (arguments.length === 0) throw nodeTypeError("ERR_MISSING_ARGS", 'The "input" argument must be specified');
    const text = String(input).replace(/[\t\n\f\r ]/g, "");
    const digits = text.length % 4 === 0 ? text.replace(/={1,2}$/, "") : text;
    if (/[^A-Za-z0-9+/]/.test(digits)) throw new DOMException("Invalid character", "InvalidCharacterError");
    if (digits.length % 4 === 1) {
      throw new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
    }
    let result = "";
    let bits = 0;
    let count = 0;
    for (let i = 0; i < digits.length; i++) {
      bits = ((bits << 6) | alphabet.indexOf(digits[i]!)) & 0xffff;
      count += 6;
      if (count < 8) continue;
      count -= 8;
      result += String.fromCharCode((bits >> count) & 0xff);
    }
    return result;
  },

  btoa(input: unknown): string {
    if (arguments.length === 0) throw nodeTypeError("ERR_MISSING_ARGS", 'The "input" argument must be specified');
    const text = String(input);
    let result = "";
    for (let i = 0; i < text.length; i += 3) {
      const codes = [0, 1, 2].map((offset) => text.charCodeAt(i + offset));
      if (codes.some((code) => code > 0xff)) throw new DOMException("Invalid character", "InvalidCharacterError");
      const left = text.length - i;
      const bits = (codes[0]! << 16) | (codes[1]! << 8) | codes[2]!;
      for (let digit = 0; digit < 4; digit++) {
        result += digit > left ? "=" : alphabet[(bits >> (18 - 6 * digit)) & 63]!;
      }
    }
    return result;
  },
};

export const { atob, btoa } = functions;
