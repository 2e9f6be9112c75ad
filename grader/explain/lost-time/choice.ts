import { isAllLostBy } from "../beside-the-solution/all-lost-by.ts";
import type { Candidate } from "./candidate.ts";
import type { Asked, KnownCause } from "./causes-of.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { isSame, tooLittle, type Evidence } from "./evidence.ts";
import { findFailedEarly } from "./failed-early.ts";
import { findFewAtStart } from "./few-at-start.ts";
import { cheapestOf, likeliestOf, micros, pairOf, tooMuch } from "./likeliest.ts";
import { findLongest } from "./longest.ts";
import { findLookedOften } from "./looked-often.ts";
import { findMadeAfter } from "../beside-the-solution/made-after.ts";
import { isGuess } from "../guesses.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import type { TimeLimit } from "./time-limit.ts";
import { findWaitedForAll } from "./waited-for-all.ts";
import { withCost } from "./with-cost.ts";

type Way = (evidence: Evidence) => Explanation | null;

/**
 * The surest first. What costs just what was lost, or two that do together, are hardly that by chance. A time limit that was used up is a number that can be
 * wrong by any amount. A cause that costs more than was lost may be one that the work needs: a first request that all others wait for does. The
 * last way tells at least where the time went.
 */
const ways: readonly Way[] = [
  knownBefore,
  lookedInRounds,
  failedEarly,
  costsJustThat,
  fewAtStart,
  twoTogether,
  lookedOnce,
  usedUp,
  askedMore,
  nearest,
];

/** The one cause to name of all that was found. */
export function chosenFrom(evidence: Evidence): Explanation | null {
  for (const way of ways) {
    const chosen = way(evidence);
    if (chosen !== null) return chosen;
  }
  return null;
}

function lookedInRounds({ looked, causes }: Evidence): Explanation | null {
  const rounds = causes.filter(({ code }) => code === "sleep-in-loop");
  return looked.find((cause) => rounds.some((other) => isSame(other, cause))) ?? null;
}

function failedEarly({ run, story, path, exact, lostMs, lostUs }: Evidence): Explanation | null {
  const failed = exact.length > 0 ? null : findFailedEarly(run, story, path, lostUs);
  return failed === null ? null : withCost(failed, lostMs);
}

/** One mistake shows in more than one scenario, where other waits may cost just as much by chance. */
function knownBefore(evidence: Evidence): Explanation | null {
  const { exact, causes, looked, known, lostUs } = evidence;
  // Who sleeps on when all is done is told by that alone.
  if (looked.length > 0 || exact.some(({ code }) => code === "sleep-not-wait")) return null;
  // What only costs as much gives way to what is known to be wrong elsewhere, though its cost is reckoned too low here.
  const isByChance = known !== null && !isGuess(known.code) && exact.every(({ code }) => isGuess(code));
  const leastUs = isByChance ? lostUs * tooLittle : lostUs;
  const fitting = [...exact, ...causes.filter((cause) => micros(cause) > leastUs)];
  const same = known === null ? undefined : fitting.find((cause) => isKnown(cause, known));
  return same === undefined ? null : told(evidence, same);
}

export function isKnown({ code, at }: Explanation, known: KnownCause): boolean {
  return code === known.code && at !== null && at.file === known.at.file && at.line === known.at.line;
}

function costsJustThat(evidence: Evidence): Explanation | null {
  const { run, story, path, exact, causes, lostUs } = evidence;
  const spent = exact.length > 0 ? spentFor(evidence) : undefined;
  const [first] = spent === undefined ? likeliestOf(exact) : [spent];
  const after = first === undefined || first.code === "pause" ? findMadeAfter(run, story, path) : [];
  const late = after.find((cause) => micros(cause) === lostUs);
  const likeliest = (late && (knownAt(causes, late) ?? late)) ?? first;
  if (likeliest === undefined) return null;
  const twin =
    likeliest.code === "lock-held" ? likeliestOf(exact).find((cause) => isElsewhere(cause, likeliest)) : undefined;
  const cause = told(evidence, likeliest.code === "tried-again" ? (limitAbove(evidence) ?? likeliest) : likeliest);
  return twin === undefined
    ? cause
    : { ...cause, message: `${cause.message} ${capital(showLine(twin.at!, cause.at))} cost as much.` };
}

function fewAtStart(evidence: Evidence): Explanation | null {
  const few = findFewAtStart(evidence.run, evidence.story, evidence.path, evidence.lostUs);
  return few === null ? null : told(evidence, few);
}

function twoTogether(evidence: Evidence): Explanation | null {
  const { path, requests, rounds, causes, lostUs } = evidence;
  const isQueue = queuedFor(path, causes, lostUs);
  const pair = pairOf(
    [...requests, ...rounds, ...causes].filter((cause) => !isQueue(cause)).toSorted((a, b) => b.costMs - a.costMs),
    lostUs,
  );
  return pair === null ? null : told(evidence, ...pair);
}

function lookedOnce({ looked }: Evidence): Explanation | null {
  return looked[0] ?? null;
}

