/**
 * The engine's own constructors as they were before the learner's first line. Every file here imports those it uses: a global
 * binding that the learner replaces later is then never looked at. Methods are called plainly, because the prototypes are
 * frozen by then.
 */

export const AggregateError = globalThis.AggregateError;
export const Array = globalThis.Array;
export const ArrayBuffer = globalThis.ArrayBuffer;
export const BigInt = globalThis.BigInt;
export const Boolean = globalThis.Boolean;
export const DataView = globalThis.DataView;
export const Date = globalThis.Date;
export const Error = globalThis.Error;
export const EvalError = globalThis.EvalError;
export const Function = globalThis.Function;
export const JSON = globalThis.JSON;
export const Map = globalThis.Map;
export const Math = globalThis.Math;
export const Number = globalThis.Number;
export const Object = globalThis.Object;
export const Promise = globalThis.Promise;
export const Proxy = globalThis.Proxy;
export const RangeError = globalThis.RangeError;
export const ReferenceError = globalThis.ReferenceError;
export const Reflect = globalThis.Reflect;
export const RegExp = globalThis.RegExp;
export const Set = globalThis.Set;
export const String = globalThis.String;
export const Symbol = globalThis.Symbol;
export const SyntaxError = globalThis.SyntaxError;
export const TypeError = globalThis.TypeError;
export const URIError = globalThis.URIError;
export const Uint8Array = globalThis.Uint8Array;
export const WeakMap = globalThis.WeakMap;
export const WeakRef = globalThis.WeakRef;
export const WeakSet = globalThis.WeakSet;

export type Array<T> = globalThis.Array<T>;
export type ArrayBuffer = globalThis.ArrayBuffer;
export type Date = globalThis.Date;
export type Error = globalThis.Error;
export type Function = globalThis.Function;
export type Map<K, V> = globalThis.Map<K, V>;
export type Promise<T> = globalThis.Promise<T>;
export type Proxy<T extends object> = T;
export type RegExp = globalThis.RegExp;
export type Set<T> = globalThis.Set<T>;
export type TypeError = globalThis.TypeError;
export type Uint8Array<B extends ArrayBufferLike = ArrayBufferLike> = globalThis.Uint8Array<B>;
export type WeakMap<K extends WeakKey, V> = globalThis.WeakMap<K, V>;
export type WeakSet<T extends WeakKey> = globalThis.WeakSet<T>;

/** The constructors of all kinds of typed arrays that ES2023 has. */
export const typedArrays = [
  globalThis.Int8Array,
  Uint8Array,
  globalThis.Uint8ClampedArray,
  globalThis.Int16Array,
  globalThis.Uint16Array,
  globalThis.Int32Array,
  globalThis.Uint32Array,
  globalThis.Float32Array,
  globalThis.Float64Array,
  globalThis.BigInt64Array,
  globalThis.BigUint64Array,
] as const;

/** %TypedArray%, the common ancestor of Uint8Array and the others. */
export const TypedArray = Object.getPrototypeOf(Uint8Array) as {
  readonly prototype: Uint8Array;
};
