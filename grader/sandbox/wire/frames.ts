import { Buffer } from "node:buffer";

/** No single message is longer: a job with its modules, or a batch of records. */
export const MAX_FRAME_BYTES = 32 * 1024 * 1024;

const HEAD_BYTES = 4;

/** One message: its length in four bytes, then its text as UTF-8. */
export function encodeFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(HEAD_BYTES + length);
  frame.writeUInt32BE(length, 0);
  frame.write(text, HEAD_BYTES);
  return frame;
}

/** Cuts a stream of bytes into messages. Trusts nothing that comes: the length is checked before anything is kept. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #buffered = 0;

  /**
   * The messages that this chunk completes.
   * @throws RangeError for a length that no honest sender would announce
   */
  push(chunk: Buffer): string[] {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const messages: string[] = [];
    for (;;) {
      const length = this.#nextLength();
      if (length === null || this.#buffered < HEAD_BYTES + length) return messages;
      const all = this.#joined();
      messages.push(all.toString("utf8", HEAD_BYTES, HEAD_BYTES + length));
      this.#chunks = [all.subarray(HEAD_BYTES + length)];
      this.#buffered -= HEAD_BYTES + length;
    }
  }

  #nextLength(): number | null {
    if (this.#buffered < HEAD_BYTES) return null;
    const first = this.#chunks[0]!;
    const head = first.length >= HEAD_BYTES ? first : this.#joined();
    const length = head.readUInt32BE(0);
    if (length > MAX_FRAME_BYTES) throw new RangeError(`A frame of ${length} bytes is longer than any that is sent.`);
    return length;
  }

  #joined(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!;
  }
}
