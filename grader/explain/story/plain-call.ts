import type { ProgramEagerCall } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { spanHolds } from "../../values/index.ts";
import { isBefore, samePlace } from "./place.ts";
import type { Wait } from "./story.ts";

/**
 * The plain call that began what waits here, as the running calls show it: the caller had gone on to a later await of its own, which is none of a call.
 * Null where more than one call could have begun it, and for what is awaited where it is called.
 */
export function plainCallBehind(run: Pick<Run, "text" | "calls">, { frames }: Wait): ProgramEagerCall | null {
  for (let depth = 1; depth < frames.length; depth++) {
    const call = plainCallInto(run, frames, depth);
    if (call !== null) return call;
  }
  return null;
}

/** The same of the call that runs one of the frames. */
export function plainCallInto(
  { text, calls = [] }: Pick<Run, "text" | "calls">,
  frames: Wait["frames"],
  depth: number,
): ProgramEagerCall | null {
  const [outer, inner] = [frames[depth - 1]?.at, frames[depth]?.at];
  if (outer === undefined || inner === undefined || calls.some(({ at }) => samePlace(at, outer))) return null;
  const [call, ...others] = (text?.eagerCalls ?? []).filter(
    ({ body, around }) => around !== undefined && spanHolds(body, inner) && spanHolds(around, outer),
  );
  return call === undefined || others.length > 0 || !isBefore(call.at, outer) ? null : call;
}
