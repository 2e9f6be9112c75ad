import { Buffer } from "node:buffer";
import { ByteReader } from "./byte-reader.ts";
import { WORK_LEFT } from "./files.ts";

/** A function that branches to more places than this is the interpreter of the guest's own code, which counts for itself. */
const INTERPRETER_TARGETS = 200;

const SECTION = { import: 2, global: 6, export: 7, code: 10 } as const;
const EXTERNAL_GLOBAL = 3;

/**
 * A WebAssembly module in which every round of every loop counts down an exported global, and each that finds it below zero traps; bytes
 * that are copied in bulk count too. The
 * engine asks its host for permission to go on when the guest calls or jumps back, but not within a built-in function: this bounds
 * `indexOf` over a quadrillion places and `sort` over a million, by a count that is the same on every machine. The interpreter's own
 * loop is left alone, since it asks.
 *
 * @throws Error for a module with instructions that are not known here
 */
export function meterLoops(wasm: Uint8Array): Uint8Array {
  const sections = sectionsOf(wasm);
  const counter = globalsImported(sections) + globalsDefined(sections);
  const parts: Uint8Array[] = [wasm.subarray(0, 8)];
  for (const { id, body } of sections) {
    let changed = body;
    if (id === SECTION.global) {
      changed = appended(appended(body, [I64, MUTABLE, I64_CONST, 0, END]), [I32, MUTABLE, I32_CONST, 0, END]);
    } else if (id === SECTION.export) changed = appended(body, [...named(WORK_LEFT), EXTERNAL_GLOBAL, ...leb(counter)]);
    else if (id === SECTION.code) changed = meteredCode(body, counter);
    parts.push(Buffer.from([id, ...leb(changed.length)]), changed);
  }
  return Buffer.concat(parts);
}

interface Section {
  readonly id: number;
  readonly body: Uint8Array;
}

function sectionsOf(wasm: Uint8Array): Section[] {
  const reader = new ByteReader(wasm, 8);
  const sections: Section[] = [];
  while (!reader.atEnd) sections.push({ id: reader.byte(), body: reader.bytes(reader.unsigned()) });
  for (const id of Object.values(SECTION)) {
    if (!sections.some((section) => section.id === id)) throw new Error(`The module has no section ${id}.`);
  }
  return sections;
}

function bodyOf(sections: readonly Section[], id: number): ByteReader {
  return new ByteReader(sections.find((section) => section.id === id)!.body);
}

function globalsDefined(sections: readonly Section[]): number {
  return bodyOf(sections, SECTION.global).unsigned();
}

function globalsImported(sections: readonly Section[]): number {
  const reader = bodyOf(sections, SECTION.import);
  let globals = 0;
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    reader.bytes(reader.unsigned());
    reader.bytes(reader.unsigned());
    const kind = reader.byte();
    if (kind === 0) reader.unsigned();
    else if (kind === 1) reader.byte();
    if (kind === 1 || kind === 2) limits(reader);
    if (kind !== EXTERNAL_GLOBAL) continue;
    reader.bytes(2);
    globals += 1;
  }
  return globals;
}

function limits(reader: ByteReader): void {
  const hasMaximum = (reader.byte() & 1) === 1;
  reader.unsigned();
  if (hasMaximum) reader.unsigned();
}

/** A vector with one more element. */
function appended(body: Uint8Array, element: readonly number[]): Uint8Array {
  const reader = new ByteReader(body);
  const count = reader.unsigned();
  return Buffer.concat([Buffer.from(leb(count + 1)), body.subarray(reader.position), Buffer.from(element)]);
}

function meteredCode(body: Uint8Array, counter: number): Uint8Array {
  const reader = new ByteReader(body);
  const count = reader.unsigned();
  const parts: Uint8Array[] = [Buffer.from(leb(count))];
  for (let i = 0; i < count; i += 1) {
    const changed = meteredFunction(reader.bytes(reader.unsigned()), counter);
    parts.push(Buffer.from(leb(changed.length)), changed);
  }
  return Buffer.concat(parts);
}

/** One function's locals and instructions. */
function meteredFunction(code: Uint8Array, counter: number): Uint8Array {
  const reader = new ByteReader(code);
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    reader.unsigned();
    reader.byte();
  }
  const parts: Uint8Array[] = [];
  let done = 0;
  const insert = (place: number, instructions: readonly number[]): void => {
    parts.push(code.subarray(done, place), Buffer.from(instructions));
    done = place;
  };
  while (!reader.atEnd) {
    const start = reader.position;
    const opcode = reader.byte();
    if (skipImmediates(reader, opcode) > INTERPRETER_TARGETS) return code;
    if (opcode === LOOP) insert(reader.position, countDown(counter));
    else if (opcode === LONG && isBulk(code[start + 1]!)) insert(start, countBytes(counter));
  }
  return Buffer.concat([...parts, code.subarray(done)]);
}

