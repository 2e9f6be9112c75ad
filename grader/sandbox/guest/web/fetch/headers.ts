import { requireFunction } from "../core/arguments.ts";
import { Array, Map, Object, Reflect, String, Symbol, TypeError } from "../core/intrinsics.ts";
import { pairIterators } from "../core/pair-iterator.ts";
import { customInspect } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { InspectArguments } from "../events/event.ts";

type Pair = [name: string, value: string];
export type HeadersInit = Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

/** What only Request, Response and fetch may do. */
export interface HeaderAccess {
  /** Copies without checking: names and values that came from the network. */
  received(pairs: readonly (readonly [string, string])[]): Headers;
  /** From now on each change throws. */
  freeze(headers: Headers): Headers;
  /** In the order in which they were added, those of one name joined; names in lower case. */
  list(headers: Headers): Pair[];
}

export let headerAccess: HeaderAccess;

interface Header {
  /** As it was written, for printing. */
  readonly name: string;
  values: string[];
}

export class Headers {
  /** By the name in lower case. */
  #headers = new Map<string, Header>();
  #frozen = false;

  constructor(init?: HeadersInit) {
    if (init !== undefined) this.#fill(init);
  }

  static {
    headerAccess = {
      received(pairs) {
        const headers = new Headers();
        for (const [name, value] of pairs) headers.#append(name, value);
        return headers;
      },
      freeze(headers) {
        headers.#frozen = true;
        return headers;
      },
      list: (headers) => [...headers.#headers].map(([name, { values }]) => [name, joined(name, values)]),
    };
  }

  #fill(init: HeadersInit): void {
    if (init === null || typeof init !== "object") {
      throw new TypeError(
        "Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.",
      );
    }
    if (#headers in init) {
      for (const [key, { name, values }] of init.#headers) this.#headers.set(key, { name, values: [...values] });
    } else if (Symbol.iterator in init) {
      for (const pair of init) {
        const items = Array.from(pair as Iterable<string>);
        if (items.length !== 2) {
          throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${items.length}.`);
        }
        this.append(items[0]!, items[1]!);
      }
    } else {
      for (const key of Reflect.ownKeys(init)) {
        if (!Reflect.getOwnPropertyDescriptor(init, key)?.enumerable) continue;
        if (typeof key === "symbol")
          throw new TypeError("Headers constructor: a symbol cannot be the name of a header.");
        this.append(key, Reflect.get<Record<string, string>, string>(init, key));
      }
    }
  }

  #append(name: string, value: string): void {
    const key = name.toLowerCase();
    const header = this.#headers.get(key);
    if (header === undefined) this.#headers.set(key, { name, values: [value] });
    else header.values.push(value);
  }

  #check(): void {
    if (this.#frozen) throw new TypeError("immutable");
  }

  append(name: string, value: string): void {
    need("append", arguments.length, 2);
    const checked = [nameOf("append", name), valueOf("append", value)] as const;
    this.#check();
    this.#append(...checked);
  }
  delete(name: string): void {
    need("delete", arguments.length, 1);
    const key = nameOf("delete", name).toLowerCase();
    this.#check();
    this.#headers.delete(key);
  }
  get(name: string): string | null {
    need("get", arguments.length, 1);
    return this.#headers.get(nameOf("get", name).toLowerCase())?.values.join(", ") ?? null;
  }
  has(name: string): boolean {
    need("has", arguments.length, 1);
    return this.#headers.has(nameOf("has", name).toLowerCase());
  }
  set(name: string, value: string): void {
    need("set", arguments.length, 2);
    const [checked, text] = [nameOf("set", name), valueOf("set", value)];
    this.#check();
    this.#headers.set(checked.toLowerCase(), { name: checked, values: [text] });
  }
  getSetCookie(): string[] {
    return [...(this.#headers.get("set-cookie")?.values ?? [])];
  }

  /** Sorted by name; each cookie apart. */
  #sorted(): Pair[] {
    const pairs: Pair[] = [];
    for (const key of [...this.#headers.keys()].sort()) {
      const { values } = this.#headers.get(key)!;
      if (key === "set-cookie") for (const value of values) pairs.push([key, value]);
      else pairs.push([key, values.join(", ")]);
    }
    return pairs;
  }

  forEach(callback: (value: string, name: string, headers: Headers) => unknown, receiver?: unknown): void {
    requireFunction(callback, "callbackFn");
    for (const [name, value] of this.#sorted()) callback.call(receiver, value, name, this);
  }
  entries(): IterableIterator<Pair> {
    return iterators.entries(() => this.#sorted());
  }
  keys(): IterableIterator<string> {
    return iterators.keys(() => this.#sorted());
  }
  values(): IterableIterator<string> {
    return iterators.values(() => this.#sorted());
  }
  declare [Symbol.iterator]: () => IterableIterator<Pair>;

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    const fields: Record<string, string> = {};
    for (const [key, { name, values }] of this.#headers) fields[name] = joined(key, values);
    return `Headers ${inspect(fields, { ...options, depth: options.depth ?? depth })}`;
  }
}

const iterators = pairIterators<string>("Headers");
Object.defineProperty(Headers.prototype, Symbol.iterator, {
  value: Headers.prototype.entries,
  writable: true,
  configurable: true,
});

function joined(key: string, values: readonly string[]): string {
  return values.join(key === "cookie" ? "; " : ", ");
}

function nameOf(method: string, name: unknown): string {
  const text = byteString(name);
  if (/^[!#$%&'*+.^_`|~\w-]+$/.test(text)) return text;
  throw new TypeError(`Headers.${method}: "${text}" is an invalid header name.`);
}

function valueOf(method: string, value: unknown): string {
  const text = byteString(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (!/[\0\r\n]/.test(text)) return text;
  throw new TypeError(`Headers.${method}: "${text}" is an invalid header value.`);
}

/** A header holds bytes: characters up to U+00FF. */
function byteString(value: unknown): string {
  const text = String(value);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 0xff) continue;
    throw new TypeError(
      `Cannot convert argument to a ByteString because the character at index ${i} has a value of ${code} which is greater than 255.`,
    );
  }
  return text;
}

function need(method: string, given: number, count: number): void {
  if (given >= count) return;
  const wanted = `${count} argument${count > 1 ? "s" : ""} required`;
  throw new TypeError(`Headers.${method}: ${wanted}, but ${given === 0 ? "" : "only "}${given} found.`);
}

webClass(Headers, "Headers");
