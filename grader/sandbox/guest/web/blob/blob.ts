import { nodeTypeError } from "../core/node-error.ts";
import { group, host } from "../core/environment.ts";
import { Array, Math, Number, Promise, String, Symbol, Uint8Array } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { ReadableStream } from "../streams/readable-stream.ts";
import type { InspectArguments } from "../events/event.ts";
import { joined } from "../text/joined.ts";
import { bytesOf, isBufferSource } from "../text/bytes.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { wellFormed } from "../text/well-formed.ts";

export type BlobPart = string | ArrayBuffer | ArrayBufferView | Blob;

export interface BlobOptions {
  type?: string;
  endings?: "transparent" | "native";
}

/** The bytes of a blob, for those who send it or put it into another. */
export let blobBytes: (blob: Blob) => Uint8Array<ArrayBuffer>;
export let isBlob: (value: unknown) => value is Blob;

export class Blob {
  #bytes: Uint8Array<ArrayBuffer>;
  #type: string;

  constructor(parts: Iterable<BlobPart> = [], options: BlobOptions = {}) {
    if (parts === null || typeof parts !== "object" || !(Symbol.iterator in parts)) {
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "sources" argument must be a sequence. Received ${received(parts)}`,
      );
    }
    const { type = "", endings = "transparent" } = options ?? {};
    this.#bytes = joined(Array.from(parts, (part) => bytesOfPart(part, endings === "native")));
    this.#type = cleanType(String(type));
  }

  static {
    blobBytes = (blob) => blob.#bytes;
    isBlob = (value): value is Blob => typeof value === "object" && value !== null && #bytes in value;
  }

  get size(): number {
    return this.#bytes.length;
  }
  get type(): string {
    return this.#type;
  }
  slice(start?: number, end?: number, type = ""): Blob {
    const blob = new Blob([], { type });
    blob.#bytes = this.#bytes.slice(start, end);
    return blob;
  }
  text(): Promise<string> {
    return Promise.resolve(decodeUtf8(this.#bytes, { fatal: false, ignoreBOM: false })!);
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.#bytes.slice().buffer);
  }
  bytes(): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes.slice());
  }
  stream(): ReadableStream<Uint8Array> {
    return group("streams").streamOf(this.#bytes);
  }

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    return showFields("Blob", { size: this.size, type: this.type }, depth, options, inspect);
  }
}

export class File extends Blob {
  #name: string;
  #lastModified: number;

  constructor(parts: Iterable<BlobPart>, name: string, options: BlobOptions & { lastModified?: number } = {}) {
    if (arguments.length < 2) {
      throw nodeTypeError("ERR_MISSING_ARGS", 'The "fileBits" and "fileName" arguments must be specified');
    }
    super(parts, options);
    this.#name = wellFormed(String(name));
    const { lastModified } = options ?? {};
    this.#lastModified = lastModified === undefined ? wallTime() : Math.trunc(Number(lastModified)) || 0;
  }

  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#lastModified;
  }

  override [customInspect](...[depth, options, inspect]: InspectArguments): string {
    const { size, type, name, lastModified } = this;
    return showFields("File", { size, type, name, lastModified }, depth, options, inspect);
  }
}

function bytesOfPart(part: BlobPart, nativeEndings: boolean): Uint8Array {
  if (isBlob(part)) return blobBytes(part);
  if (isBufferSource(part)) return bytesOf(part).slice();
  const text = wellFormed(String(part));
  return encodeUtf8(nativeEndings ? text.replace(/\r\n?|\n/g, "\n") : text);
}

function wallTime(): number {
  return host().startMs + Math.floor(host().now());
}

function cleanType(type: string): string {
  return /[^ -~]/.test(type) ? "" : type.toLowerCase();
}

webClass(Blob, "Blob");
webClass(File, "File");
