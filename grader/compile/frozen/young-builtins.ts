/**
 * While a heap is made that is to be kept, V8 leaves out what it took up last: Node 20 has no `toSorted` there. When the heap is used, V8
 * adds it, and gives up if it is there already: so it is lent only for as long as the heap is made.
 */
const lent: (() => void)[] = [];

function lend(prototype: object, name: string, value: unknown): void {
  if (name in prototype) return;
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  lent.push(() => void Reflect.deleteProperty(prototype, name));
}

lend(Array.prototype, "toSorted", function toSorted(this: unknown[], compare?: (a: unknown, b: unknown) => number) {
  return [...this].sort(compare);
});

export function takeAway(): void {
  for (const giveBack of lent) giveBack();
}
