import { group, host } from "../core/environment.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { Boolean, Object, String, TypeError, type Promise } from "../core/intrinsics.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { AbortSignal } from "../events/abort.ts";
import type { InspectArguments } from "../events/event.ts";
import { extractBody, readers, type Body, type BodyInit } from "./body.ts";
import { Headers, type HeadersInit } from "./headers.ts";

export interface RequestInit {
  method?: string;
  headers?: HeadersInit;
  body?: BodyInit | null;
  signal?: AbortSignal | null;
  redirect?: "follow" | "error" | "manual";
  cache?: string;
  credentials?: string;
  mode?: string;
  referrer?: string;
  referrerPolicy?: string;
  integrity?: string;
  keepalive?: boolean;
  duplex?: "half";
}

/** What fetch reads of a request. */
export interface RequestParts {
  readonly method: string;
  /** Without fragment. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Body | null;
  readonly redirect: "follow" | "error" | "manual";
  /** The one that was given; null when nobody can abort. */
  readonly signal: AbortSignal | null;
}

export let partsOf: (request: Request) => RequestParts;

const choices = {
  redirect: ["follow", "manual", "error"],
  cache: ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"],
  credentials: ["omit", "same-origin", "include"],
  mode: ["navigate", "same-origin", "no-cors", "cors"],
  referrerPolicy: [
    "",
    "no-referrer",
    "no-referrer-when-downgrade",
    "same-origin",
    "origin",
    "strict-origin",
    "origin-when-cross-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
  ],
} as const;

type Choice = keyof typeof choices;

