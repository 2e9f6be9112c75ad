import { createHash } from "node:crypto";

/** From 0 up to, not including, 1. The same for the same text, everywhere. */
export function fractionOf(text: string): number {
  return createHash("sha256").update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}
