import { nodeTypeError } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { JSON, Number, Object, RangeError, String, TypeError, type Promise } from "../core/intrinsics.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { InspectArguments } from "../events/event.ts";
import type { HostResponse } from "../host.ts";
import { bytesOf } from "../text/bytes.ts";
import { Body, extractBody, readers, type BodyInit } from "./body.ts";
import { headerAccess, Headers, type HeadersInit } from "./headers.ts";

export interface ResponseInit {
  status?: number;
  statusText?: string;
  headers?: HeadersInit;
}

/** Of these no response has a body. */
const withoutBody = [101, 103, 204, 205, 304];

/** The response that came over the network, and what takes its body away when the request is aborted. */
export let received: (from: HostResponse) => { response: Response; fail(reason: unknown): void };

export class Response {
  #type: "default" | "basic" | "error" = "default";
  #url = "";
  #redirected = false;
  #status: number;
  #statusText: string;
  #headers: Headers;
  #body: Body | null = null;

  constructor(body: BodyInit | null = null, init?: ResponseInit | null) {
    if (init != null && typeof init !== "object" && typeof init !== "function") {
      throw new TypeError("Response constructor: Expected init to be one of: Null, Undefined, Object.");
    }
    const { status = 200, statusText = "", headers } = init ?? {};
    this.#status = Number(status) & 0xffff;
    if (this.#status < 200 || this.#status > 599) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    this.#statusText = String(statusText);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(this.#statusText)) throw new TypeError("Invalid statusText");
    this.#headers = new Headers(headers);
    if (body === null) return;
    if (withoutBody.includes(this.#status)) {
      throw new TypeError(`Response constructor: Invalid response status code ${this.#status}`);
    }
    const extracted = extractBody(body);
    this.#body = extracted.body;
    if (extracted.type !== null && !this.#headers.has("content-type")) {
      this.#headers.append("content-type", extracted.type);
    }
  }

  static {
    received = (from) => {
      const response = new Response();
      response.#type = "basic";
      response.#url = from.url.replace(/#.*$/s, "");
      response.#redirected = from.redirected;
      response.#status = from.status;
      response.#statusText = from.statusText;
      response.#headers = headerAccess.freeze(headerAccess.received(from.headers));
      if (from.body !== null && !withoutBody.includes(from.status)) response.#body = new Body(bytesOf(from.body));
      return { response, fail: (reason) => response.#body?.fail(reason) };
    };
  }

  static error(): Response {
    const response = new Response();
    response.#type = "error";
    response.#status = 0;
    headerAccess.freeze(response.#headers);
    return response;
  }

  static json(data: unknown, init?: ResponseInit): Response {
    if (arguments.length === 0) throw new TypeError("Response.json: 1 argument required, but 0 found.");
    const text = JSON.stringify(data) as string | undefined;
    if (text === undefined) throw new TypeError("Value is not JSON serializable");
    const headers = new Headers(init?.headers);
    if (!headers.has("content-type")) headers.append("content-type", "application/json");
    return new Response(text, { ...init, headers });
  }

  static redirect(url: string | URL, status = 302): Response {
    if (arguments.length === 0) throw new TypeError("Response.redirect: 1 argument required, but 0 found.");
    const text = String(url);
    const parsed = host().urlParse(text, undefined);
    if (parsed === null) {
      const cause = Object.assign(nodeTypeError("ERR_INVALID_URL", "Invalid URL"), { input: text });
      throw new TypeError(`Failed to parse URL from ${text}`, { cause });
    }
    if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
    const response = new Response(null, { status, headers: { location: parsed.href } });
    headerAccess.freeze(response.#headers);
    return response;
  }

  get type(): string {
    return this.#type;
  }
  get url(): string {
    return this.#url;
  }
  get redirected(): boolean {
    return this.#redirected;
  }
  get status(): number {
    return this.#status;
  }
  get ok(): boolean {
    return this.#status >= 200 && this.#status <= 299;
  }
  get statusText(): string {
    return this.#statusText;
  }
  get headers(): Headers {
    return this.#headers;
  }
  get body() {
    return this.#body === null ? null : this.#body.stream;
  }
  get bodyUsed(): boolean {
    return this.#body !== null && this.#body.used;
  }

  clone(): Response {
    if (this.#body?.unusable) throw new TypeError("Response.clone: Body has already been consumed.");
    const copy = new Response();
    copy.#type = this.#type;
    copy.#url = this.#url;
    copy.#redirected = this.#redirected;
    copy.#status = this.#status;
    copy.#statusText = this.#statusText;
    copy.#headers = new Headers(this.#headers);
    if (this.#type !== "default") headerAccess.freeze(copy.#headers);
    copy.#body = this.#body === null ? null : this.#body.clone();
    return copy;
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    return readers.arrayBuffer(this.#body);
  }
  blob() {
    return readers.blob(this.#body, this.#headers);
  }
  bytes(): Promise<Uint8Array> {
    return readers.bytes(this.#body);
  }
  formData() {
    return readers.formData(this.#body, this.#headers);
  }
  json(): Promise<unknown> {
    return readers.json(this.#body);
  }
  text(): Promise<string> {
    return readers.text(this.#body);
  }

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = this;
    const fields = { status, statusText, headers, body, bodyUsed, ok, redirected, type, url };
    return showFields("Response", fields, depth, { ...options, depth: (options.depth ?? 2) + 1 }, inspect);
  }
}

webClass(Response, "Response");
