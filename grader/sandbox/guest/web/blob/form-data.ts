import { requireFunction } from "../core/arguments.ts";
import { Array, Map, Object, String, Symbol, TypeError } from "../core/intrinsics.ts";
import { pairIterators } from "../core/pair-iterator.ts";
import { customInspect } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { InspectArguments } from "../events/event.ts";
import { wellFormed } from "../text/well-formed.ts";
import { blobBytes, File, isBlob, type Blob } from "./blob.ts";

export type FormValue = string | File;
type Entry = [name: string, value: FormValue];

export let formEntries: (form: FormData) => readonly (readonly [string, FormValue])[];
export let isFormData: (value: unknown) => value is FormData;

export class FormData {
  #entries: Entry[] = [];

  constructor(form?: unknown) {
    if (form !== undefined) {
      throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
    }
  }

  static {
    formEntries = (form) => form.#entries;
    isFormData = (value): value is FormData => typeof value === "object" && value !== null && #entries in value;
  }

  append(name: string, value: unknown, filename?: string): void {
    need("append", arguments.length, 2);
    this.#entries.push(entry(name, value, filename, "append"));
  }
  delete(name: string): void {
    need("delete", arguments.length, 1);
    const key = text(name);
    this.#entries = this.#entries.filter((each) => each[0] !== key);
  }
  get(name: string): FormValue | null {
    need("get", arguments.length, 1);
    const key = text(name);
    return this.#entries.find((each) => each[0] === key)?.[1] ?? null;
  }
  getAll(name: string): FormValue[] {
    need("getAll", arguments.length, 1);
    const key = text(name);
    return this.#entries.filter((each) => each[0] === key).map((each) => each[1]);
  }
  has(name: string): boolean {
    need("has", arguments.length, 1);
    const key = text(name);
    return this.#entries.some((each) => each[0] === key);
  }
  set(name: string, value: unknown, filename?: string): void {
    need("set", arguments.length, 2);
    const next = entry(name, value, filename, "set");
    const at = this.#entries.findIndex((each) => each[0] === next[0]);
    if (at === -1) this.#entries.push(next);
    else this.#entries = this.#entries.filter((each, i) => i <= at || each[0] !== next[0]).with(at, next);
  }
  forEach(callback: (value: FormValue, name: string, form: FormData) => unknown, receiver?: unknown): void {
    requireFunction(callback, "callback");
    for (let i = 0; i < this.#entries.length; i++) {
      const [name, value] = this.#entries[i]!;
      callback.call(receiver, value, name, this);
    }
  }
  entries(): IterableIterator<[string, FormValue]> {
    return iterators.entries(() => this.#entries);
  }
  keys(): IterableIterator<string> {
    return iterators.keys(() => this.#entries);
  }
  values(): IterableIterator<FormValue> {
    return iterators.values(() => this.#entries);
  }
  declare [Symbol.iterator]: () => IterableIterator<[string, FormValue]>;

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    // A name that occurs more than once is shown with the list of its values.
    const fields = new Map<string, FormValue | FormValue[]>();
    for (const [name, value] of this.#entries) {
      const before = fields.get(name);
      if (before === undefined) fields.set(name, value);
      else fields.set(name, Array.isArray(before) ? [...before, value] : [before, value]);
    }
    const shown = inspect(Object.fromEntries(fields), { ...options, depth });
    return `FormData ${shown}`;
  }
}

const iterators = pairIterators<FormValue>("FormData");
Object.defineProperty(FormData.prototype, Symbol.iterator, {
  value: FormData.prototype.entries,
  writable: true,
  configurable: true,
});

const text = (value: unknown) => wellFormed(String(value));

function entry(name: string, value: unknown, filename: string | undefined, method: string): Entry {
  if (!isBlob(value)) {
    if (filename !== undefined) {
      throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`);
    }
    return [text(name), text(value)];
  }
  return [text(name), asFile(value, filename)];
}

function asFile(blob: Blob, filename: string | undefined): File {
  if (blob instanceof File && filename === undefined) return blob;
  const name = filename === undefined ? "blob" : text(filename);
  const options = blob instanceof File ? { type: blob.type, lastModified: blob.lastModified } : { type: blob.type };
  return new File([blobBytes(blob)], name, options);
}

function need(method: string, given: number, count: number): void {
  if (given >= count) return;
  throw new TypeError(
    `Failed to execute '${method}' on 'FormData': ${count} argument${count > 1 ? "s" : ""} required, but only ${given} present.`,
  );
}

webClass(FormData, "FormData");
