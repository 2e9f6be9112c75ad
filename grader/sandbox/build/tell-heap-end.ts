import { HEAP_END_AT } from "./files.ts";
import { instructionsOf, OP, skipImmediates } from "./wasm-instructions.ts";
import {
  appended,
  changedCode,
  EXTERNAL,
  globalCount,
  leb,
  named,
  rebuilt,
  SECTION,
  sectionsOf,
} from "./wasm-module.ts";

/**
 * The engine's heap grows by one function, C's `sbrk`, the only one that asks for the size of the memory. It begins with a look at the
 * end of the heap, and can only move it upwards: what is to be added is taken as a number without a sign. So nothing past that end has
 * ever been written. The address of the end is exported.
 *
 * @throws Error for an engine that is put together in another way
 */
export function tellHeapEnd(wasm: Uint8Array): Uint8Array {
  const sections = sectionsOf(wasm, [SECTION.import, SECTION.global, SECTION.export, SECTION.code]);
  const found: (Uint8Array | null)[] = [];
  rebuilt(wasm, sections, ({ id, body }) => {
    if (id !== SECTION.code) return body;
    return changedCode(body, (code) => {
      if (asksForMemorySize(code)) found.push(addressOfEnd(code));
      return code;
    });
  });
  const [address] = found;
  if (found.length !== 1 || address === undefined || address === null)
    throw new Error("The engine keeps the end of its heap in a way that is not known.");
  const number = globalCount(sections);
  return rebuilt(wasm, sections, ({ id, body }) => {
    if (id === SECTION.global) return appended(body, [I32, IMMUTABLE, OP.i32Const, ...address, OP.end]);
    return id === SECTION.export ? appended(body, [...named(HEAP_END_AT), EXTERNAL.global, ...leb(number)]) : body;
  });
}

function asksForMemorySize(code: Uint8Array): boolean {
  const reader = instructionsOf(code);
  while (!reader.atEnd) {
    const opcode = reader.byte();
    if (opcode === OP.memorySize) return true;
    skipImmediates(reader, opcode);
  }
  return false;
}

/** As it is written in the code; null when the function does not begin as `sbrk` does. */
function addressOfEnd(code: Uint8Array): Uint8Array | null {
  const reader = instructionsOf(code);
  if (!BEFORE.every((byte) => reader.byte() === byte)) return null;
  const start = reader.position;
  reader.signed();
  const address = code.subarray(start, reader.position);
  return AFTER.every((byte) => reader.byte() === byte) ? address : null;
}

const NO_RESULT = 0x40;
/** Alignment and offset of a load. */
const PLAINLY = [2, 0];
const BEFORE = [OP.block, NO_RESULT, OP.i32Const];
const AFTER = [OP.i32Load, ...PLAINLY, OP.localTee, 1, OP.i64FromI32, OP.localGet, 0, OP.i64FromI32];
const I32 = 0x7f;
const IMMUTABLE = 0;
