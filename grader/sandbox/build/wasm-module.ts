import { Buffer } from "node:buffer";
import { ByteReader } from "./byte-reader.ts";

/** The sections of a WebAssembly module that are looked into here. */
export const SECTION = { type: 1, import: 2, table: 4, global: 6, export: 7, code: 10 } as const;

/** Kinds of what a module imports or exports. */
export const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3 } as const;

export interface Section {
  readonly id: number;
  readonly body: Uint8Array;
}

/** @throws Error when one of `needed` is missing */
export function sectionsOf(wasm: Uint8Array, needed: readonly number[]): Section[] {
  const reader = new ByteReader(wasm, 8);
  const sections: Section[] = [];
  while (!reader.atEnd) sections.push({ id: reader.byte(), body: reader.bytes(reader.unsigned()) });
  for (const id of needed) {
    if (!sections.some((section) => section.id === id)) throw new Error(`The module has no section ${id}.`);
  }
  return sections;
}

/** A reader at the beginning of a section that is there. */
export function bodyOf(sections: readonly Section[], id: number): ByteReader {
  return new ByteReader(sections.find((section) => section.id === id)!.body);
}

/** The module with the sections as `change` gives them. */
export function rebuilt(
  wasm: Uint8Array,
  sections: readonly Section[],
  change: (section: Section) => Uint8Array,
): Buffer {
  const parts: Uint8Array[] = [wasm.subarray(0, 8)];
  for (const section of sections) {
    const body = change(section);
    parts.push(Buffer.from([section.id, ...leb(body.length)]), body);
  }
  return Buffer.concat(parts);
}

/** A code section with each function's body as `change` gives it. */
export function changedCode(body: Uint8Array, change: (code: Uint8Array) => Uint8Array): Uint8Array {
  const reader = new ByteReader(body);
  const count = reader.unsigned();
  const parts: Uint8Array[] = [Buffer.from(leb(count))];
  for (let i = 0; i < count; i += 1) {
    const changed = change(reader.bytes(reader.unsigned()));
    parts.push(Buffer.from(leb(changed.length)), changed);
  }
  return Buffer.concat(parts);
}

/** A vector with one more element. */
export function appended(body: Uint8Array, element: readonly number[]): Uint8Array {
  const reader = new ByteReader(body);
  const count = reader.unsigned();
  return Buffer.concat([Buffer.from(leb(count + 1)), body.subarray(reader.position), Buffer.from(element)]);
}

/** LEB128, as all numbers in a module. */
export function leb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [value] : [low | 0x80, ...leb(value >>> 7)];
}

/** A name, as all texts in a module. */
export function named(name: string): number[] {
  const bytes = [...Buffer.from(name)];
  return [...leb(bytes.length), ...bytes];
}

/** Those of the module and those that it imports: the number of the next one. */
export function globalCount(sections: readonly Section[]): number {
  return imported(sections, EXTERNAL.global) + bodyOf(sections, SECTION.global).unsigned();
}

/** The number of the module's own first function. */
export function functionsImported(sections: readonly Section[]): number {
  return imported(sections, EXTERNAL.function);
}

/** The number of a function that the module exports. */
export function exportedFunction(sections: readonly Section[], name: string): number {
  const reader = bodyOf(sections, SECTION.export);
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    const exported = Buffer.from(reader.bytes(reader.unsigned())).toString();
    const kind = reader.byte();
    const index = reader.unsigned();
    if (kind === EXTERNAL.function && exported === name) return index;
  }
  throw new Error(`The module exports no function ${name}.`);
}

/** How many of this kind. */
function imported(sections: readonly Section[], wanted: number): number {
  const reader = bodyOf(sections, SECTION.import);
  let found = 0;
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    reader.bytes(reader.unsigned());
    reader.bytes(reader.unsigned());
    const kind = reader.byte();
    if (kind === wanted) found += 1;
    if (kind === EXTERNAL.function) reader.unsigned();
    else if (kind === EXTERNAL.table) reader.byte();
    if (kind === EXTERNAL.table || kind === EXTERNAL.memory) limits(reader);
    if (kind === EXTERNAL.global) reader.bytes(2);
  }
  return found;
}

function limits(reader: ByteReader): void {
  const hasMaximum = (reader.byte() & 1) === 1;
  reader.unsigned();
  if (hasMaximum) reader.unsigned();
}
