import type { TaskCarrier } from "../platform.ts";

type Callback = (...args: unknown[]) => unknown;
type Schedule = (callback: Callback, ...rest: unknown[]) => unknown;

const NAMES = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"] as const;

/**
 * Has the callbacks of the global timers run in the task that set them, as AsyncLocalStorage would. Outside a task the
 * functions do exactly what they did.
 */
export function carryThroughTimers(carrier: TaskCarrier): void {
  for (const name of NAMES) {
    const schedule = globalThis[name] as Schedule;
    const carrying: Schedule = (callback, ...rest) => {
      const task = carrier.current();
      if (task === null || typeof callback !== "function") return schedule(callback, ...rest);
      return schedule((...args: unknown[]) => carrier.run(task, () => callback(...args)), ...rest);
    };
    // Name, length, and what util.promisify looks for.
    Object.defineProperties(carrying, Object.getOwnPropertyDescriptors(schedule));
    Object.defineProperty(globalThis, name, {
      ...Object.getOwnPropertyDescriptor(globalThis, name),
      value: carrying,
    });
  }
}
