import { Buffer } from "node:buffer";
import { WORK_LEFT } from "./files.ts";
import { instructionsOf, isBulk, OP, skipImmediates } from "./wasm-instructions.ts";
import {
  appended,
  changedCode,
  exportedFunction,
  EXTERNAL,
  functionsImported,
  globalCount,
  leb,
  named,
  rebuilt,
  SECTION,
  sectionsOf,
} from "./wasm-module.ts";

/** A function that branches to more places than this is the interpreter of the guest's own code: each bytecode is a round of its loop. */
const INTERPRETER_TARGETS = 200;

/**
 * What work costs, in bytecodes. Measured over fifty programs (loops, awaits, objects, texts, sorts, regular expressions), the time of each
 * of them is the sum of these to within a quarter.
 */
const UNITS = { bytecode: 1, round: 2, allocation: 10 } as const;

/**
 * A WebAssembly module in which every round of every loop counts down an exported global, and each that finds it below zero traps; bytes
 * that are copied in bulk count too, and pieces of memory that are asked for. The
 * engine asks its host for permission to go on when the guest calls or jumps back, but not within a built-in function, nor in the middle of
 * a loop's body, however long that is: this bounds
 * `indexOf` over a quadrillion places and `sort` over a million, by a count that is the same on every machine.
 *
 * @param allocator name of the export that gives memory
 * @throws Error for a module with instructions that are not known here
 */
export function meterWork(wasm: Uint8Array, allocator: string): Uint8Array {
  const sections = sectionsOf(wasm, [SECTION.import, SECTION.global, SECTION.export, SECTION.code]);
  const counter = globalCount(sections);
  const allocates = exportedFunction(sections, allocator);
  let index = functionsImported(sections);
  return rebuilt(wasm, sections, ({ id, body }) => {
    if (id === SECTION.global) {
      const withCounter = appended(body, [I64, MUTABLE, OP.i64Const, 0, OP.end]);
      return appended(withCounter, [I32, MUTABLE, OP.i32Const, 0, OP.end]);
    }
    if (id === SECTION.export) return appended(body, [...named(WORK_LEFT), EXTERNAL.global, ...leb(counter)]);
    if (id !== SECTION.code) return body;
    return changedCode(body, (code) => {
      const metered = meteredFunction(code, counter);
      const isAllocator = index === allocates;
      index += 1;
      return isAllocator ? withEntryCounted(metered, counter) : metered;
    });
  });
}

/** One function's locals and instructions. */
function meteredFunction(code: Uint8Array, counter: number): Uint8Array {
  const reader = instructionsOf(code);
  const loops: number[] = [];
  const bulks: number[] = [];
  let isInterpreter = false;
  while (!reader.atEnd) {
    const start = reader.position;
    const opcode = reader.byte();
    if (skipImmediates(reader, opcode) > INTERPRETER_TARGETS) isInterpreter = true;
    if (opcode === OP.loop) loops.push(reader.position);
    else if (opcode === OP.long && isBulk(code[start + 1]!)) bulks.push(start);
  }
  const round = [...countDown(counter, isInterpreter ? UNITS.bytecode : UNITS.round), ...trapBelowZero(counter)];
  const insertions = new Map<number, readonly number[]>([
    ...loops.map((place) => [place, round] as const),
    ...bulks.map((place) => [place, countBytes(counter)] as const),
  ]);
  return inserted(code, insertions);
}

function withEntryCounted(code: Uint8Array, counter: number): Uint8Array {
  return inserted(code, new Map([[instructionsOf(code).position, countDown(counter, UNITS.allocation)]]));
}

function inserted(code: Uint8Array, insertions: ReadonlyMap<number, readonly number[]>): Uint8Array {
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const [place, instructions] of [...insertions].toSorted(([a], [b]) => a - b)) {
    parts.push(code.subarray(done, place), Buffer.from(instructions));
    done = place;
  }
  return Buffer.concat([...parts, code.subarray(done)]);
}

function countDown(counter: number, units: number): number[] {
  const left = leb(counter);
  return [OP.globalGet, ...left, OP.i64Const, units, OP.i64Subtract, OP.globalSet, ...left];
}

function trapBelowZero(counter: number): number[] {
  const isSpent = [OP.globalGet, ...leb(counter), OP.i64Const, 0, OP.i64Less];
  return [...isSpent, OP.if, NO_RESULT, OP.unreachable, OP.end];
}

/** Before memory.copy and memory.fill, whose length lies on top: so many bytes take about as long as one bytecode. */
function countBytes(counter: number): number[] {
  const left = leb(counter);
  const length = leb(counter + 1);
  const units = [OP.globalGet, ...length, OP.i64FromI32, OP.i64Const, BYTES_PER_UNIT_LOG2, OP.i64ShiftRight];
  const subtracted = [OP.globalGet, ...left, ...units, OP.i64Subtract, OP.globalSet, ...left];
  return [OP.globalSet, ...length, ...subtracted, OP.globalGet, ...length];
}

const BYTES_PER_UNIT_LOG2 = 6;

const I32 = 0x7f;
const I64 = 0x7e;
const NO_RESULT = 0x40;
const MUTABLE = 1;
