import {
  AggregateError,
  Array,
  ArrayBuffer,
  BigInt,
  Boolean,
  DataView,
  Date,
  Error,
  EvalError,
  Function,
  Map,
  Number,
  Object,
  Promise,
  RangeError,
  ReferenceError,
  RegExp,
  Set,
  String,
  Symbol,
  SyntaxError,
  TypeError,
  URIError,
  typedArrays,
  WeakMap,
  WeakRef,
  WeakSet,
} from "./intrinsics.ts";

/**
 * The names of prototypes that are known. Their `constructor` properties do not serve: freezing may have turned them into
 * accessors, and those of the function kinds are taken away.
 */
const language = new Map<object, string>();
const named = new Map<object, string>();

for (const constructor of [
  ...typedArrays,
  Array,
  ArrayBuffer,
  BigInt,
  Boolean,
  DataView,
  Date,
  Function,
  Map,
  Number,
  Object,
  Promise,
  RegExp,
  Set,
  String,
  Symbol,
  WeakMap,
  WeakRef,
  WeakSet,
  AggregateError,
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
] as readonly { readonly prototype: object; readonly name: string }[]) {
  language.set(constructor.prototype, constructor.name);
}
for (const fn of [async () => {}, function* () {}, async function* () {}]) {
  const prototype = Object.getPrototypeOf(fn) as { readonly [Symbol.toStringTag]: string };
  named.set(prototype, prototype[Symbol.toStringTag]);
}

/** For the classes defined here, before they are frozen. */
export function namePrototype(prototype: object, name: string): void {
  named.set(prototype, name);
}

export function prototypeName(prototype: object): string | undefined {
  return language.get(prototype) ?? named.get(prototype);
}

/** Whether it is that of a global of the language: `%s` shows such objects, and calls `toString` of all others. */
export function isBuiltIn(prototype: object): boolean {
  return language.has(prototype);
}
