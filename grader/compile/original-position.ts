import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Position } from "../values/index.ts";
import type { Program, ProgramModule } from "./program.ts";

const maps = new WeakMap<ProgramModule, TraceMap>();

/**
 * Where a place in the emitted JavaScript stands in the TypeScript text. `line` and `column` count from 1. Null when the module is
 * none of the program's, or the place belongs to nothing that a student wrote.
 */
export function originalPosition(program: Program, moduleName: string, line: number, column: number): Position | null {
  const module = program.modules.find(({ name }) => name === moduleName);
  if (module === undefined || line < 1) return null;
  let map = maps.get(module);
  if (map === undefined) {
    map = new TraceMap(module.map);
    maps.set(module, map);
  }
  const found = originalPositionFor(map, { line, column: Math.max(0, column - 1) });
  if (found.line === null) return null;
  return { file: module.display, line: found.line, column: found.column + 1 };
}
