/** What a submission finds on the global object besides the Web globals: ECMAScript 2023 without the ways to make code. */
const LANGUAGE = [
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
  "AggregateError",
  "Array",
  "Object",
  "Function",
  "Number",
  "Boolean",
  "String",
  "Symbol",
  "BigInt",
  "Math",
  "Reflect",
  "JSON",
  "Proxy",
  "Date",
  "RegExp",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "WeakRef",
  "FinalizationRegistry",
  "Promise",
  "ArrayBuffer",
  "DataView",
  "Uint8ClampedArray",
  "Int8Array",
  "Uint8Array",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "BigInt64Array",
  "BigUint64Array",
  "Float32Array",
  "Float64Array",
  "parseInt",
  "parseFloat",
  "isNaN",
  "isFinite",
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "escape",
  "unescape",
  "Infinity",
  "NaN",
  "undefined",
  "globalThis",
];

const { deleteProperty, ownKeys } = Reflect;

/** Before the Web globals come: everything that is the engine's own invention goes. */
export function trimGlobals(): void {
  const keep = new Set<string | symbol>([...LANGUAGE, Symbol.toStringTag]);
  for (const key of ownKeys(globalThis)) if (!keep.has(key)) deleteProperty(globalThis, key);
}

/**
 * The language's own globals stay what they are: the runtime in this guest uses them too. What comes from the Web may be replaced, as
 * people do to try something out.
 */
export function lockLanguage(): void {
  for (const name of LANGUAGE) {
    const descriptor = Reflect.getOwnPropertyDescriptor(globalThis, name);
    if (descriptor?.configurable !== true) continue;
    const locked = "value" in descriptor ? { writable: false, configurable: false } : { configurable: false };
    Object.defineProperty(globalThis, name, locked);
  }
}

/** No text becomes code: neither by a global nor by the constructor that every function inherits. */
export function removeCodeFromText(): void {
  const kinds = [() => undefined, async () => undefined, function* () {}, async function* () {}];
  for (const kind of kinds) {
    const prototype = Object.getPrototypeOf(kind) as object;
    const { name } = prototype.constructor;
    define(prototype, "constructor", named(name, prototype));
  }
  define(globalThis, "Function", Function.prototype.constructor);
}

/**
 * How a function is written is not for who can merely call it: a harness hands out functions that know the answer, and a submission may be tried with a part of
 * the solution in it.
 */
export function hideFunctionTexts(): void {
  const written = Function.prototype.toString;
  // A method has no `prototype` and cannot be constructed, as the one that it stands for.
  const { toString } = {
    toString(this: unknown): string {
      const kind = /^class\b/.test(written.call(this)) ? "class" : "function";
      const name = Reflect.getOwnPropertyDescriptor(this as object, "name")?.value as unknown;
      return `${kind} ${typeof name === "string" ? name : ""}${kind === "class" ? "" : "()"} { [native code] }`;
    },
  };
  define(Function.prototype, "toString", toString);
}

function named(name: string, prototype: object): unknown {
  const refuse = function (): never {
    throw new EvalError(`Code generation from strings is not allowed: ${name}() is not available here.`);
  };
  Object.defineProperty(refuse, "name", { value: name, configurable: true });
  // For `value instanceof Function`.
  Object.defineProperty(refuse, "prototype", { value: prototype });
  return refuse;
}

/** The engine's stack overflow and memory errors are RangeErrors for whoever looks at them, as in Node. */
export function adoptInternalError(): void {
  const { InternalError } = globalThis as unknown as { InternalError: { readonly prototype: object } };
  Object.setPrototypeOf(InternalError.prototype, RangeError.prototype);
  define(InternalError.prototype, "name", "RangeError");
  define(InternalError.prototype, "constructor", RangeError);
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}
