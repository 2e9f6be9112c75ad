import { harden } from "../core/environment.ts";
import { Object, Promise } from "../core/intrinsics.ts";
import type { ReadableStreamDefaultReader } from "./reader.ts";

type Result<T> = IteratorResult<T, unknown>;

/** Steps are taken one after the other, however fast they are asked for. */
class StreamIterator<T> {
  #reader: ReadableStreamDefaultReader<T>;
  #preventCancel: boolean;
  #last: Promise<unknown> | null = null;
  #finished = false;

  constructor(reader: ReadableStreamDefaultReader<T>, preventCancel: boolean) {
    this.#reader = reader;
    this.#preventCancel = preventCancel;
  }

  next(): Promise<Result<T>> {
    return this.#inTurn(() => this.#next());
  }

  return(value?: unknown): Promise<Result<T>> {
    return this.#inTurn(() => this.#return(value));
  }

  #inTurn(step: () => Promise<Result<T>>): Promise<Result<T>> {
    const promise = this.#last === null ? step() : this.#last.then(step, step);
    this.#last = promise;
    return promise;
  }

  #next(): Promise<Result<T>> {
    if (this.#finished) return Promise.resolve({ value: undefined, done: true });
    return this.#reader.read().then(
      (result) => {
        if (result.done) this.#finish();
        return result;
      },
      (error: unknown) => {
        this.#finish();
        throw error;
      },
    );
  }

  #return(value: unknown): Promise<Result<T>> {
    const result = { value, done: true } as const;
    if (this.#finished) return Promise.resolve(result);
    const cancelled = this.#preventCancel ? Promise.resolve(undefined) : this.#reader.cancel(value);
    this.#finish();
    return cancelled.then(() => result);
  }

  #finish(): void {
    this.#finished = true;
    this.#reader.releaseLock();
  }
}

const generatorPrototype = Object.getPrototypeOf(async function* () {}.prototype) as object;
Object.setPrototypeOf(StreamIterator.prototype, Object.getPrototypeOf(generatorPrototype) as object);
delete (StreamIterator.prototype as { constructor?: unknown }).constructor;
harden(StreamIterator.prototype);

export function iterate<T>(reader: ReadableStreamDefaultReader<T>, preventCancel: boolean): AsyncIterableIterator<T> {
  return new StreamIterator(reader, preventCancel) as unknown as AsyncIterableIterator<T>;
}
