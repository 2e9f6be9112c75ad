import { Object, Symbol } from "./intrinsics.ts";
import { tag } from "./define.ts";
import { harden } from "./environment.ts";

type Pairs<V> = readonly (readonly [string, V])[];

/** %IteratorPrototype%: what all iterators inherit. */
const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;

/**
 * The iterators of a Web IDL map: each step looks at the list as it is then. `owner` is the interface's name. The list may be
 * replaced while one is under way, so it is asked for at each step.
 */
export function pairIterators<V>(owner: string) {
  class PairIterator {
    #pairs: () => Pairs<V>;
    #pick: (pair: readonly [string, V]) => unknown;
    #next = 0;

    constructor(pairs: () => Pairs<V>, pick: (pair: readonly [string, V]) => unknown) {
      this.#pairs = pairs;
      this.#pick = pick;
    }

    next(): { value: unknown; done: boolean } {
      const pair = this.#pairs()[this.#next];
      if (pair === undefined) return { value: undefined, done: true };
      this.#next++;
      return { value: this.#pick(pair), done: false };
    }
  }
  const { prototype } = PairIterator;
  Object.setPrototypeOf(prototype, iteratorPrototype);
  delete (prototype as { constructor?: unknown }).constructor;
  tag(prototype, `${owner} Iterator`);
  harden(prototype);

  const make = <T>(pairs: () => Pairs<V>, pick: (pair: readonly [string, V]) => T) =>
    new PairIterator(pairs, pick) as unknown as IterableIterator<T>;
  return {
    entries: (pairs: () => Pairs<V>) => make(pairs, ([name, value]) => [name, value] as [string, V]),
    keys: (pairs: () => Pairs<V>) => make(pairs, ([name]) => name),
    values: (pairs: () => Pairs<V>) => make(pairs, ([, value]) => value),
  };
}
