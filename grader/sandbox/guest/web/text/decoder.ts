import { nodeRangeError, nodeTypeError } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { Boolean, String, Uint8Array } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import type { InspectArguments } from "../events/event.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import { bytesOf, isBufferSource } from "./bytes.ts";
import { decodeUtf8 } from "./utf8.ts";

/** UTF-8 is decoded here, all other encodings by Node on the host side. */
export class TextDecoder {
  #encoding: string;
  #fatal: boolean;
  #ignoreBOM: boolean;
  /** Bytes of an earlier piece that did not make a whole character. */
  #rest: Uint8Array = new Uint8Array();
  #started = false;

  constructor(label: unknown = "utf-8", options?: { fatal?: boolean; ignoreBOM?: boolean } | null) {
    const text = String(label);
    this.#encoding = /^\s*utf-?8\s*$/i.test(text) ? "utf-8" : encodingOf(text);
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding(): string {
    return this.#encoding;
  }
  get fatal(): boolean {
    return this.#fatal;
  }
  get ignoreBOM(): boolean {
    return this.#ignoreBOM;
  }

  decode(input?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string {
    if (input !== undefined && !isBufferSource(input)) {
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView. Received ${received(input)}`,
      );
    }
    const bytes = joined(this.#rest, input === undefined ? new Uint8Array() : bytesOf(input));
    const stream = Boolean(options?.stream);
    this.#rest = new Uint8Array();
    const text = this.#encoding === "utf-8" ? this.#decodeUtf8(bytes, stream) : this.#decodeOnHost(bytes, stream);
    if (text === null) {
      this.#started = false;
      throw nodeTypeError(
        "ERR_ENCODING_INVALID_ENCODED_DATA",
        `The encoded data was not valid for encoding ${this.#encoding}`,
      );
    }
    return text;
  }

  #decodeUtf8(bytes: Uint8Array, stream: boolean): string | null {
    const keep = stream ? (rest: Uint8Array) => (this.#rest = rest) : undefined;
    if (!this.#started && stream && isStartOfMark(bytes)) {
      this.#rest = bytes;
      return "";
    }
    const ignoreBOM = this.#ignoreBOM || this.#started;
    this.#started = stream && (this.#started || bytes.length > 0);
    return decodeUtf8(bytes, { fatal: this.#fatal, ignoreBOM }, keep);
  }

  /** What ends in the middle of a character is not known here: pieces are kept until the last one has come. */
  #decodeOnHost(bytes: Uint8Array, stream: boolean): string | null {
    const single = /^(windows-|iso-8859-|koi8-|macintosh|x-mac|ibm866)/.test(this.#encoding);
    const whole =
      single || !stream ? bytes.length : this.#encoding.startsWith("utf-16") ? wholeUnits(bytes, this.#encoding) : 0;
    this.#rest = bytes.slice(whole);
    const ignoreBOM = this.#ignoreBOM || this.#started;
    this.#started = stream && (this.#started || whole > 0);
    return host().decodeText(this.#encoding, bytes.slice(0, whole), this.#fatal, ignoreBOM);
  }

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    const { encoding, fatal, ignoreBOM } = this;
    return showFields("TextDecoder", { encoding, fatal, ignoreBOM }, depth, { ...options, depth: null }, inspect);
  }
}

function encodingOf(label: string): string {
  const name = host().encodingOf(label);
  if (name !== null) return name;
  throw nodeRangeError("ERR_ENCODING_NOT_SUPPORTED", `The "${label}" encoding is not supported`);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** The beginning of a byte order mark, which more is needed to tell from text. */
function isStartOfMark(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length < 3 && bytes[0] === 0xef && (bytes.length === 1 || bytes[1] === 0xbb);
}

function wholeUnits(bytes: Uint8Array, encoding: string): number {
  const even = bytes.length & ~1;
  const high = encoding === "utf-16le" ? bytes[even - 1] : bytes[even - 2];
  // A high surrogate waits for its other half.
  return even > 0 && high !== undefined && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}

webClass(TextDecoder, "TextDecoder");
