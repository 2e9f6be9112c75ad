import { Object, Symbol } from "./intrinsics.ts";

/** A global as Node defines it: functions are enumerable, classes are not. */
export function define(target: object, name: PropertyKey, value: unknown, enumerable: boolean): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable });
}

/** A global that is made when it is first read. Assigning to it replaces it, as it would the thing itself. */
export function defineLazy(target: object, name: string, make: () => unknown, enumerable: boolean): void {
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable,
    get() {
      const value = make();
      define(target, name, value, enumerable);
      return value;
    },
    set(value) {
      define(target, name, value, enumerable);
    },
  });
}

/** `Object.prototype.toString` of the instances: not enumerable, not writable, as Web IDL has it. */
export function tag(prototype: object, name: string): void {
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
}
