import { nodeTypeError } from "../core/node-error.ts";
import { requireFunction } from "../core/arguments.ts";
import { Object, Reflect, String, Symbol } from "../core/intrinsics.ts";
import type { InspectArguments } from "../events/event.ts";
import { pairIterators } from "../core/pair-iterator.ts";
import { customInspect } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import { wellFormed } from "../text/well-formed.ts";
import { decodeForm, encodeForm } from "./form-encoding.ts";

type Pair = [name: string, value: string];
type Init = string | Iterable<readonly [string, string]> | Readonly<Record<string, string>> | null;

/** For URL, which shares its query with its parameters. */
export interface SharedParams {
  make(search: string, changed: (search: string) => void): URLSearchParams;
  replace(params: URLSearchParams, search: string): void;
}

export let paramsOf: SharedParams;

export class URLSearchParams {
  #pairs: Pair[] = [];
  #changed: ((search: string) => void) | null = null;

  constructor(init?: Init) {
    if (init === undefined || init === null) return;
    if (typeof init !== "object" && typeof init !== "function")
      this.#pairs = decodeForm(String(init).replace(/^\?/, ""));
    else if (Symbol.iterator in init) this.#pairs = pairsOf(init as Iterable<unknown>);
    else {
      for (const key of Reflect.ownKeys(init)) {
        if (typeof key !== "string" || !Reflect.getOwnPropertyDescriptor(init, key)?.enumerable) continue;
        this.#pairs.push([text(key), text(Reflect.get(init, key))]);
      }
    }
  }

  static {
    paramsOf = {
      make(search, changed) {
        const params = new URLSearchParams(search);
        params.#changed = changed;
        return params;
      },
      replace(params, search) {
        params.#pairs = decodeForm(search.replace(/^\?/, ""));
      },
    };
  }

  #update(): void {
    if (this.#changed !== null) this.#changed(encodeForm(this.#pairs));
  }

  get size(): number {
    return this.#pairs.length;
  }
  append(name: string, value: string): void {
    need(arguments.length, 2);
    this.#pairs.push([text(name), text(value)]);
    this.#update();
  }
  delete(name: string, value?: string): void {
    need(arguments.length, 1);
    const [key, only] = [text(name), value === undefined ? undefined : text(value)];
    this.#pairs = this.#pairs.filter((pair) => pair[0] !== key || (only !== undefined && pair[1] !== only));
    this.#update();
  }
  get(name: string): string | null {
    need(arguments.length, 1);
    const key = text(name);
    return this.#pairs.find((pair) => pair[0] === key)?.[1] ?? null;
  }
  getAll(name: string): string[] {
    need(arguments.length, 1);
    const key = text(name);
    return this.#pairs.filter((pair) => pair[0] === key).map((pair) => pair[1]);
  }
  has(name: string, value?: string): boolean {
    need(arguments.length, 1);
    const [key, only] = [text(name), value === undefined ? undefined : text(value)];
    return this.#pairs.some((pair) => pair[0] === key && (only === undefined || pair[1] === only));
  }
  set(name: string, value: string): void {
    need(arguments.length, 2);
    const [key, next] = [text(name), text(value)];
    const first = this.#pairs.find((pair) => pair[0] === key);
    if (first === undefined) this.#pairs.push([key, next]);
    else {
      first[1] = next;
      this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== key);
    }
    this.#update();
  }
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#update();
  }
  forEach(callback: (value: string, name: string, params: URLSearchParams) => unknown, receiver?: unknown): void {
    requireFunction(callback, "callback");
    for (let i = 0; i < this.#pairs.length; i++) {
      const [name, value] = this.#pairs[i]!;
      callback.call(receiver, value, name, this);
    }
  }
  toString(): string {
    return encodeForm(this.#pairs);
  }
  entries(): IterableIterator<Pair> {
    return iterators.entries(() => this.#pairs);
  }
  keys(): IterableIterator<string> {
    return iterators.keys(() => this.#pairs);
  }
  values(): IterableIterator<string> {
    return iterators.values(() => this.#pairs);
  }
  declare [Symbol.iterator]: () => IterableIterator<Pair>;

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    if (depth !== null && depth < 0) return "[Object]";
    const shown = this.#pairs.map((pair) => pair.map((part) => inspect(part, options)).join(" => "));
    if (shown.length === 0) return "URLSearchParams {}";
    const line = shown.join(", ");
    return line.length > (options.breakLength ?? 80)
      ? `URLSearchParams {\n  ${shown.join(",\n  ")} }`
      : `URLSearchParams { ${line} }`;
  }
}

const iterators = pairIterators<string>("URLSearchParams");
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  value: URLSearchParams.prototype.entries,
  writable: true,
  configurable: true,
});

const text = (value: unknown) => wellFormed(String(value));

function need(given: number, count: number): void {
  if (given >= count) return;
  const names = count === 1 ? 'The "name" argument' : 'The "name" and "value" arguments';
  throw nodeTypeError("ERR_MISSING_ARGS", `${names} must be specified`);
}

function pairsOf(init: Iterable<unknown>): Pair[] {
  const pairs: Pair[] = [];
  for (const pair of init) {
    const items =
      typeof pair === "object" && pair !== null && Symbol.iterator in pair ? [...(pair as Iterable<unknown>)] : [];
    if (items.length !== 2) {
      throw nodeTypeError("ERR_INVALID_TUPLE", "Each query pair must be an iterable [name, value] tuple");
    }
    pairs.push([text(items[0]), text(items[1])]);
  }
  return pairs;
}

webClass(URLSearchParams, "URLSearchParams");
