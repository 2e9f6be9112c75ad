import { tag as defineTag } from "./define.ts";
import { harden } from "./environment.ts";
import { Object, Reflect } from "./intrinsics.ts";
import { namePrototype } from "./prototypes.ts";

interface Class {
  readonly prototype: object;
}

/**
 * Finishes a class as Web IDL has it, and freezes it: everything on it and on its prototype is enumerable, and its objects are tagged
 * with its name, which a minifier would have changed.
 */
export function webClass(type: Class, name: string, { tag = true } = {}): void {
  Object.defineProperty(type, "name", { value: name, configurable: true });
  if (tag) defineTag(type.prototype, name);
  for (const holder of [type, type.prototype]) {
    for (const key of Object.getOwnPropertyNames(holder)) {
      if (key === "constructor" || key === "length" || key === "name" || key === "prototype") continue;
      const descriptor = Reflect.getOwnPropertyDescriptor(holder, key)!;
      Object.defineProperty(holder, key, { ...descriptor, enumerable: true });
    }
  }
  namePrototype(type.prototype, name);
  harden(type);
}

/** Constants of an interface, which nobody can change. */
export function constants(holder: object, values: Readonly<Record<string, number>>): void {
  for (const name of Object.keys(values)) {
    Object.defineProperty(holder, name, { value: values[name], enumerable: true });
  }
}
