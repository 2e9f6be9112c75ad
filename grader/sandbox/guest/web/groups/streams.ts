import { joined } from "../text/joined.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { received } from "../core/received.ts";
import { Uint8Array } from "../core/intrinsics.ts";
import { bytesOf } from "../text/bytes.ts";
import { ReadableStream } from "../streams/readable-stream.ts";
import { stateOf } from "../streams/reader.ts";

export { ReadableStream };

/** A body as a stream: its bytes in one piece. */
export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (bytes.length > 0) controller.enqueue(bytes.slice());
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  stateOf(stream).isBody = true;
  return stream;
}

export function failedStream(reason: unknown): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({ start: (controller) => controller.error(reason) });
}

export function isStream(value: unknown): value is ReadableStream<Uint8Array> {
  return value instanceof ReadableStream;
}

export function isDisturbed(stream: ReadableStream<Uint8Array>): boolean {
  return stateOf(stream).disturbed;
}

/** Reads to the end; a chunk that is no Uint8Array is an error, as in Node. */
export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  for (;;) {
    const result = await reader.read();
    if (result.done) return joined(chunks);
    if (!(result.value instanceof Uint8Array)) {
      throw nodeTypeError("ERR_INVALID_ARG_TYPE", `Received non-Uint8Array chunk: ${received(result.value)}`);
    }
    chunks.push(bytesOf(result.value));
  }
}
