import type { Run, Trace } from "../sandbox/index.ts";
import { showDuration, type Position } from "../values/index.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Candidate } from "./candidate.ts";
import type { Explanation } from "./explanation.ts";
import { firstNotBefore } from "./in-order.ts";
import { stretchesOf } from "./path-by.ts";
import { placeKey, samePlace, showLine, showLines } from "./place.ts";
import { wonBy } from "./replay.ts";
import type { Story, Wait } from "./story.ts";

/**
 * Locks and permits that the critical path had to queue for, each with what that cost in all.
 * @param mostAtOnce how many requests may be in flight at once; null where nobody says
 */
export function findBlocked(
  { trace }: Run,
  story: Story,
  path: CriticalPath,
  mostAtOnce: number | null = null,
): Candidate[] {
  const hasSemaphore = trace.event.some((each, row) => each === "held" && isOfSemaphore(trace, row));
  const isLimited = mostAtOnce !== null && mostAtOnce > 1 && !hasSemaphore;
  return queuesOf(path).flatMap((waits, index) => {
    const places = heldIn(waits, path);
    const told = explain(waits, places, story, isLimited && isForRequests(path, places));
    // What is read before the wait and written after it may not be changed meanwhile.
    const isNeeded = told.code === "lock-held" && isReadBefore(story, places);
    const hintIfMore =
      told.code === "lock-held" && told.hint !== oneStepHint && told.hint !== limitHint
        ? "Must what is waited for there be done by one at a time? If so, what else took longer than it has to?"
        : undefined;
    return (index < mostPlayed ? gainsOf(story, trace, waits) : [null]).map((us) => ({
      ...told,
      isNeeded,
      ...(hintIfMore === undefined ? {} : { hintIfMore }),
      costMs: us === null ? told.costMs : us / 1000,
    }));
  });
}

/** The waits for each lock or semaphore. */
export function queuesOf({ blocked }: CriticalPath): readonly (readonly [Wait, ...Wait[]])[] {
  const byResource = new Map<string, [Wait, ...Wait[]]>();
  for (const wait of blocked) {
    if (wait.kind !== "lock" && wait.kind !== "semaphore") continue;
    const same = byResource.get(wait.what);
    if (same) same.push(wait);
    else byResource.set(wait.what, [wait]);
  }
  return [...byResource.values()];
}

/** Without more of them than this the run is not played again. */
const mostPlayed = 20;

/** A semaphore may have so many places too few. */
const tooFew = [1, 2, 3];

/**
 * What is won without the lock, or when the semaphore has one place more, two more, …; null for as much as was waited for it, where the run cannot be played
 * again, or would have shared out its work in another way.
 */
function gainsOf(story: Story, trace: Trace, waits: readonly Wait[]): readonly (number | null)[] {
  const { kind, what } = waits[0]!;
  const all = trace.event.length;
  const widths = kind === "lock" ? [all] : [all, ...tooFew];
  const gains = widths.map((by) => wonBy(story, trace, { widened: { what, by } }));
  const isNarrowed = kind === "lock" && trace.event.some((each, row) => each === "held" && isOfSemaphore(trace, row));
  for (const semaphores of isNarrowed ? [...tooFew, all] : []) {
    gains.push(wonBy(story, trace, { widened: { what, by: all }, semaphores }));
  }
  const isShared = waits.some(({ task }) => story.tasks.get(task)!.takers.size > 0);
  return [...new Set(isShared ? [...gains, null] : gains)];
}

function isOfSemaphore({ detail }: Trace, row: number): boolean {
  return detail[row]!.startsWith("semaphore");
}

/** Requests were waited for in these places. */
function isForRequests({ stretches }: CriticalPath, places: readonly Position[]): boolean {
  const keys = new Set(places.map(placeKey));
  return stretches.some(({ wait, steps }) => wait.kind === "request" && steps.some(({ at }) => keys.has(placeKey(at))));
}

/** @param isLimit whether it keeps requests apart of which several may be in flight */
function explain(waits: readonly Wait[], places: readonly Position[], story: Story, isLimit: boolean): Explanation {
  const first = waits[0]!;
  const queued = first.frames.at(-1)?.at ?? null;
  const held = places[0] ?? null;
  const made = story.madeAt(first.kind, queued);
  const isOneStep = first.kind === "lock" && needOneAnother(story, places, queued);
  const isTooNarrow = isLimit && !isOneStep && !isReadBefore(story, places);
  const at = (isOneStep || isTooNarrow ? made : null) ?? (isTooNarrow ? queued : null) ?? held ?? queued;
  const costMs = unionUs(waits) / 1000;
  const inAll = `${showDuration(costMs)} in all`;
  const where = queued === null || at === null || samePlace(queued, at) ? "" : ` on ${showLine(queued, at)}`;
  const wherever = queued === null ? "" : ` on line ${queued.line}`;
  return first.kind === "lock"
    ? {
        code: "lock-held",
        message:
          held === null
            ? `The tasks queued for the lock${wherever}, ${inAll}: one held it while it waited for something else.`
            : `Each task held the lock${made !== null && at === made ? ` that line ${made.line} makes` : ""} while it waited on ${showLines(inOrder(places))}, and the others queued for it${where}, ${inAll}.`,
        hint:
          isOneStep || isReadBefore(story, places)
            ? oneStepHint
            : isTooNarrow
              ? limitHint
              : "What must nobody else do meanwhile? Hold the lock only for that, and not while you wait for an answer.",
        at,
        costMs,
      }
    : narrow(queued, held, made, costMs);
}

