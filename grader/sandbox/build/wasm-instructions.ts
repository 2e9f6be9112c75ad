import { ByteReader } from "./byte-reader.ts";

/** The opcodes that are looked for or written here. */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  branchIf: 0x0d,
  callIndirect: 0x11,
  drop: 0x1a,
  localGet: 0x20,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Load: 0x28,
  memorySize: 0x3f,
  i32Const: 0x41,
  i64Const: 0x42,
  i32IsZero: 0x45,
  i64Less: 0x53,
  i64Subtract: 0x7d,
  i64ShiftRight: 0x88,
  i64FromI32: 0xad,
  long: 0xfc,
} as const;

/** At the first instruction of a function's body. */
export function instructionsOf(code: Uint8Array): ByteReader {
  const reader = new ByteReader(code);
  for (let left = reader.unsigned(); left > 0; left -= 1) {
    reader.unsigned();
    reader.byte();
  }
  return reader;
}

/**
 * Goes past what follows an opcode. Gives the number of targets of a `br_table`, 0 for everything else. Knows the instructions of
 * WebAssembly 1.0 and of bulk memory, which is what the engine is made of.
 */
export function skipImmediates(reader: ByteReader, opcode: number): number {
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
  } else if (opcode === OP.i32Const || opcode === OP.i64Const) reader.signed();
  else if (opcode === 0x43) reader.bytes(4);
  else if (opcode === 0x44) reader.bytes(8);
  else if (opcode === OP.long) skipLong(reader);
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

export function isBulk(opcode: number): boolean {
  return opcode === MEMORY_COPY || opcode === MEMORY_FILL;
}

/** Conversions that saturate; memory.copy and memory.fill. */
function skipLong(reader: ByteReader): void {
  const opcode = reader.unsigned();
  if (opcode === MEMORY_COPY) reader.bytes(2);
  else if (opcode === MEMORY_FILL) reader.byte();
  else if (opcode > 7) throw new Error(`The engine has an instruction that is not known: 0xfc ${opcode}.`);
}
