import { group } from "../core/environment.ts";
import { JSON, Object, Promise, String, Symbol, TypeError, Uint8Array } from "../core/intrinsics.ts";
import type { Blob } from "../blob/blob.ts";
import type { FormData } from "../blob/form-data.ts";
import type { ReadableStream } from "../streams/readable-stream.ts";
import { bytesOf, isBufferSource } from "../text/bytes.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { wellFormed } from "../text/well-formed.ts";
import type { Headers } from "./headers.ts";

export type BodyInit =
  | string
  | Blob
  | FormData
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>
  | { toString(): string };

const kindTag = Object.prototype.toString;

/** What a request or response carries: bytes that are there as a whole, or a stream. A stream is made of bytes when asked for. */
export class Body {
  #bytes: Uint8Array<ArrayBuffer>;
  #stream: ReadableStream<Uint8Array> | null;
  #used = false;
  /** Set when the request is aborted before the body was read. */
  #failure: { readonly reason: unknown } | null = null;

  constructor(bytes: Uint8Array<ArrayBuffer>, stream: ReadableStream<Uint8Array> | null = null) {
    this.#bytes = bytes;
    this.#stream = stream;
  }

  get used(): boolean {
    return this.#used || (this.#stream !== null && group("streams").isDisturbed(this.#stream));
  }

  get unusable(): boolean {
    return this.used || this.#stream?.locked === true;
  }

  /** Whether its length is known before it is sent. */
  get isStream(): boolean {
    return this.#stream !== null;
  }

  get stream(): ReadableStream<Uint8Array> {
    if (this.#stream === null) {
      const streams = group("streams");
      this.#stream = this.#failure ? streams.failedStream(this.#failure.reason) : streams.streamOf(this.#bytes);
      if (this.#used) void this.#stream.getReader().cancel();
    }
    return this.#stream;
  }

  fail(reason: unknown): void {
    if (!this.used) this.#failure ??= { reason };
  }

  /** Bytes that are there can be taken at once; nobody else reads them then. */
  takeNow(): Uint8Array<ArrayBuffer> | null {
    if (this.#stream !== null) return null;
    this.#used = true;
    return this.#bytes;
  }

  read(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.unusable) return Promise.reject(new TypeError("Body is unusable: Body has already been read"));
    this.#used = true;
    if (this.#failure !== null) return Promise.reject(this.#failure.reason);
    return this.#stream === null ? Promise.resolve(this.#bytes) : group("streams").readAll(this.#stream);
  }

  clone(): Body {
    if (this.#stream === null) return new Body(this.#bytes);
    const [mine, other] = this.#stream.tee();
    this.#stream = mine;
    return new Body(this.#bytes, other);
  }

  /** For a request made of another one: that one's body is used up. */
  move(): Body {
    const body = new Body(this.#bytes, this.#stream);
    this.#stream = null;
    this.#used = true;
    return body;
  }
}

/** The body and the content type that goes with it, if any. */
export function extractBody(init: unknown): { body: Body; type: string | null } {
  if (typeof init === "object" && init !== null) {
    const special = extractObject(init);
    if (special !== null) return special;
  }
  return { body: new Body(encodeUtf8(wellFormed(String(init)))), type: "text/plain;charset=UTF-8" };
}

/** The tag says which group knows it, so that no group is loaded only to learn that it is none of its objects. */
function extractObject(init: object): { body: Body; type: string | null } | null {
  if (isBufferSource(init)) return { body: new Body(bytesOf(init).slice()), type: null };
  switch (kindTag.call(init).slice(8, -1)) {
    case "URLSearchParams": {
      const type = "application/x-www-form-urlencoded;charset=UTF-8";
      return { body: new Body(encodeUtf8(String(init))), type };
    }
    case "Blob":
    case "File": {
      const { blobBytes, isBlob } = group("blob");
      return isBlob(init) ? { body: new Body(blobBytes(init).slice()), type: init.type || null } : null;
    }
    case "FormData": {
      const { encodeMultipart, isFormData } = group("blob");
      if (!isFormData(init)) return null;
      const { bytes, type } = encodeMultipart(init);
      return { body: new Body(bytes), type };
    }
    case "ReadableStream":
      return group("streams").isStream(init) ? { body: streamBody(init), type: null } : null;
    default:
      if (!(Symbol.asyncIterator in init)) return null;
      return { body: streamBody(group("streams").ReadableStream.from(init as AsyncIterable<Uint8Array>)), type: null };
  }
}

function streamBody(stream: ReadableStream<Uint8Array>): Body {
  const body = new Body(new Uint8Array(), stream);
  if (body.unusable) throw new TypeError("Response body object should not be disturbed or locked");
  return body;
}

/** The ways to read that Request and Response share. Null stands for no body: empty, and never used up. */
export const readers = {
  bytes: (body: Body | null) => readBytes(body).then((bytes) => new Uint8Array(bytes)),
  arrayBuffer: (body: Body | null) => readBytes(body).then((bytes) => bytes.slice().buffer),
  text: (body: Body | null) => readBytes(body).then(asText),
  json: (body: Body | null) => readBytes(body).then((bytes) => JSON.parse(asText(bytes)) as unknown),
  blob: (body: Body | null, headers: Headers) =>
    readBytes(body).then((bytes) => {
      const { Blob } = group("blob");
      return new Blob([bytes], { type: headers.get("content-type") ?? "" });
    }),
  formData: (body: Body | null, headers: Headers) => readBytes(body).then((bytes) => asForm(bytes, headers)),
};

function readBytes(body: Body | null): Promise<Uint8Array<ArrayBuffer>> {
  return body === null ? Promise.resolve(new Uint8Array()) : body.read();
}

function asText(bytes: Uint8Array): string {
  return decodeUtf8(bytes, { fatal: false, ignoreBOM: false })!;
}

function asForm(bytes: Uint8Array, headers: Headers): FormData {
  const type = headers.get("content-type") ?? "";
  if (/^multipart\/form-data\b/i.test(type)) {
    const boundary = /;\s*boundary=(?:"([^"]*)"|([^;\s]+))/i.exec(type);
    if (boundary === null) throw new TypeError("Failed to parse body as FormData.");
    return group("blob").decodeMultipart(bytes, boundary[1] ?? boundary[2]!);
  }
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const { FormData } = group("blob");
    const form = new FormData();
    for (const [name, value] of new (group("url").URLSearchParams)(asText(bytes))) form.append(name, value);
    return form;
  }
  throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
}
