// Attack: one value of each kind that the language has, returned by tasks, thrown and printed
// Safe: failed

import { createTask, gather } from "chronograde";

export async function main(): Promise<unknown> {
  const values: unknown[] = [-0, NaN, Infinity, 10n ** 40n, Symbol("\u202e"), "\ud800", "\u0000", () => 1, class A {}, /x/g, new Date(NaN), new Map([[{}, 1]]), new Set([1]), new WeakMap(), new Uint8Array(3), new ArrayBuffer(8), new DataView(new ArrayBuffer(1)), new Error("x", { cause: 1 }), new AggregateError([1]), Promise.resolve(1), (function* () {})(), Object(1n), Object(Symbol.iterator), new Proxy(() => 1, {}), globalThis, new URL("https://a.test"), new Headers(), new Blob(["x"]), new AbortController(), new Response("x"), new FormData(), [,], { get x() { return 1; } }, Object.freeze({}), arguments];
  const tasks = values.map((value) => createTask(async () => (value instanceof Promise ? 1 : value)));
  await gather(tasks);
  for (const value of values) {
    console.log(value);
    try {
      await createTask(async () => Promise.reject(value));
    } catch {}
  }
  return values;
}
