// Attack: deletes and replaces every global, then lets the runtime work
// Safe: failed

import { createTask, sleep } from "chronograde";

export async function main(): Promise<unknown> {
  const own = globalThis as unknown as Record<string, unknown>;
  for (const name of Reflect.ownKeys(globalThis)) {
    try {
      Reflect.set(globalThis, name, () => ({ left: "port", right: "starboard" }));
    } catch {}
    Reflect.deleteProperty(globalThis, name);
  }
  own["undefined"] = 1;
  const task = createTask(async () => sleep(1, 5));
  return [await task, typeof own["JSON"], typeof own["Promise"]];
}
