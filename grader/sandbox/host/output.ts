import { Buffer } from "node:buffer";

/** Counts what was printed, both streams together, with the line break that ends each call. */
export class Output {
  readonly #limit: number;
  #bytes = 0;
  exceeded = false;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  /** As much of the text as may be kept; null when nothing more may. */
  take(text: string): string | null {
    if (this.exceeded) return null;
    const bytes = Buffer.byteLength(text) + 1;
    if (this.#bytes + bytes <= this.#limit) {
      this.#bytes += bytes;
      return text;
    }
    this.exceeded = true;
    const left = this.#limit - this.#bytes;
    // A character that the cut went through is left off.
    const kept = Buffer.from(text)
      .subarray(0, left)
      .toString("utf8")
      .replace(/\uFFFD$/u, "");
    return kept === "" ? null : kept;
  }
}
