import { Buffer } from "node:buffer";
import { FUNCTIONS } from "./files.ts";
import { instructionsOf, OP, skipImmediates } from "./wasm-instructions.ts";
import {
  appended,
  bodyOf,
  changedCode,
  EXTERNAL,
  named,
  rebuilt,
  SECTION,
  sectionsOf,
  type Section,
} from "./wasm-module.ts";

/** `void tracker(context, promise, reason, isHandled, opaque)`, as the engine's JSHostPromiseRejectionTracker is compiled. */
const TRACKER_TYPE = "7f7e7e7f7f-";

/** The engine calls its tracker where a promise is rejected that nobody listens to, and where somebody listens to such a one after all. */
const CALLS = 2;

/**
 * The engine can tell its host of promises that are rejected while nobody listens, but this build of it has no function that would set
 * the listener: it looks for one in a field that is always empty. Here it is made to call the first function past the end of its table
 * instead, and the table is exported, so that the host can put one there. The host must, before the engine runs anything.
 *
 * @throws Error for an engine that is put together in another way
 */
export function hearRejections(wasm: Uint8Array): Uint8Array {
  const sections = sectionsOf(wasm, [SECTION.type, SECTION.table, SECTION.export, SECTION.code]);
  const type = trackerType(sections);
  const place = tableLength(sections);
  let calls = 0;
  const changed = rebuilt(wasm, sections, ({ id, body }) => {
    if (id === SECTION.export) return appended(body, [...named(FUNCTIONS), EXTERNAL.table, 0]);
    if (id !== SECTION.code) return body;
    return changedCode(body, (code) => {
      const loads = trackerLoads(code, type);
      calls += loads.length;
      return replaced(code, loads, [OP.drop, OP.i32Const, ...signedLeb(place)]);
    });
  });
  if (calls !== CALLS)
    throw new Error(`The engine calls its rejection tracker in ${calls} places; ${CALLS} are known.`);
  return changed;
}

function trackerType(sections: readonly Section[]): number {
  const reader = bodyOf(sections, SECTION.type);
  const found: number[] = [];
  const count = reader.unsigned();
  for (let i = 0; i < count; i += 1) {
    reader.byte();
    const parameters = Buffer.from(reader.bytes(reader.unsigned())).toString("hex");
    const results = Buffer.from(reader.bytes(reader.unsigned())).toString("hex");
    if (`${parameters}-${results}` === TRACKER_TYPE) found.push(i);
  }
  if (found.length !== 1) throw new Error("The engine has no rejection tracker.");
  return found[0]!;
}

function tableLength(sections: readonly Section[]): number {
  const reader = bodyOf(sections, SECTION.table);
  if (reader.unsigned() !== 1) throw new Error("The engine has several tables of functions.");
  reader.byte();
  if ((reader.byte() & 1) === 1) throw new Error("The engine's table of functions cannot grow.");
  return reader.unsigned();
}

interface Instruction {
  readonly opcode: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a function loads the tracker that it calls: `i32.load` and `local.tee n`, then a way round the call if that was nothing, and
 * `local.get n` just before the call.
 */
function trackerLoads(code: Uint8Array, type: number): Instruction[] {
  const reader = instructionsOf(code);
  const before: Instruction[] = [];
  const loads: Instruction[] = [];
  while (!reader.atEnd) {
    const start = reader.position;
    const opcode = reader.byte();
    skipImmediates(reader, opcode);
    if (opcode === OP.callIndirect && code[start + 1] === type) loads.push(loadBefore(code, before));
    before.push({ opcode, start, end: reader.position });
  }
  return loads;
}

function loadBefore(code: Uint8Array, before: readonly Instruction[]): Instruction {
  const immediates = ({ start, end }: Instruction) => Buffer.from(code.subarray(start + 1, end)).toString("hex");
  const got = before.at(-1)!;
  const tee = before.findLastIndex((each) => each.opcode === OP.localTee && immediates(each) === immediates(got));
  const [load, , isZero, branch] = before.slice(tee - 1);
  const isKnown =
    got.opcode === OP.localGet &&
    load?.opcode === OP.i32Load &&
    isZero?.opcode === OP.i32IsZero &&
    branch?.opcode === OP.branchIf;
  if (!isKnown) throw new Error("The engine calls its rejection tracker in a way that is not known.");
  return load;
}

function replaced(code: Uint8Array, instructions: readonly Instruction[], by: readonly number[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const { start, end } of instructions) {
    parts.push(code.subarray(done, start), Buffer.from(by));
    done = end;
  }
  return Buffer.concat([...parts, code.subarray(done)]);
}

/** Of what is not negative. */
function signedLeb(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signedLeb(value >>> 7)];
}
