import type { ProgramCatch } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { samePlace, showLine } from "./place.ts";
import type { Wait } from "./story.ts";

/** The catch that an error came to first on its way out through these calls; null when there is none. */
export function endOfError(run: Run, frames: Wait["frames"]): ProgramCatch | null {
  for (const { at } of frames.toReversed()) {
    const end = run.text?.catches?.find(({ awaits }) => awaits.some((each) => samePlace(each, at)));
    if (end !== undefined) return end;
  }
  return null;
}

export function wordsForEnd(end: ProgramCatch, seenFrom: Position, what = "its error"): string {
  return end.rethrows
    ? `${what} came to ${nameOfEnd(end, seenFrom)} first`
    : `${what} ended in ${nameOfEnd(end, seenFrom)}`;
}

export function nameOfEnd({ at }: ProgramCatch, seenFrom: Position): string {
  return `what catches errors on ${showLine(at, seenFrom)}`;
}
