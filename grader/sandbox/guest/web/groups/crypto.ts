import { define, tag } from "../core/define.ts";
import { harden, host } from "../core/environment.ts";
import { Object } from "../core/intrinsics.ts";
import { DOMException } from "../events/dom-exception.ts";
import { bytesOf } from "../text/bytes.ts";

/** The most that the Web's API gives at once. */
const most = 65_536;

const methods = {
  /** Fills with bytes that follow from the exercise's seed. */
  getRandomValues<T extends ArrayBufferView>(array: T): T {
    const kind = Object.prototype.toString.call(array);
    if (!/(Int|Uint)(8|16|32)|Uint8Clamped|BigInt64|BigUint64/.test(kind)) {
      throw new DOMException("The data argument must be an integer-type TypedArray", "TypeMismatchError");
    }
    const bytes = bytesOf(array);
    if (bytes.length > most) {
      throw new DOMException(`The requested length exceeds 65,536 bytes`, "QuotaExceededError");
    }
    if (bytes.length > 0) bytes.set(host().randomBytes(bytes.length));
    return array;
  },

  randomUUID(): string {
    const bytes = host().randomBytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    let hex = "";
    for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  },
};

function makeCrypto(): object {
  const prototype = Object.create(Object.prototype) as object;
  for (const name of Object.keys(methods)) define(prototype, name, methods[name as keyof typeof methods], true);
  tag(prototype, "Crypto");
  const object = Object.create(prototype) as object;
  harden(object);
  return object;
}

export const crypto = makeCrypto();
