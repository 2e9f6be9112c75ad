import type { ProgramLoop } from "../../compile/index.ts";
import { spanHolds, type Position } from "../../values/index.ts";
import type { SiteMap } from "../wire/positions.ts";
import type { RawFrame } from "../wire/record.ts";

type Stack = readonly RawFrame[];

/**
 * The loop that a computation without end goes round in, from looks at its stack. The functions that were always running are the
 * common outer part of the stacks; the innermost loop around all that was seen of such a function is the one. Without a
 * loop, the innermost place that was seen last.
 *
 * A frame tells only what was called last in it. In a loop that calls nothing, that was before the loop.
 */
export function findLoop(samples: readonly Stack[], sites: SiteMap, loops: readonly ProgramLoop[]): Position | null {
  const stacks = samples.filter((stack) => stack.length > 0).map((stack) => stack.toReversed());
  const last = stacks.at(-1);
  if (last === undefined) return null;
  const found: ProgramLoop[] = [];
  for (let depth = commonDepth(stacks); depth > 0; depth--) {
    const seen = stacks.map((stack) => sites.position(stack[depth - 1]![1])).filter((position) => position !== null);
    const isInnermost = stacks.every((stack) => stack.length === depth);
    const loop = loopAround(seen, loops) ?? (isInnermost ? loopAfter(seen, loops) : null);
    if (loop !== null) found.push(loop);
  }
  // A function that counts to a hundred may be called forever: then all that is ever seen is its loop.
  const endless = found.find((loop) => !loop.counts) ?? found[0];
  if (endless !== undefined) {
    const { file, line, column } = endless.span;
    return { file, line, column };
  }
  for (const [, site] of last.toReversed()) {
    const position = sites.position(site);
    if (position !== null) return position;
  }
  return null;
}

/** How many of the outermost frames are the same running functions, as far as that can be told. */
function commonDepth(stacks: readonly Stack[]): number {
  const [first] = stacks;
  let common = 0;
  for (const [depth, [name, site]] of (first ?? []).entries()) {
    if (!stacks.every((stack) => stack[depth]?.[0] === name)) break;
    common = depth + 1;
    if (!stacks.every((stack) => stack[depth]?.[1] === site)) break;
  }
  return common;
}

function loopAround(seen: readonly Position[], loops: readonly ProgramLoop[]): ProgramLoop | null {
  const around = loops.filter(({ span }) => seen.length > 0 && seen.every((position) => spanHolds(span, position)));
  return around.toSorted((a, b) => byStart(a.span, b.span)).at(-1) ?? null;
}

/** The first loop behind the one place that was seen, in the same function. */
function loopAfter(seen: readonly Position[], loops: readonly ProgramLoop[]): ProgramLoop | null {
  const [place] = seen;
  if (place === undefined || !seen.every((each) => each.line === place.line && each.column === place.column))
    return null;
  const inside = loops.filter((loop) => spanHolds(loop.inside, place)).toSorted((a, b) => byStart(a.span, b.span));
  const innermost = inside
    .map((loop) => loop.inside)
    .toSorted(byStart)
    .at(-1);
  const behind = inside.find(
    (loop) => innermost !== undefined && byStart(loop.inside, innermost) === 0 && byStart(place, loop.span) < 0,
  );
  return behind ?? null;
}

function byStart(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}
