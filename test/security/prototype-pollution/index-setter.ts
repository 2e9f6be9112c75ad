// Attack: a setter at an index of Array.prototype, to be handed whatever the runtime stores in a list
// Safe: failed

import { createTask, gather, sleep } from "chronograde";

const caught: unknown[] = [];
for (const holder of [Array.prototype, Object.prototype, Object.getPrototypeOf([][Symbol.iterator]()) as object]) {
  for (const key of [0, 1, 2, "value", "done", "task", "core", "state", "then", "get", "set", "name"]) {
    try {
      Object.defineProperty(holder, key, { configurable: true, set: (value: unknown) => void caught.push(value), get: () => undefined });
    } catch {}
    try {
      (holder as { __defineSetter__?: (name: string, set: (value: unknown) => void) => void }).__defineSetter__?.(`${key}`, (value) => void caught.push(value));
    } catch {}
  }
}

export async function main(): Promise<unknown> {
  await gather(createTask(async () => sleep(1)), createTask(async () => sleep(2)));
  return caught.length;
}