const limitHint = "How many does a lock let in at a time, and how many may be in flight at once?";

const oneStepHint =
  "What is read before a wait and written after it has to stay under one lock. But must all of these tasks exclude one another, or only those that work on the same thing?";

function isReadBefore({ awaits }: Story, [held]: readonly Position[]): boolean {
  return held !== undefined && awaits.outdates(held) !== null;
}

/** Each is made of what another one gave, or the other way round: a read and a write, maybe, that nobody may come between. */
function needOneAnother({ awaits }: Story, places: readonly Position[], queued: Position | null): boolean {
  if (places.length < 2 || places.length > mostHolding) return false;
  // Where one of them stands with the lock, another one is held by itself, or they are one wait.
  if (queued !== null && places.some(({ line, file }) => line === queued.line && file === queued.file)) return false;
  return places.every((at) => places.some((other) => awaits.needs(at, other) || awaits.needs(other, at)));
}

function narrow(queued: Position | null, held: Position | null, made: Position | null, costMs: number): Explanation {
  const at = made ?? queued ?? held;
  const semaphore = made === null ? "the semaphore" : `the semaphore that line ${made.line} makes`;
  const wherever = queued === null ? "" : ` on ${showLine(queued, at)}`;
  const holders = held === null ? "" : ` by tasks that waited on ${showLine(held, at)}`;
  return {
    code: "narrow-limit",
    message: `The tasks queued${wherever} for ${semaphore}, ${showDuration(costMs)} in all. All its places were taken${holders}.`,
    hint:
      (made === null
        ? "How many may go on at once? Compare that with the semaphore's number."
        : `How many may go on at once? Compare that with the number on line ${made.line}.`) +
      " And does each keep its place only for what has to be limited?",
    at,
    costMs,
  };
}

/**
 * Where those that were queued for waited themselves, in the call that queues or in what it hands over: first the place that the most would be won at if
 * all could be there at once, or else where it took longest.
 */
export function heldIn(waits: readonly Wait[], path: CriticalPath): readonly Position[] {
  const places = new Map<string, { readonly at: Position; sum: number; longest: number }>();
  const seen = new Set<CriticalPath["stretches"][number]>();
  for (const { waker, beganUs, endedUs, frames } of waits) {
    const own = stretchesOf(path, waker);
    for (let i = firstNotBefore(own, ({ toUs }) => toUs <= beganUs); i < own.length; i++) {
      const stretch = own[i]!;
      const { fromUs, toUs, steps } = stretch;
      if (fromUs >= endedUs) break;
      if (seen.has(stretch)) continue;
      seen.add(stretch);
      const inside = steps.filter((step) => step.task === waker);
      const depth = Math.max(0, frames.length - 1);
      const queued = frames.at(-1)?.at;
      const same = inside[depth] !== undefined && queued !== undefined && samePlace(inside[depth].at, queued);
      const at = (inside[same ? depth + 1 : depth] ?? inside.at(-1))?.at;
      if (at === undefined) continue;
      const known = places.get(placeKey(at)) ?? { at, sum: 0, longest: 0 };
      known.sum += toUs - fromUs;
      known.longest = Math.max(known.longest, toUs - fromUs);
      places.set(placeKey(at), known);
    }
  }
  return [...places.values()]
    .toSorted((a, b) => b.sum - b.longest - (a.sum - a.longest) || b.longest - a.longest)
    .map(({ at }) => at);
}

/** More places than this are told by the first. */
const mostHolding = 3;

function inOrder(places: readonly Position[]): readonly Position[] {
  return places.length > mostHolding ? places.slice(0, 1) : places.toSorted((a, b) => a.line - b.line);
}

/** Waits overlap where several tasks stood in one queue. */
export function unionUs(waits: readonly Wait[]): number {
  let sum = 0;
  let until = 0;
  for (const wait of waits.toSorted((a, b) => a.beganUs - b.beganUs)) {
    sum += Math.max(0, wait.endedUs - Math.max(wait.beganUs, until));
    until = Math.max(until, wait.endedUs);
  }
  return sum;
}
