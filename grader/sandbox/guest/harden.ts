const { defineProperty, freeze } = Object;
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

const hardened = new WeakSet<object>();
let held: object[] | null = null;

/** From now on nothing is frozen, until `hardenHeld`: what is loaded meanwhile can still be changed. */
export function holdHardening(): void {
  held = [];
}

export function hardenHeld(): void {
  const roots = held ?? [];
  held = null;
  for (const root of roots) harden(root);
}

/**
 * Freezes `root` and all that can be reached from it through properties and prototypes. On a prototype, methods become
 * accessors whose setter defines an own property on the object that was assigned to: with plain frozen methods,
 * `error.name = "…"` and `object.toString = …` would throw in honest code.
 */
export function harden(root: object): void {
  if (held !== null) {
    held.push(root);
    return;
  }
  const found: object[] = [];
  const visit = (value: unknown): void => {
    if ((typeof value !== "object" || value === null) && typeof value !== "function") return;
    if (value === globalThis || hardened.has(value)) return;
    hardened.add(value);
    found.push(value);
  };
  const prototypes = new Set<object>();
  visit(root);
  for (let i = 0; i < found.length; i++) {
    const object = found[i]!;
    visit(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const { value, get, set } = getOwnPropertyDescriptor(object, key)!;
      if (key === "prototype" && typeof value === "object" && value !== null) prototypes.add(value as object);
      visit(value);
      visit(get);
      visit(set);
    }
    const prototype = getPrototypeOf(object);
    if (prototype !== null) prototypes.add(prototype);
  }
  for (const object of found) {
    if (prototypes.has(object)) allowOverriding(object);
    freeze(object);
  }
}

/** Objects that are reached without being anybody's property. */
export const hiddenIntrinsics: readonly object[] = [
  async () => undefined,
  function* () {},
  async function* () {},
  [][Symbol.iterator](),
  new Map()[Symbol.iterator](),
  new Set()[Symbol.iterator](),
  ""[Symbol.iterator](),
  "".matchAll(/x/g),
  Object.getPrototypeOf(Uint8Array) as object,
];

function allowOverriding(prototype: object): void {
  for (const key of ownKeys(prototype)) {
    const descriptor = getOwnPropertyDescriptor(prototype, key)!;
    if (descriptor.configurable !== true || !("value" in descriptor) || descriptor.writable !== true) continue;
    // Every await of a native promise reads this one, and nobody assigns it.
    if (prototype === Promise.prototype && key === "constructor") continue;
    defineProperty(prototype, key, {
      get: getterOf(descriptor.value),
      set: setterOf(prototype, key),
      enumerable: descriptor.enumerable === true,
      configurable: false,
    });
  }
}

function getterOf(value: unknown): () => unknown {
  return () => value;
}

/** For a property of a prototype that must not change: who assigns it gets it as an own one. */
export function setterOf(prototype: object, key: string | symbol): (this: unknown, value: unknown) => void {
  return function (this: unknown, value: unknown): void {
    if (this === prototype || ((typeof this !== "object" || this === null) && typeof this !== "function")) {
      throw new TypeError(`Cannot assign to read only property '${String(key)}'`);
    }
    defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true });
  };
}
