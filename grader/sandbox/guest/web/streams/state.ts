import { Promise } from "../core/intrinsics.ts";

export type ReadResult<T> = { value: T; done: false } | { value: undefined; done: true };

export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

export function deferred<T>(): Deferred<T> {
  let settle!: Pick<Deferred<T>, "resolve" | "reject">;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}

/** A rejection that nobody looks at is no fault. */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.then(undefined, () => {});
  return promise;
}

/** What a stream, its controller and its reader share. */
export interface StreamState<T> {
  state: "readable" | "closed" | "errored";
  error: unknown;
  /** It was read from or cancelled. */
  disturbed: boolean;
  /** The body of a message: printed as the byte stream that it is in Node. */
  isBody: boolean;
  /** The promise behind the reader's `closed`; null when no reader has the stream. */
  reader: Deferred<undefined> | null;
  /** Reads that wait for a chunk, oldest first. */
  requests: Deferred<ReadResult<T>>[];
  pullInto(): { chunk: T } | null;
  wantMore(): void;
  cancelSource(reason: unknown): Promise<unknown>;
}

export function newState<T>(): StreamState<T> {
  return {
    state: "readable",
    error: undefined,
    disturbed: false,
    isBody: false,
    reader: null,
    requests: [],
    pullInto: () => null,
    wantMore() {},
    cancelSource: () => Promise.resolve(),
  };
}

export function closeStream<T>(stream: StreamState<T>): void {
  stream.state = "closed";
  stream.reader?.resolve(undefined);
  for (const request of takeRequests(stream)) request.resolve({ value: undefined, done: true });
}

export function errorStream<T>(stream: StreamState<T>, error: unknown): void {
  stream.state = "errored";
  stream.error = error;
  stream.reader?.reject(error);
  for (const request of takeRequests(stream)) request.reject(error);
}

export function takeRequests<T>(stream: StreamState<T>): Deferred<ReadResult<T>>[] {
  const { requests } = stream;
  stream.requests = [];
  return requests;
}

export function readFrom<T>(stream: StreamState<T>): Promise<ReadResult<T>> {
  stream.disturbed = true;
  if (stream.state === "closed") return Promise.resolve({ value: undefined, done: true });
  if (stream.state === "errored") return Promise.reject(stream.error);
  const item = stream.pullInto();
  if (item !== null) return Promise.resolve({ value: item.chunk, done: false });
  const request = deferred<ReadResult<T>>();
  stream.requests.push(request);
  stream.wantMore();
  return request.promise;
}

export function cancelStream<T>(stream: StreamState<T>, reason: unknown): Promise<undefined> {
  stream.disturbed = true;
  if (stream.state === "closed") return Promise.resolve(undefined);
  if (stream.state === "errored") return Promise.reject(stream.error);
  closeStream(stream);
  return stream.cancelSource(reason).then(() => undefined);
}
