// Attack: a hook that the engine calls with call sites whenever the runtime makes an error for a position
// Safe: failed

import { createTask, sleep } from "chronograde";

export async function main(): Promise<unknown> {
  const seen: unknown[] = [];
  const hook = (error: unknown, sites: unknown): unknown => {
    seen.push(error, sites);
    return [];
  };
  for (const holder of [Error, Object.prototype, Function.prototype, Error.prototype] as object[]) {
    try {
      Object.defineProperty(holder, "prepareStackTrace", { value: hook, configurable: true });
    } catch {}
    Reflect.set(holder, "prepareStackTrace", hook);
    Reflect.set(holder, "stackTraceLimit", 1e9);
  }
  await createTask(async () => sleep(1));
  return seen.length;
}