function countDown(counter: number): number[] {
  const left = leb(counter);
  const subtracted = [GLOBAL_GET, ...left, I64_CONST, 1, I64_SUB, GLOBAL_SET, ...left];
  return [...subtracted, GLOBAL_GET, ...left, I64_CONST, 0, I64_LT_S, IF, NO_RESULT, UNREACHABLE, END];
}

/** Before memory.copy and memory.fill, whose length lies on top: so many bytes take about as long as one round of a loop. */
function countBytes(counter: number): number[] {
  const left = leb(counter);
  const length = leb(counter + 1);
  const rounds = [GLOBAL_GET, ...length, I64_EXTEND_I32_U, I64_CONST, BYTES_PER_ROUND_LOG2, I64_SHR_U];
  return [GLOBAL_SET, ...length, GLOBAL_GET, ...left, ...rounds, I64_SUB, GLOBAL_SET, ...left, GLOBAL_GET, ...length];
}

const BYTES_PER_ROUND_LOG2 = 6;

const UNREACHABLE = 0x00;
const LOOP = 0x03;
const IF = 0x04;
const END = 0x0b;
const GLOBAL_GET = 0x23;
const GLOBAL_SET = 0x24;
const I64_CONST = 0x42;
const I64_LT_S = 0x53;
const I64_SUB = 0x7d;
const I64_SHR_U = 0x88;
const I64_EXTEND_I32_U = 0xad;
const LONG = 0xfc;
const I32_CONST = 0x41;
const I32 = 0x7f;
const NO_RESULT = 0x40;
const I64 = 0x7e;
const MUTABLE = 1;

/**
 * Goes past what follows an opcode. Gives the number of targets of a `br_table`, 0 for everything else. Knows the instructions of
 * WebAssembly 1.0 and of bulk memory, which is what the engine is made of.
 */
function skipImmediates(reader: ByteReader, opcode: number): number {
  if (opcode === 0x0e) {
    const targets = reader.unsigned();
    for (let i = 0; i <= targets; i += 1) reader.unsigned();
    return targets;
  }
  // block, loop, if: a type, which is a byte or a small number.
  if (opcode >= 0x02 && opcode <= 0x04) reader.signed();
  // br, br_if, call, local.*, global.*, memory.size, memory.grow
  else if ([0x0c, 0x0d, 0x10, 0x3f, 0x40].includes(opcode) || (opcode >= 0x20 && opcode <= 0x24)) reader.unsigned();
  // call_indirect; loads and stores
  else if (opcode === 0x11 || (opcode >= 0x28 && opcode <= 0x3e)) {
    reader.unsigned();
    reader.unsigned();
  } else if (opcode === I32_CONST || opcode === I64_CONST) reader.signed();
  else if (opcode === 0x43) reader.bytes(4);
  else if (opcode === 0x44) reader.bytes(8);
  else if (opcode === LONG) skipLong(reader);
  else if (!isPlain(opcode))
    throw new Error(`The engine has an instruction that is not known: 0x${opcode.toString(16)}.`);
  return 0;
}

/** unreachable, nop, else, end, return, drop, select; everything that computes. */
function isPlain(opcode: number): boolean {
  return [0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b].includes(opcode) || (opcode >= 0x45 && opcode <= 0xc4);
}

const MEMORY_COPY = 10;
const MEMORY_FILL = 11;

function isBulk(opcode: number): boolean {
  return opcode === MEMORY_COPY || opcode === MEMORY_FILL;
}

/** Conversions that saturate; memory.copy and memory.fill. */
function skipLong(reader: ByteReader): void {
  const opcode = reader.unsigned();
  if (opcode === MEMORY_COPY) reader.bytes(2);
  else if (opcode === MEMORY_FILL) reader.byte();
  else if (opcode > 7) throw new Error(`The engine has an instruction that is not known: 0xfc ${opcode}.`);
}

/** LEB128, as all numbers in a module. */
function leb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [value] : [low | 0x80, ...leb(value >>> 7)];
}

function named(name: string): number[] {
  const bytes = [...Buffer.from(name)];
  return [...leb(bytes.length), ...bytes];
}
