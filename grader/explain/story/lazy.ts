import type { Position } from "../../values/index.ts";
import { samePlace, showLines } from "./place.ts";
import type { Story } from "./story.ts";

/** Where coroutines were made before the first of some awaits, for awaits that came only after that. */
export interface Lazy {
  /** The first of these places. */
  readonly at: Position;
  /** `line 25`. */
  readonly lines: string;
  readonly hint: string;
}

/**
 * Whether what began late had only been made: a coroutine does nothing before it is awaited. Null when one of these awaits waits for anything else, or makes
 * it itself.
 * @param later the awaits
 * @param first where the code waited before that
 */
export function lazyFrom({ awaits }: Story, later: readonly Position[], first: Position): Lazy | null {
  const made = later.map((at) => {
    const held = awaits.held(at);
    return held?.kind === "coroutine" && held.made !== null && held.made.line !== at.line ? held.made : null;
  });
  const known = made.filter((at) => at !== null);
  if (known.length < made.length || known.length === 0 || !known.every((at) => isBefore(at, first))) return null;
  const lines = showLines(known);
  return {
    at: known[0]!,
    lines,
    hint: `A coroutine does nothing until it is awaited or made into a task. When should what ${lines} ${lines.startsWith("lines") ? "make" : "makes"} begin, and what would let it?`,
  };
}

function isBefore(at: Position, first: Position): boolean {
  if (at.file !== first.file || samePlace(at, first)) return false;
  return at.line < first.line || (at.line === first.line && at.column < first.column);
}
