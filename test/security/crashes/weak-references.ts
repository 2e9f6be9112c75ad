// Attack: finalizers, weak references and caches, to see when the engine collects
// Safe: failed

import { sleep } from "chronograde";

export async function main(): Promise<unknown> {
  const collected: number[] = [];
  const registry = new FinalizationRegistry<number>((n) => {
    collected.push(n);
    registry.register({}, n + 1);
    console.log("left: port");
  });
  let reference: WeakRef<object> | null = null;
  for (let i = 0; i < 1000; i++) {
    const dies = { i, self: null as unknown };
    dies.self = dies;
    reference = new WeakRef(dies);
    registry.register(dies, i);
    new WeakMap().set(dies, dies);
  }
  for (let i = 0; i < 20; i++) await sleep(10);
  return { dead: reference?.deref() === undefined };
}
