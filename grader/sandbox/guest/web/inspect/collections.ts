import { Array, Map, Math, Number, Object, Reflect, Set, Uint8Array } from "../core/intrinsics.ts";
import { host } from "../core/environment.ts";
import { more, showNumber } from "./primitive.ts";
import type { Inspection } from "./options.ts";

/** Shows a part of a value, with the lines of it set in by two. */
export type ShowPart = (part: unknown) => string;

export function arrayEntries(value: readonly unknown[], inspection: Inspection, showIndex: (key: string) => string) {
  const limit = Math.min(inspection.maxArrayLength, value.length);
  const entries: string[] = [];
  let index = 0;
  while (index < value.length && entries.length < limit) {
    if (Object.hasOwn(value, index)) {
      entries.push(showIndex(`${index}`));
      index++;
    } else {
      const next = nextIndex(value, index);
      entries.push(`<${next - index} empty item${next - index > 1 ? "s" : ""}>`);
      index = next;
    }
  }
  return withRest(entries, value.length - index);
}

/** The first index after a hole. A very sparse array is asked for its keys, so that the holes cost nothing. */
function nextIndex(value: readonly unknown[], hole: number): number {
  const near = Math.min(hole + 1000, value.length);
  for (let i = hole; i < near; i++) if (Object.hasOwn(value, i)) return i;
  if (near === value.length) return near;
  for (const key of Object.keys(value)) {
    const index = Number(key);
    if (!isIndex(key)) break;
    if (index >= near) return index;
  }
  return value.length;
}

export function isIndex(key: string): boolean {
  const number = Number(key);
  return number >>> 0 === number && number !== 2 ** 32 - 1 && `${number}` === key;
}

export function typedArrayEntries(value: ArrayLike<number | bigint>, inspection: Inspection): string[] {
  const limit = Math.min(inspection.maxArrayLength, value.length);
  const entries: string[] = [];
  for (let i = 0; i < limit; i++) {
    const item = value[i]!;
    entries.push(typeof item === "number" ? showNumber(item) : `${item}n`);
  }
  withRest(entries, value.length - limit);
  if (inspection.showHidden) {
    const array = value as Uint8Array;
    for (const key of ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset"] as const) {
      entries.push(`[${key}]: ${array[key]}`);
    }
    entries.push(`[buffer]: ArrayBuffer { byteLength: ${array.buffer.byteLength} }`);
  }
  return entries;
}

export function setEntries(value: Set<unknown>, inspection: Inspection, show: ShowPart): string[] {
  return some(sizeOf(value), Set.prototype.values.call(value), inspection, show);
}

export function setItemsOf(value: Set<unknown>): unknown[] {
  return [...Set.prototype.values.call(value)];
}

export function mapEntriesOf(value: Map<unknown, unknown>): [unknown, unknown][] {
  return [...(Map.prototype.entries.call(value) as Iterable<[unknown, unknown]>)];
}

export function mapEntries(value: Map<unknown, unknown>, inspection: Inspection, show: ShowPart): string[] {
  const entries = Map.prototype.entries.call(value) as Iterable<[unknown, unknown]>;
  return some(sizeOf(value), entries, inspection, ([key, item]) => `${show(key)} => ${show(item)}`);
}

/** Of a Map or Set, whatever a subclass says. */
export function sizeOf(value: Map<unknown, unknown> | Set<unknown>): number {
  const { prototype } = value instanceof Map ? Map : Set;
  return Reflect.get<object, "size">(prototype, "size", value) as number;
}

function some<T>(size: number, items: Iterable<T>, inspection: Inspection, show: (item: T) => string): string[] {
  const limit = Math.min(inspection.maxArrayLength, size);
  const entries: string[] = [];
  for (const item of items) {
    if (entries.length >= limit) break;
    entries.push(show(item));
  }
  return withRest(entries, size - limit);
}

export function bufferEntries(value: ArrayBuffer, { maxArrayLength }: Inspection): string[] {
  const bytes = new Uint8Array(value);
  const shown = Math.min(maxArrayLength, bytes.length);
  const hex = Array.from(bytes.subarray(0, shown), (byte) => byte.toString(16).padStart(2, "0"));
  const rest = bytes.length - shown;
  return [`[Uint8Contents]: <${hex.join(" ")}${rest > 0 ? ` ... ${more(rest, "byte")}` : ""}>`];
}

export function promiseEntries(value: object, show: ShowPart): string[] {
  const state = host().promiseState(value);
  if (state === null || state.state === "pending") return ["<pending>"];
  return [state.state === "rejected" ? `<rejected> ${show(state.value)}` : show(state.value)];
}

export function withRest(entries: string[], rest: number): string[] {
  if (rest > 0) entries.push(`... ${more(rest, "item")}`);
  return entries;
}
