import { Map, Object, Set, WeakMap } from "./intrinsics.ts";

/** What an iterator of a Map or Set was made from. */
export interface IteratorSource {
  readonly of: "Map" | "Set";
  readonly pairs: boolean;
  /** What it gives from its beginning on: how far it has come is not known. */
  items(): Iterable<unknown>;
}

const sources = new WeakMap<object, IteratorSource>();

export function iteratorSource(value: object): IteratorSource | undefined {
  return sources.get(value);
}

/**
 * Printing an iterator must not use it up, and the engine does not tell what is left in it. So `keys`, `values` and `entries`
 * note what they were called on. A loop over the collection itself is not slowed down: it uses `Symbol.iterator`.
 */
export function recordIterators(): void {
  record(Map.prototype, "Map", ["keys", "values", "entries"]);
  record(Set.prototype, "Set", ["values", "entries"]);
  const { values } = Set.prototype;
  Object.defineProperty(Set.prototype, "keys", { value: values, writable: true, configurable: true });
}

function record(prototype: object, of: "Map" | "Set", names: readonly string[]): void {
  const methods = prototype as Record<string, (this: object) => Iterable<unknown> & object>;
  for (const name of names) {
    const native = methods[name]!;
    const pairs = name === "entries";
    // A method shorthand has no `prototype` and cannot be called with `new`, as the native one.
    const wrapper = {
      [name](this: object) {
        const iterator = native.call(this);
        sources.set(iterator, { of, pairs, items: () => native.call(this) });
        return iterator;
      },
    }[name]!;
    Object.defineProperty(prototype, name, { value: wrapper, writable: true, configurable: true });
  }
}
