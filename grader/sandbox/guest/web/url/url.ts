import { nodeTypeError } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { Object, String } from "../core/intrinsics.ts";
import type { InspectArguments } from "../events/event.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { UrlProperty, UrlRecord } from "../host.ts";
import { paramsOf, URLSearchParams } from "./search-params.ts";

/** Parsing is Node's own, on the host side. */
export class URL {
  #record: UrlRecord;
  #params: URLSearchParams | null = null;

  constructor(input: string | URL, base?: string | URL) {
    if (arguments.length === 0) throw nodeTypeError("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    this.#record = parsed(String(input), base === undefined ? undefined : String(base));
  }

  static canParse(input: string | URL, base?: string | URL): boolean {
    if (arguments.length === 0) throw nodeTypeError("ERR_MISSING_ARGS", 'The "url" argument must be specified');
    return host().urlParse(String(input), base === undefined ? undefined : String(base)) !== null;
  }

  #set(property: UrlProperty, value: unknown): void {
    this.#record = host().urlSet(this.#record.href, property, String(value));
  }

  get href(): string {
    return this.#record.href;
  }
  set href(value: string) {
    this.#record = parsed(String(value), undefined);
    this.#readParams();
  }
  get origin(): string {
    return this.#record.origin;
  }
  get protocol(): string {
    return this.#record.protocol;
  }
  set protocol(value: string) {
    this.#set("protocol", value);
  }
  get username(): string {
    return this.#record.username;
  }
  set username(value: string) {
    this.#set("username", value);
  }
  get password(): string {
    return this.#record.password;
  }
  set password(value: string) {
    this.#set("password", value);
  }
  get host(): string {
    return this.#record.host;
  }
  set host(value: string) {
    this.#set("host", value);
  }
  get hostname(): string {
    return this.#record.hostname;
  }
  set hostname(value: string) {
    this.#set("hostname", value);
  }
  get port(): string {
    return this.#record.port;
  }
  set port(value: string) {
    this.#set("port", value);
  }
  get pathname(): string {
    return this.#record.pathname;
  }
  set pathname(value: string) {
    this.#set("pathname", value);
  }
  get search(): string {
    return this.#record.search;
  }
  set search(value: string) {
    this.#set("search", value);
    this.#readParams();
  }
  get searchParams(): URLSearchParams {
    this.#params ??= paramsOf.make(this.#record.search, (search) => this.#set("search", search));
    return this.#params;
  }
  get hash(): string {
    return this.#record.hash;
  }
  set hash(value: string) {
    this.#set("hash", value);
  }

  #readParams(): void {
    if (this.#params !== null) paramsOf.replace(this.#params, this.#record.search);
  }

  toString(): string {
    return this.#record.href;
  }
  toJSON(): string {
    return this.#record.href;
  }

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    if (depth !== null && depth < 0) return this.href;
    const { href, origin, protocol, username, password } = this;
    const { host: authority, hostname, port, pathname, search, searchParams, hash } = this;
    const fields = { href, origin, protocol, username, password, host: authority, hostname, port, pathname, search };
    return showFields(
      this.constructor.name,
      { ...fields, searchParams, hash },
      depth,
      { ...options, depth: null },
      inspect,
    );
  }
}

function parsed(input: string, base: string | undefined): UrlRecord {
  const record = host().urlParse(input, base);
  if (record !== null) return record;
  throw Object.assign(
    nodeTypeError("ERR_INVALID_URL", "Invalid URL"),
    base === undefined ? { input } : { input, base },
  );
}

webClass(URL, "URL");
