import { nodeTypeError } from "../core/node-error.ts";
import { Object, Promise, Reflect, Symbol, TypeError } from "../core/intrinsics.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { InspectArguments } from "../events/event.ts";
import { received } from "../core/received.ts";
import { controllers, type Source, type Strategy } from "./controller.ts";
import { iterate } from "./iterator.ts";
import { invalidState, ReadableStreamDefaultReader, setStateOf } from "./reader.ts";
import { cancelStream, newState, type StreamState } from "./state.ts";
import { tee } from "./tee.ts";

/**
 * The default kind of the WHATWG stream. There is no byte kind, and nothing to pipe into: a submission has no other class of
 * streams. The well-kept polyfill of the whole standard is 62 KB, which take longer to load than most scenarios to run.
 */
export class ReadableStream<T = unknown> {
  #state: StreamState<T> = newState();

  static {
    setStateOf((stream) => {
      if (typeof stream === "object" && stream !== null && #state in stream) return stream.#state;
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "stream" argument must be an instance of ReadableStream. Received ${received(stream)}`,
      );
    });
  }

  constructor(source: Source<T> = {}, strategy: Strategy<T> = {}) {
    if (source === null) {
      throw nodeTypeError("ERR_INVALID_ARG_TYPE", 'The "source" argument must be of type object. Received null');
    }
    if (source.type !== undefined) {
      throw new TypeError('Streams of `type: "bytes"` are not available here. Leave `type` out.');
    }
    controllers.make(this.#state, source, strategy);
  }

  static from<T>(items: AsyncIterable<T> | Iterable<T>): ReadableStream<T> {
    return streamFrom(items);
  }

  get locked(): boolean {
    return this.#state.reader !== null;
  }

  cancel(reason?: unknown): Promise<undefined> {
    if (this.locked) return Promise.reject(invalidState("ReadableStream is locked"));
    return cancelStream(this.#state, reason);
  }

  getReader(options?: { mode?: undefined }): ReadableStreamDefaultReader<T> {
    if (options?.mode !== undefined) {
      throw new TypeError('Readers of `mode: "byob"` are not available here. Call getReader() without it.');
    }
    return new ReadableStreamDefaultReader(this);
  }

  tee(): [ReadableStream<T>, ReadableStream<T>] {
    return tee(this);
  }

  pipeThrough(): never {
    throw new TypeError(nothingToPipeInto);
  }

  pipeTo(): Promise<never> {
    return Promise.reject(new TypeError(nothingToPipeInto));
  }

  values(options?: { preventCancel?: boolean }): AsyncIterableIterator<T> {
    return iterate(this.getReader(), options?.preventCancel === true);
  }
  declare [Symbol.asyncIterator]: () => AsyncIterableIterator<T>;

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    const { state, isBody } = this.#state;
    return showFields("ReadableStream", { locked: this.locked, state, supportsBYOB: isBody }, depth, options, inspect);
  }
}

const nothingToPipeInto =
  "There is no WritableStream or TransformStream here to pipe into. Read the chunks in a loop: `for await (const chunk of stream)`.";

Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
});

function streamFrom<T>(items: AsyncIterable<T> | Iterable<T>): ReadableStream<T> {
  const both = items as Partial<AsyncIterable<T> & Iterable<T>> | null | undefined;
  const method = both?.[Symbol.asyncIterator] ?? both?.[Symbol.iterator];
  if (typeof method !== "function") {
    throw nodeTypeError("ERR_ARG_NOT_ITERABLE", `${received(items)} must be iterable`);
  }
  const iterator = Reflect.apply(method as () => AsyncIterator<T> | Iterator<T>, both, []);
  return new ReadableStream<T>(
    {
      pull: (controller) =>
        Promise.resolve(iterator.next()).then((step) => {
          if (step.done) return controller.close();
          return Promise.resolve(step.value).then((value) => controller.enqueue(value));
        }),
      cancel: (reason) => iterator.return?.(reason),
    },
    { highWaterMark: 0 },
  );
}

webClass(ReadableStream, "ReadableStream");
