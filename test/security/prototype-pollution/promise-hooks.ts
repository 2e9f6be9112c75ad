// Attack: replaces then, constructor and species of promises, through which every await goes
// Safe: failed

import { createTask, sleep } from "chronograde";

let taken = 0;
class Mine<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    taken += 1;
    return Promise;
  }
}
for (const change of [
  () => Object.defineProperty(Promise.prototype, "then", { value: () => (taken += 1) }),
  () => Object.defineProperty(Promise.prototype, "constructor", { get: () => Mine }),
  () => Object.defineProperty(Promise, Symbol.species, { get: () => Mine }),
  () => Object.setPrototypeOf(Promise.prototype, Mine.prototype),
  () => Object.setPrototypeOf(Promise, Mine),
  () => Object.assign(Promise, { resolve: () => ({ then() {} }) }),
]) {
  try {
    change();
  } catch {}
}

export async function main(): Promise<unknown> {
  const own = sleep(1).then(() => 1) as Promise<number>;
  Object.defineProperty(own, "constructor", { get: () => Mine });
  Object.defineProperty(own, "then", { value: (resolve: (value: number) => void) => resolve(7) });
  const seven = await own;
  await createTask(async () => new Mine((resolve) => resolve(sleep(1))) as Promise<void>);
  return { seven, taken };
}
