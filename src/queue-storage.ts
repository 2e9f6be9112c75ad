import { RuntimeError } from "./errors.ts";
import { show } from "./show.ts";

/** What a queue keeps its items in, and in which order they come out. */
export abstract class Storage {
  abstract get length(): number;
  abstract put(item: unknown): void;
  /** Not to be called when empty. */
  abstract get(): unknown;
}

/** First in, first out: what has been taken out is cut off now and then. */
export class Fifo extends Storage {
  #items: unknown[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  put(item: unknown): void {
    this.#items.push(item);
  }

  get(): unknown {
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 32 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}

export class Lifo extends Storage {
  readonly #items: unknown[] = [];

  get length(): number {
    return this.#items.length;
  }

  put(item: unknown): void {
    this.#items.push(item);
  }

  get(): unknown {
    return this.#items.pop();
  }
}

/** Smallest first. Takes the same way through the tree as CPython's heapq, so that equal items come out in its order. */
export class Priority extends Storage {
  readonly #heap: unknown[] = [];

  get length(): number {
    return this.#heap.length;
  }

  put(item: unknown): void {
    this.#heap.push(item);
    this.#towardsRoot(0, this.#heap.length - 1);
  }

  get(): unknown {
    const last = this.#heap.pop();
    if (this.#heap.length === 0) return last;
    const first = this.#heap[0];
    this.#heap[0] = last;
    this.#towardsLeaf();
    return first;
  }

  #towardsRoot(top: number, from: number): void {
    const heap = this.#heap;
    const item = heap[from];
    let position = from;
    while (position > top) {
      const parent = (position - 1) >> 1;
      if (!less(item, heap[parent])) break;
      heap[position] = heap[parent];
      position = parent;
    }
    heap[position] = item;
  }

  /** Down to a leaf along the smaller children, then up again to where it belongs. */
  #towardsLeaf(): void {
    const heap = this.#heap;
    const item = heap[0];
    let position = 0;
    for (let child = 1; child < heap.length; child = 2 * position + 1) {
      const right = child + 1;
      if (right < heap.length && !less(heap[child], heap[right])) child = right;
      heap[position] = heap[child];
      position = child;
    }
    heap[position] = item;
    this.#towardsRoot(0, position);
  }
}

/** Numbers and strings with `<`, arrays element by element, as Python compares tuples. */
function less(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) if (!same(a[i], b[i])) return less(a[i], b[i]);
    return a.length < b.length;
  }
  if (typeof a === "string" && typeof b === "string") return a < b;
  if (isNumber(a) && isNumber(b)) return a < b;
  throw new RuntimeError(
    `A PriorityQueue cannot tell which is smaller, ${show(a)} or ${show(b)}. Put arrays [priority, count, item] with a count that never repeats, so that the items themselves are not compared.`,
  );
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  return a === b;
}

function isNumber(value: unknown): value is number | bigint | boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}