function usedUp(evidence: Evidence): Explanation | null {
  const { run, story, path, lostUs } = evidence;
  const used = limitAbove(evidence) ?? spentFor(evidence);
  if (used === undefined) return null;
  const all = used.times === 1 ? findWaitedForAll(run, story, path, lostUs) : null;
  return told(evidence, all !== null && isSame(all, used) ? all : used);
}

function askedMore(evidence: Evidence): Explanation | null {
  const [spare] = evidence.requests.toSorted((a, b) => b.costMs - a.costMs);
  return spare !== undefined && spare.costMs >= evidence.lostMs / 2 ? told(evidence, spare) : null;
}

/** Of the causes that cost at least what was lost, the cheapest; else the dearest, or where most of the time went. */
function nearest(evidence: Evidence): Explanation | null {
  const { run, story, path, causes, lostMs, lostUs } = evidence;
  const cheapest = cheapestOf(
    causes.filter((cause) => micros(cause) > lostUs),
    lostMs,
  );
  const isUnlikely = cheapest === undefined || cheapest.costMs > tooMuch * lostMs || cheapest.code === "sleep-in-loop";
  const timely = isUnlikely
    ? (findWaitedForAll(run, story, path, lostUs) ?? findLookedOften(story, path, lostUs))
    : null;
  if (timely !== null) return told(evidence, timely);
  const best = cheapest ?? causes[0];
  const longest = findLongest(story, path, lostMs);
  if (best === undefined) return longest;
  const allowedUs = story.endUs - lostUs;
  const paused = best.code === "sleep-in-loop" ? tooLongPauses(path, allowedUs, best) : null;
  if (paused !== null) return told(evidence, { ...best, costMs: paused / 1000 });
  const isFar = best.costMs < lostMs * tooLittle || (cheapest === undefined && isTooLong(path, allowedUs));
  return isFar && longest !== null ? longest : told(evidence, best);
}

/** @param other what cost the rest */
export function told(
  { story, path, model, rounds, lostMs, lostUs }: Pick<Evidence, keyof Asked | "rounds" | "lostMs" | "lostUs">,
  cause: Candidate,
  other?: Explanation,
): Explanation {
  // Of pauses in a loop, that they are too many tells more than that they took long.
  const spare = cause.code === "sleep-in-loop" && rounds.find((each) => isSame(each, cause) && micros(each) === lostUs);
  const { code, hint, at, costMs, hintIfMore, onlyIf, ...own }: Candidate = spare || cause;
  const isMore = Math.round(costMs * 1000) > lostUs;
  const isSo = onlyIf === undefined || (onlyIf.costMs === costMs && !isMore);
  const message = isSo ? own.message : own.message.replace(onlyIf.said, "");
  if (code === "sleep-not-wait") return { code, message, hint, at, costMs };
  const isAll = costMs < lostMs && model !== null && isAllLostBy(story, path, model, cause, lostUs);
  const chosen = { code, message, hint: isMore ? (hintIfMore ?? hint) : hint, at, costMs: isAll ? lostMs : costMs };
  return withCost(chosen, lostMs, other);
}

/** Nobody begins sooner what only waits until its time is up. */
function spentFor({ exact, limits, lostUs }: Evidence): TimeLimit | undefined {
  return exact.every(({ code }) => code === "sequential-awaits")
    ? limits.find((cause) => micros(cause) === lostUs)
    : undefined;
}

function limitAbove({ limits, lostUs }: Evidence): TimeLimit | undefined {
  return limits.find((cause) => micros(cause) > lostUs);
}

/** What was told of the same place already tells more than that something came after it. */
function knownAt(causes: readonly Candidate[], late: Explanation): Candidate | undefined {
  const known = causes.find((cause) => isSame(cause, late));
  return known && { ...known, costMs: late.costMs };
}

/** How long the pauses took in all, when one of them alone is longer than the whole run may be; null when none is. In µs. */
function tooLongPauses({ stretches }: CriticalPath, allowedUs: number, { at }: Explanation): number | null {
  const pauses = stretches.filter(({ wait }) => wait.frames.some((frame) => at !== null && samePlace(frame.at, at)));
  const lengths = pauses.map(({ fromUs, toUs }) => toUs - fromUs);
  return lengths.some((us) => us > allowedUs) ? lengths.reduce((sum, us) => sum + us, 0) : null;
}

/** A single wait is longer than the whole run may be: then nothing that goes on beside it helps. */
function isTooLong({ stretches }: CriticalPath, allowedUs: number): boolean {
  return stretches.some(({ fromUs, toUs }) => toUs - fromUs > allowedUs);
}

/** The wait that it blames was one for a lock, and the queue for that cost enough: then the lock is it. */
function queuedFor({ blocked }: CriticalPath, causes: readonly Explanation[], lostUs: number) {
  const isLocked = causes.some((cause) => cause.code === "lock-held" && micros(cause) >= lostUs);
  const locks = isLocked ? blocked.filter(({ kind }) => kind === "lock") : [];
  const places = new Set(locks.flatMap(({ frames }) => frames.map(({ at }) => placeKey(at))));
  return ({ code, at }: Explanation): boolean =>
    at !== null && code !== "lock-held" && code !== "narrow-limit" && places.has(placeKey(at));
}

function isElsewhere({ code, at }: Explanation, other: Explanation): boolean {
  return code !== other.code && at !== null && at.line !== other.at?.line;
}
