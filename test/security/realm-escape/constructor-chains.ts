// Attack: climbs from every object at hand by constructor and prototype to a function that makes code
// Safe: rejected output

import * as chronograde from "chronograde";

export async function main(): Promise<unknown> {
  const roots: unknown[] = [chronograde, chronograde.currentTask(), chronograde.getRunningLoop(), globalThis, fetch, import.meta];
  const made: string[] = [];
  const seen = new Set<unknown>([console, setInterval, setTimeout, setImmediate]);
  while (roots.length > 0 && seen.size < 3000) {
    const value = roots.pop();
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
      roots.push(descriptor?.value, descriptor?.get, descriptor?.set);
    }
    roots.push(Reflect.getPrototypeOf(value));
    if (typeof value !== "function") continue;
    for (const text of ["return process", "return globalThis.__chronograde"]) {
      try {
        const result: unknown = (value as (...all: string[]) => unknown)(text);
        if (typeof result === "function" && String(result).includes(text)) made.push(String((result as () => unknown)()));
      } catch {}
    }
  }
  return made;
}
