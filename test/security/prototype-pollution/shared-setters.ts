// Attack: calls the setters of frozen prototypes on objects of the runtime, to give them methods of its own
// Safe: failed

import { createTask, currentTask, getRunningLoop, gather, sleep, Event, Lock, Queue, AsyncClient } from "chronograde";

export async function main(): Promise<unknown> {
  const targets: unknown[] = [currentTask(), getRunningLoop(), createTask, gather, sleep, Event, Lock.prototype, Queue.prototype, AsyncClient.prototype, console, Promise, JSON, Reflect];
  let changed = 0;
  for (const prototype of [Object.prototype, Function.prototype, Array.prototype, Error.prototype, Promise.prototype]) {
    for (const key of Reflect.ownKeys(prototype)) {
      const setter = Reflect.getOwnPropertyDescriptor(prototype, key)?.set;
      if (setter === undefined) continue;
      for (const target of targets) {
        try {
          Reflect.apply(setter, target, [() => true]);
          changed += 1;
        } catch {}
      }
    }
  }
  const task = createTask(async () => sleep(1), { name: "fetch left" });
  await task;
  return { changed: changed > 1_000_000, done: task.done() };
}
