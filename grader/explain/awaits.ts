import type { Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";
import { placeKey } from "./place.ts";

/** What the text of a submission says of its awaits. Of most it says nothing: that is no promise that one needs no other. */
export interface KnownAwaits {
  /** Whether the await at `later` reads what the one at `earlier` gives. */
  readonly needs: (later: Position, earlier: Position) => boolean;
  /** Begin of the async generator that the await stands in, as a key; null in any other function. */
  readonly generatorOf: (at: Position) => string | null;
  /** Whether it puts something into a queue. */
  readonly puts: (at: Position) => boolean;
}

export function knownAwaits(awaits: Run["awaits"]): KnownAwaits {
  const known = new Map(
    (awaits ?? []).map(({ at, needs, generator, puts }) => [
      placeKey(at),
      { needs: new Set(needs.map(placeKey)), generator: generator && placeKey(generator), puts },
    ]),
  );
  return {
    needs: (later, earlier) => known.get(placeKey(later))?.needs.has(placeKey(earlier)) ?? false,
    generatorOf: (at) => known.get(placeKey(at))?.generator ?? null,
    puts: (at) => known.get(placeKey(at))?.puts ?? false,
  };
}
