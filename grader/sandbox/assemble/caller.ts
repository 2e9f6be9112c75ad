import type { ProgramFunction } from "../../compile/index.ts";
import { spanHolds, type Position } from "../../values/index.ts";

/**
 * Where a function was called that does what it does for its caller: a named one that waits for nothing. Through several of them, the outermost
 * call. Null when the place stands in no such function, or nobody knows who called it.
 *
 * @param callers from where that place was come to, innermost first
 */
export function callerOf(
  at: Position | null,
  callers: readonly (Position | null)[],
  functions: readonly ProgramFunction[],
): Position | null {
  let inner = at;
  let found: Position | null = null;
  for (const caller of callers) {
    if (inner === null || caller === null || !isLent(functionAround(inner, functions))) break;
    found = caller;
    inner = caller;
  }
  return found;
}

function isLent(around: ProgramFunction | null): boolean {
  return around !== null && around.isNamed && !around.isAsync;
}

/** The innermost one: functions come in the order in which they begin, so it is the last that holds the place. */
function functionAround(at: Position, functions: readonly ProgramFunction[]): ProgramFunction | null {
  return functions.findLast(({ span }) => spanHolds(span, at)) ?? null;
}