export class Request {
  #method = "GET";
  #url: string;
  #headers: Headers;
  #body: Body | null = null;
  #given: AbortSignal | null = null;
  #signal: AbortSignal | null = null;
  #options: Record<Choice, string> & { integrity: string; keepalive: boolean; referrer: string } = {
    redirect: "follow",
    cache: "default",
    credentials: "same-origin",
    mode: "cors",
    referrerPolicy: "",
    integrity: "",
    keepalive: false,
    referrer: "about:client",
  };

  constructor(input: string | URL | Request, init?: RequestInit | null) {
    if (arguments.length === 0) throw new TypeError("Request constructor: 1 argument required, but 0 found.");
    if (init != null && typeof init !== "object" && typeof init !== "function") {
      throw new TypeError("Request constructor: Expected init to be one of: Null, Undefined, Object.");
    }
    const from = typeof input === "object" && input !== null && #method in input ? input : null;
    const given: RequestInit = init ?? {};
    if (from === null) this.#url = absolute(String(input));
    else {
      this.#url = from.#url;
      this.#method = from.#method;
      this.#given = from.#given;
      this.#options = { ...from.#options };
    }
    this.#setOptions(given);
    if (given.method !== undefined) this.#method = methodOf(given.method);
    if (given.signal !== undefined) this.#given = signalOf(given.signal);
    this.#headers = new Headers(given.headers ?? (from === null ? undefined : from.#headers));
    this.#setBody(from, given);
  }

  static {
    partsOf = (request) => ({
      method: request.#method,
      url: request.#url.replace(/#.*$/s, ""),
      headers: request.#headers,
      body: request.#body,
      redirect: request.#options.redirect as RequestParts["redirect"],
      signal: request.#given ?? request.#signal,
    });
  }

  #setOptions(given: RequestInit): void {
    for (const name of Object.keys(choices) as Choice[]) {
      if (given[name] === undefined) continue;
      const value = String(given[name]);
      const allowed: readonly string[] = choices[name];
      if (!allowed.includes(value)) {
        throw new TypeError(
          `Request constructor: ${value} is not an accepted type. Expected one of ${allowed.join(", ")}.`,
        );
      }
      this.#options[name] = value;
    }
    if (given.integrity !== undefined) this.#options.integrity = String(given.integrity);
    if (given.keepalive !== undefined) this.#options.keepalive = Boolean(given.keepalive);
  }

  #setBody(from: Request | null, given: RequestInit): void {
    const fresh = given.body ?? null;
    const old = from === null ? null : from.#body;
    if ((fresh !== null || old !== null) && (this.#method === "GET" || this.#method === "HEAD")) {
      throw new TypeError("Request with GET/HEAD method cannot have body.");
    }
    if (fresh !== null) {
      const { body, type } = extractBody(fresh);
      if (body.isStream && given.duplex === undefined) {
        throw new TypeError("RequestInit: duplex option is required when sending a body.");
      }
      if (type !== null && !this.#headers.has("content-type")) this.#headers.append("content-type", type);
      this.#body = body;
    } else if (old !== null) {
      if (old.unusable)
        throw new TypeError("Cannot construct a Request with a Request object that has already been used.");
      this.#body = old.move();
    }
  }

  get method(): string {
    return this.#method;
  }
  get url(): string {
    return this.#url;
  }
  get headers(): Headers {
    return this.#headers;
  }
  get destination(): string {
    return "";
  }
  get referrer(): string {
    return this.#options.referrer;
  }
  get referrerPolicy(): string {
    return this.#options.referrerPolicy;
  }
  get mode(): string {
    return this.#options.mode;
  }
  get credentials(): string {
    return this.#options.credentials;
  }
  get cache(): string {
    return this.#options.cache;
  }
  get redirect(): string {
    return this.#options.redirect;
  }
  get integrity(): string {
    return this.#options.integrity;
  }
  get keepalive(): boolean {
    return this.#options.keepalive;
  }
  get isReloadNavigation(): boolean {
    return false;
  }
  get isHistoryNavigation(): boolean {
    return false;
  }
  get duplex(): string {
    return "half";
  }
  /** A signal of its own that follows the given one, made when somebody looks at it. */
  get signal(): AbortSignal {
    if (this.#signal === null) {
      const { AbortSignal } = group("events");
      this.#signal = AbortSignal.any(this.#given === null ? [] : [this.#given]);
    }
    return this.#signal;
  }
  get body() {
    return this.#body === null ? null : this.#body.stream;
  }
  get bodyUsed(): boolean {
    return this.#body !== null && this.#body.used;
  }

  clone(): Request {
    if (this.#body?.unusable) throw new TypeError("unusable");
    const copy = new Request(this.#url);
    copy.#method = this.#method;
    copy.#headers = new Headers(this.#headers);
    copy.#given = this.#given;
    copy.#options = { ...this.#options };
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
    const { method, url, headers, destination, referrer, referrerPolicy, mode, credentials, cache, redirect } = this;
    const { integrity, keepalive, isReloadNavigation, isHistoryNavigation, signal } = this;
    const fields = { method, url, headers, destination, referrer, referrerPolicy, mode, credentials, cache, redirect };
    const more = { integrity, keepalive, isReloadNavigation, isHistoryNavigation, signal };
    return showFields(
      "Request",
      { ...fields, ...more },
      depth,
      { ...options, depth: (options.depth ?? 2) + 1 },
      inspect,
    );
  }
}

export function absolute(input: string): string {
  const url = host().urlParse(input, undefined);
  if (url === null) {
    const cause = Object.assign(nodeTypeError("ERR_INVALID_URL", "Invalid URL"), { input });
    throw new TypeError(`Failed to parse URL from ${input}`, { cause });
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  }
  return url.href;
}

/** The usual methods are written in capitals whatever was given; `patch`, famously, is not among them. */
function methodOf(given: unknown): string {
  const method = String(given);
  const upper = method.toUpperCase();
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  if (["CONNECT", "TRACE", "TRACK"].includes(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].includes(upper) ? upper : method;
}

function signalOf(given: unknown): AbortSignal | null {
  if (given === null || group("events").signals.is(given)) return given;
  throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
}

webClass(Request, "Request");
