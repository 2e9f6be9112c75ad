import { Buffer } from "node:buffer";
import { WORK_LEFT } from "./files.ts";
import { instructionsOf, isBulk, OP, skipImmediates } from "./wasm-instructions.ts";
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

/** A function that branches to more places than this is the interpreter of the guest's own code, which counts for itself. */
const INTERPRETER_TARGETS = 200;

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
  const sections = sectionsOf(wasm, [SECTION.import, SECTION.global, SECTION.export, SECTION.code]);
  const counter = globalCount(sections);
  return rebuilt(wasm, sections, ({ id, body }) => {
    if (id === SECTION.global) {
      const withCounter = appended(body, [I64, MUTABLE, OP.i64Const, 0, OP.end]);
      return appended(withCounter, [I32, MUTABLE, OP.i32Const, 0, OP.end]);
    }
    if (id === SECTION.export) return appended(body, [...named(WORK_LEFT), EXTERNAL.global, ...leb(counter)]);
    return id === SECTION.code ? changedCode(body, (code) => meteredFunction(code, counter)) : body;
  });
}

/** One function's locals and instructions. */
function meteredFunction(code: Uint8Array, counter: number): Uint8Array {
  const reader = instructionsOf(code);
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
    if (opcode === OP.loop) insert(reader.position, countDown(counter));
    else if (opcode === OP.long && isBulk(code[start + 1]!)) insert(start, countBytes(counter));
  }
  return Buffer.concat([...parts, code.subarray(done)]);
}

function countDown(counter: number): number[] {
  const left = leb(counter);
  const subtracted = [OP.globalGet, ...left, OP.i64Const, 1, OP.i64Subtract, OP.globalSet, ...left];
  const isSpent = [OP.globalGet, ...left, OP.i64Const, 0, OP.i64Less];
  return [...subtracted, ...isSpent, OP.if, NO_RESULT, OP.unreachable, OP.end];
}

/** Before memory.copy and memory.fill, whose length lies on top: so many bytes take about as long as one round of a loop. */
function countBytes(counter: number): number[] {
  const left = leb(counter);
  const length = leb(counter + 1);
  const rounds = [OP.globalGet, ...length, OP.i64FromI32, OP.i64Const, BYTES_PER_ROUND_LOG2, OP.i64ShiftRight];
  const subtracted = [OP.globalGet, ...left, ...rounds, OP.i64Subtract, OP.globalSet, ...left];
  return [OP.globalSet, ...length, ...subtracted, OP.globalGet, ...length];
}

const BYTES_PER_ROUND_LOG2 = 6;

const I32 = 0x7f;
const I64 = 0x7e;
const NO_RESULT = 0x40;
const MUTABLE = 1;
