import { ArrayBuffer, Object, Reflect, TypedArray, Uint8Array, DataView, Symbol } from "../core/intrinsics.ts";

const getter = (prototype: object, name: PropertyKey) =>
  Object.getOwnPropertyDescriptor(prototype, name)!.get! as (this: unknown) => unknown;
const view = {
  kind: getter(TypedArray.prototype, Symbol.toStringTag),
  buffer: getter(TypedArray.prototype, "buffer"),
  offset: getter(TypedArray.prototype, "byteOffset"),
  length: getter(TypedArray.prototype, "byteLength"),
};
const data = {
  buffer: getter(DataView.prototype, "buffer"),
  offset: getter(DataView.prototype, "byteOffset"),
  length: getter(DataView.prototype, "byteLength"),
};
const bufferLength = getter(ArrayBuffer.prototype, "byteLength");

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    bufferLength.call(value);
    return true;
  } catch {
    return false;
  }
}

export function isBufferSource(value: unknown): value is ArrayBufferView | ArrayBuffer {
  return typeof value === "object" && value !== null && (ArrayBuffer.isView(value) || isArrayBuffer(value));
}

/** The bytes of a buffer or view, not copied. Reads the slots, not the properties of the same names. */
export function bytesOf(source: ArrayBufferView | ArrayBuffer): Uint8Array<ArrayBuffer> {
  if (!ArrayBuffer.isView(source)) return new Uint8Array(source);
  const read = view.kind.call(source) === undefined ? data : view;
  const part = (name: "buffer" | "offset" | "length") => Reflect.apply(read[name], source, []);
  return new Uint8Array(part("buffer") as ArrayBuffer, part("offset") as number, part("length") as number);
}
