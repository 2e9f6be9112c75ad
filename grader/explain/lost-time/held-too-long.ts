import type { Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { alike, queuesOf } from "../story/queued-for.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { keptPlaces } from "../story/kept-places.ts";
import { placeKey, samePlace, showLine, showLines } from "../story/place.ts";
import { wonBy, type Skipped } from "../story/replay.ts";
import type { Story } from "../story/story.ts";

/**
 * Each wait under a lock, or in a place of a semaphore, of several there, that has nothing to do with the others as far as the text tells: what is won if it comes when that is free
 * again. That it may nobody knows: tell it only when it cost just what was lost.
 */
export function findHeldTooLong({ trace }: Run, story: Story, path: CriticalPath): Explanation[] {
  return queuesOf(path)
    .slice(0, mostPlayed)
    .flatMap((waits) => {
      const places = keptPlaces(story, trace, waits);
      if (places.length < 2 || places.length > mostPlaces) return [];
      const inOrder = places.toSorted((a, b) => a.line - b.line || a.column - b.column);
      const free = inOrder.filter((at) => isFree(story, inOrder, at));
      // Of several nobody knows which one the lock is for. But what keeps a place last does so most likely only because it stands there.
      const last = inOrder.slice(-1).filter((at) => isLast(story, inOrder, at));
      const told = waits[0].kind === "semaphore" ? last : free.length === 1 ? free : [];
      return told.flatMap((at): Explanation[] => {
        const us = wonBy(story, trace, { skipped: waitsAt(story, at, alike(story, waits)) });
        if (us === null || us === 0) return [];
        const queued = waits[0]!.frames.at(-1)?.at;
        const where = queued === undefined || samePlace(queued, at) ? "" : ` on ${showLine(queued, at)}`;
        const [what, it, shared] =
          waits[0].kind === "lock"
            ? [alike(story, waits).size > 1 ? "its lock" : "the lock", "the lock", "done by one at a time"]
            : ["its place of the semaphore", "the place", "limited, too"];
        return [
          {
            code: "held-too-long",
            message: `Each task held ${what} while it waited on ${showLines(inOrder)}, and the others queued for ${it === "the lock" ? "it" : "one"}${where}, also for as long as line ${at.line} took.`,
            hint: `Must what line ${at.line} waits for be ${shared}? What has to be over before ${it} may be given back?`,
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

/** Nothing else that the place is kept for is made of what it gives. */
function isLast({ awaits }: Story, places: readonly Position[], at: Position): boolean {
  return !places.some((each) => awaits.needs(each, at));
}

function waitsAt({ waits }: Story, at: Position, outside: ReadonlySet<string>): ReadonlyMap<number, Skipped> {
  const skipped = new Map<number, Skipped>();
  for (const { number, frames } of waits) {
    const own = frames.findIndex((frame) => placeKey(frame.at) === placeKey(at));
    if (own >= 0) skipped.set(number, { ...frames[own]!, call: frames[own + 1]?.frame ?? null, outside });
  }
  return skipped;
}
