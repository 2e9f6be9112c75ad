// Attack: none: each global that a submission is promised is used, and own timers besides
// Safe: harmless

import { createTask, gather, sleep } from "chronograde";
import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import assert from "node:assert/strict";

export async function main(keys: string[]): Promise<Record<string, string>> {
  const watcher = createTask(sleep(60_000), { name: "watcher" });
  const emitter = new EventEmitter();
  emitter.on("x", () => {});
  const signal = AbortSignal.any([new AbortController().signal, AbortSignal.timeout(100_000)]);
  const form = new FormData();
  form.set("a", new Blob([new TextEncoder().encode("x")]));
  assert.equal(new TextDecoder().decode(new Uint8Array([104])), "h");
  assert.deepEqual([...new URLSearchParams({ a: "b" })], [["a", "b"]]);
  assert.equal(atob(btoa("ok")), "ok");
  assert.ok(crypto.randomUUID() && crypto.getRandomValues(new Uint8Array(4)) && Math.random() >= 0);
  assert.throws(() => {
    throw new DOMException("x", "AbortError");
  });
  const target = new EventTarget();
  target.addEventListener("e", (event) => event.preventDefault(), { once: true });
  target.dispatchEvent(new Event("e"));
  const stream = new ReadableStream<string>({ start: (controller) => (controller.enqueue("s"), controller.close()) });
  for await (const chunk of stream) assert.equal(chunk, "s");
  clearInterval(setInterval(() => {}, 5));
  clearImmediate(setImmediate(() => {}));
  const paused = createTask(() => pause(1), { name: "pause" });
  await new Promise<void>((resolve) => queueMicrotask(resolve));
  assert.equal(performance.now(), 0);
  const part = async (key: string) => {
    const response = await fetch(new Request(new URL(key, "https://vault.test"), { headers: new Headers({ accept: "*/*" }), signal }));
    return (structuredClone(await response.json()) as { part: string }).part;
  };
  const tasks = keys.map((key) => createTask(() => part(key), { name: `fetch ${key}` }));
  const parts = await gather(tasks);
  await paused;
  watcher.cancel();
  keys.forEach((key, i) => console.info("%s: %s", key, parts[i]));
  return Object.fromEntries(keys.map((key, i) => [key, parts[i]!]));
}
