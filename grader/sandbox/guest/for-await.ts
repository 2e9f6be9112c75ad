import { after, enterFrame, hand, isObject, mark, put } from "./carrier.ts";
import type { Frame } from "./frame.ts";

const { apply } = Reflect;

interface AnyIterator {
  readonly next: unknown;
  readonly return?: unknown;
}

/** One `for await` that is going on. */
interface Loop {
  iterator: AnyIterator | null;
  readonly asynchronous: boolean;
  /** Inside the body: not so while a step is being taken, nor after the last one. */
  inBody: boolean;
  closer: unknown;
}

/** By what `each` gave, which compiled code hands back; no own property, that learners could see in an error. */
const loops = new WeakMap<object, Loop>();

export function each<T extends object>(frame: Frame, iterable: T, site: number): T {
  const asynchronous: unknown = (iterable as { [Symbol.asyncIterator]?: unknown })[Symbol.asyncIterator];
  if (asynchronous !== undefined && asynchronous !== null) {
    const loop: Loop = { iterator: null, asynchronous: true, inBody: false, closer: null };
    return noted(loop, {
      [Symbol.asyncIterator]: () => steps(frame, begin(loop, asynchronous, iterable), site, mark),
    }) as T;
  }
  const synchronous: unknown = (iterable as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  // The engine says best that it is not iterable.
  if (synchronous === undefined || synchronous === null) return iterable;
  const loop: Loop = { iterator: null, asynchronous: false, inBody: false, closer: null };
  return noted(loop, {
    [Symbol.asyncIterator]: () => steps(frame, begin(loop, synchronous, iterable), site, settledStep),
  }) as T;
}

function noted(loop: Loop, shown: object): object {
  loops.set(shown, loop);
  return shown;
}

function begin(loop: Loop, method: unknown, iterable: object): Loop {
  const iterator: unknown = apply(method as () => unknown, iterable, []);
  if (!isObject(iterator)) throw new TypeError("The iterator is not an object.");
  loop.iterator = iterator as AnyIterator;
  return loop;
}

type Marker = (frame: Frame, value: unknown, site: number) => unknown;

function steps(frame: Frame, loop: Loop, site: number, marker: Marker): object {
  const { iterator } = loop;
  const next: unknown = iterator?.next;
  return {
    next: (...args: unknown[]) => {
      loop.inBody = false;
      enterFrame(frame);
      return marker(frame, apply(next as () => unknown, iterator, args), site);
    },
  };
}

/** A step of a synchronous iterator: its value is awaited, in as many microtasks as the language takes for it. */
function settledStep(frame: Frame, result: unknown, site: number): unknown {
  if (!isObject(result)) throw new TypeError("next() of an iterator has to return an object.");
  const { done, value } = result as { done?: unknown; value?: unknown };
  return Promise.resolve(mark(frame, value, site)).then((settled) => ({ done, value: settled }));
}

export function enter(frame: Frame, shown: object): void {
  put(frame);
  const loop = loops.get(shown);
  if (loop !== undefined) loop.inBody = true;
}

export function left(shown: object): boolean {
  const loop = loops.get(shown);
  if (loop === undefined || !loop.inBody) return false;
  loop.inBody = false;
  loop.closer = loop.iterator?.return;
  // For a synchronous one the language waits a turn in any case.
  return !loop.asynchronous || (loop.closer !== undefined && loop.closer !== null);
}

export function close(frame: Frame, shown: object): unknown {
  const { iterator, closer, asynchronous } = loops.get(shown) as Loop;
  if (closer === undefined || closer === null) return {};
  const result: unknown = apply(closer as () => unknown, iterator, []);
  if (asynchronous) return result;
  if (!isObject(result)) throw new TypeError("return() of an iterator has to return an object.");
  return Promise.resolve(hand(frame, (result as { value?: unknown }).value, frame.site)).then((value) => ({ value }));
}

export function closed(frame: Frame, result: unknown): void {
  after(frame, result);
  if (!isObject(result)) throw new TypeError("return() of an iterator has to return an object.");
}
