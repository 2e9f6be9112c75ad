import type { Trace } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { groupedBy } from "./grouped-by.ts";
import { type Hold, holdsOf } from "./holds.ts";
import { firstNotBefore } from "./in-order.ts";
import { keptFor } from "./kept-for.ts";
import { isBefore, placeKey, samePlace } from "./place.ts";
import type { Queue } from "./queued-for.ts";
import type { Story, Wait } from "./story.ts";
import { waitsOf } from "./waits-by.ts";

/**
 * Where those waited who had the lock, or the places of the semaphore, while others queued for it: in the call that took it, or in what that hands over.
 * First the place that the most would be won at if all could be there at once, or else where it took longest.
 */
export function keptPlaces(story: Story, trace: Trace, queue: Queue): readonly Position[] {
  const places = new Map<string, { readonly at: Position; us: number; longestUs: number }>();
  const during = timeWithin(queue);
  const depth = Math.max(0, queue[0].frames.length - 1);
  for (const { hold, wait } of waitsOfHolders(story, trace, queue)) {
    const us = during(Math.max(wait.beganUs, hold.fromUs), Math.min(wait.endedUs, hold.toUs));
    const at = us === 0 ? null : placeIn(hold, wait, depth);
    if (at === null) continue;
    const known = places.get(placeKey(at)) ?? { at, us: 0, longestUs: 0 };
    known.us += us;
    known.longestUs = Math.max(known.longestUs, us);
    places.set(placeKey(at), known);
  }
  return [...places.values()]
    .toSorted((a, b) => b.us - b.longestUs - (a.us - a.longestUs) || b.longestUs - a.longestUs)
    .map(({ at }) => at);
}

const holdsByWhat = keptFor((trace: Trace): ReadonlyMap<string, readonly Hold[]> => {
  return new Map(groupedBy(holdsOf(trace), ({ what }) => what).map((own) => [own[0]!.what, own]));
});

/** All of one lock or semaphore, in the order in which they began. */
export function holdsOn(trace: Trace, what: string): readonly Hold[] {
  return holdsByWhat(trace).get(what) ?? [];
}

/** A wait of one that has what others queue for. */
interface Holding {
  readonly hold: Hold;
  readonly wait: Wait;
}

/** Each wait once, by what its task had first of the same meanwhile. Not those around another one of the same task, which are told by that. */
function waitsOfHolders(story: Story, trace: Trace, queued: Queue): readonly Holding[] {
  const fromRow = queued.reduce((row, { beganRow }) => Math.min(row, beganRow), Number.POSITIVE_INFINITY);
  const toRow = queued.reduce((row, { endedRow }) => Math.max(row, endedRow), 0);
  const next = new Map<number, number>();
  const found: Holding[] = [];
  for (const hold of holdsOn(trace, queued[0].what)) {
    if (hold.fromRow >= toRow) break;
    if (hold.toRow <= fromRow) continue;
    const waits = waitsOf(story, hold.task);
    const first = firstNotBefore(waits, ({ endedRow }) => endedRow <= hold.fromRow);
    let i = Math.max(first, next.get(hold.task) ?? 0);
    for (; i < waits.length && waits[i]!.beganRow < hold.toRow; i++) {
      const wait = waits[i]!;
      const isAround = wait.kind === "native" && i > 0 && waits[i - 1]!.beganRow > wait.beganRow;
      if (!isAround && wait.frames.length > 0) found.push({ hold, wait });
    }
    next.set(hold.task, i);
  }
  return found;
}

/** Where it waited, as seen from the call that took it: in the await that still stands there, or else in the next one after that in the text, or at that depth. */
export function placeIn({ takenAt }: Hold, { frames }: Wait, depth: number): Position | null {
  if (takenAt === null) return (frames[depth] ?? frames.at(-1))?.at ?? null;
  const own = frames.findIndex(({ at }) => samePlace(at, takenAt));
  if (own >= 0) return (frames[own + 1] ?? frames[own])!.at;
  const later = frames.filter(({ at }) => at.file === takenAt.file && isBefore(takenAt, at));
  const next = later.reduce<Position | null>((best, { at }) => (best === null || isBefore(at, best) ? at : best), null);
  return next ?? (frames[depth] ?? frames.at(-1))?.at ?? null;
}

/** How much of a time went by while at least one of them waited. */
function timeWithin(waits: readonly Wait[]): (fromUs: number, toUs: number) => number {
  const begins: number[] = [];
  const ends: number[] = [];
  const before: number[] = [];
  let sum = 0;
  for (const { beganUs, endedUs } of waits.toSorted((a, b) => a.beganUs - b.beganUs)) {
    const last = ends.length - 1;
    if (last >= 0 && beganUs <= ends[last]!) {
      sum += Math.max(0, endedUs - ends[last]!);
      ends[last] = Math.max(ends[last]!, endedUs);
    } else {
      begins.push(beganUs);
      ends.push(endedUs);
      before.push(sum);
      sum += endedUs - beganUs;
    }
  }
  const until = (us: number): number => {
    const i = firstNotBefore(begins, (each) => each < us) - 1;
    return i < 0 ? 0 : before[i]! + Math.min(us, ends[i]!) - begins[i]!;
  };
  return (fromUs, toUs) => Math.max(0, until(toUs) - until(fromUs));
}
