import type { Position } from "../values/index.ts";
import type { Run } from "../sandbox/index.ts";
import { heldIn, queuesOf } from "./blocked.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, samePlace, showLine, showLines } from "./place.ts";
import { wonBy, type Skipped } from "./replay.ts";
import type { Story } from "./story.ts";

/**
 * Each wait under a lock, of several there, that has nothing to do with the others as far as the text tells: what is won if it comes when the lock is free
 * again. That it may nobody knows: tell it only when it cost just what was lost.
 */
export function findHeldTooLong({ trace }: Run, story: Story, path: CriticalPath): Explanation[] {
  const queues = queuesOf(path).filter(([{ kind }]) => kind === "lock");
  return queues.slice(0, mostPlayed).flatMap((waits) => {
    const places = heldIn(waits, path);
    if (places.length < 2 || places.length > mostPlaces) return [];
    const inOrder = places.toSorted((a, b) => a.line - b.line || a.column - b.column);
    // What comes last was most likely put under the lock only because it stands there.
    return inOrder.toReversed().flatMap((at): Explanation[] => {
      if (!isFree(story, inOrder, at)) return [];
      const us = wonBy(story, trace, { skipped: waitsAt(story, at, waits[0]!.what) });
      if (us === null || us === 0) return [];
      const queued = waits[0]!.frames.at(-1)?.at;
      const where = queued === undefined || samePlace(queued, at) ? "" : ` on ${showLine(queued, at)}`;
      return [
        {
          code: "held-too-long",
          message: `Each task held the lock while it waited on ${showLines(inOrder)}, and the others queued for it${where}, also for as long as line ${at.line} took.`,
          hint: `Must what line ${at.line} waits for be done by one at a time? What has to be over before the lock may be given back?`,
          at,
          costMs: us / 1000,
        },
      ];
    });
  });
}

/** For more locks, or places under one, than this the run is not played again. */
const mostPlayed = 5;
const mostPlaces = 6;

/** Nothing else under the lock is made of what it gives; and if it is made of what another one gave, so is something else that stays there: what was read is written. */
function isFree({ awaits }: Story, places: readonly Position[], at: Position): boolean {
  const others = places.filter((each) => !samePlace(each, at));
  const isMade = (each: Position): boolean => places.some((other) => other !== each && awaits.needs(each, other));
  if (awaits.outdates(at) !== null || others.some((each) => awaits.needs(each, at))) return false;
  return !isMade(at) || others.some(isMade);
}

function waitsAt({ waits }: Story, at: Position, lock: string): ReadonlyMap<number, Skipped> {
  const skipped = new Map<number, Skipped>();
  for (const { number, frames } of waits) {
    const own = frames.findIndex((frame) => placeKey(frame.at) === placeKey(at));
    if (own >= 0) skipped.set(number, { ...frames[own]!, call: frames[own + 1]?.frame ?? null, outside: lock });
  }
  return skipped;
}
