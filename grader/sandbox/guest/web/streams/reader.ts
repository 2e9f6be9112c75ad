import { nodeTypeError } from "../core/node-error.ts";
import { Promise, type TypeError } from "../core/intrinsics.ts";
import { webClass } from "../core/web-class.ts";
import type { ReadableStream } from "./readable-stream.ts";
import {
  cancelStream,
  deferred,
  handled,
  readFrom,
  takeRequests,
  type Deferred,
  type ReadResult,
  type StreamState,
} from "./state.ts";

export let stateOf: <T>(stream: ReadableStream<T>) => StreamState<T>;

/** Called once by the stream's own file: the two classes know each other's insides. */
export function setStateOf(read: typeof stateOf): void {
  stateOf = read;
}

export class ReadableStreamDefaultReader<T = unknown> {
  #stream: StreamState<T> | null;
  #closed: Deferred<undefined>;

  constructor(stream: ReadableStream<T>) {
    const state = stateOf(stream);
    if (state.reader !== null) throw invalidState("ReadableStream is locked");
    this.#stream = state;
    this.#closed = deferred();
    void handled(this.#closed.promise);
    state.reader = this.#closed;
    if (state.state === "closed") this.#closed.resolve(undefined);
    if (state.state === "errored") this.#closed.reject(state.error);
  }

  read(): Promise<ReadResult<T>> {
    return this.#stream === null ? Promise.reject(notAttached()) : readFrom(this.#stream);
  }

  cancel(reason?: unknown): Promise<undefined> {
    return this.#stream === null ? Promise.reject(notAttached()) : cancelStream(this.#stream, reason);
  }

  releaseLock(): void {
    const stream = this.#stream;
    if (stream === null) return;
    const error = invalidState("Reader released");
    this.#stream = null;
    stream.reader = null;
    if (stream.state !== "readable") {
      this.#closed = deferred();
      void handled(this.#closed.promise);
    }
    this.#closed.reject(error);
    for (const request of takeRequests(stream)) request.reject(error);
  }

  get closed(): Promise<undefined> {
    return this.#closed.promise;
  }
}

export function invalidState(message: string): TypeError {
  return nodeTypeError("ERR_INVALID_STATE", `Invalid state: ${message}`);
}

function notAttached(): TypeError {
  return invalidState("The reader is not attached to a stream");
}

webClass(ReadableStreamDefaultReader, "ReadableStreamDefaultReader");
