// Attack: changes the prototypes of iterators and their helpers, which are nobody's property
// Exercise: printed
// Safe: failed

const join = (...parts: string[]): any => parts.join("");
export async function main(): Promise<void> {
  const protos = new Set<object>(); const walk = (o: any): void => { for (let p = o; p && !protos.has(p); p = Object.getPrototypeOf(p)) protos.add(p); };
  const any: any = [1].values(); walk(any); for (const m of ["map", "filter", "take", "drop", "flatMap"]) try { walk(any[m](() => [])); } catch { }
  try { walk((globalThis as any)[join('Iter', 'ator')]?.from({ next() { return { done: true } } })); } catch { }
  walk((async function* () { })()); walk(new Intl_()); walk("x"[Symbol.iterator]()); walk("x".matchAll(/x/g)); walk(new Map().entries()); walk(new WeakRef({})); walk(new FinalizationRegistry(() => { }));
  let open = 0; for (const p of protos) if (!Object.isFrozen(p) && Object.getPrototypeOf(p) !== null) { open += 1; try { Object.defineProperty(p, "next", { value: () => ({ done: true }) }); } catch { } }
  console.log("open", open);
}
class Intl_ { }
