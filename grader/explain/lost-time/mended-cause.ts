import { firstAtMended, pointsToMended } from "../at-mended.ts";
import { namesMended } from "../names-mended.ts";
import { findFewerConsumers } from "../beside-the-solution/fewer-consumers.ts";
import { findFirstLate } from "../beside-the-solution/first-late.ts";
import { findHeldForMore } from "../beside-the-solution/held-for-more.ts";
import { findKeptCancel } from "../beside-the-solution/kept-cancel.ts";
import { findMadeAfter } from "../beside-the-solution/made-after.ts";
import { findNotStopped } from "../beside-the-solution/not-stopped.ts";
import { findRoundsAlike } from "../beside-the-solution/rounds-alike.ts";
import { toldByLosses } from "../beside-the-solution/told-by-losses.ts";
import { findTriedInVain } from "../beside-the-solution/tried-in-vain.ts";
import type { Explanation } from "../explanation.ts";
import { isGuess, isOfWall } from "../guesses.ts";
import type { Mended } from "../mended.ts";
import { criticalPath } from "../story/critical-path.ts";
import type { Candidate } from "./candidate.ts";
import type { Asked } from "./causes-of.ts";
import { told } from "./choice.ts";
import { evidenceFor, tooLittle } from "./evidence.ts";
import { findFailedEarly } from "./failed-early.ts";
import { findFewAtStart } from "./few-at-start.ts";
import { findLateLimits } from "./late-limit.ts";
import { findLateLooks } from "./late-looks.ts";
import { rankOf } from "./likeliest.ts";
import { findLongest } from "./longest.ts";
import { findLookedOften } from "./looked-often.ts";
import { findPauseOnTop } from "./pause-on-top.ts";
import { withRealCost } from "./real-cost.ts";
import { findWaitedForAll } from "./waited-for-all.ts";

/**
 * Of all that may be told of a run that took too long what tells of a mended line, the one whose cost is nearest to what was won by mending it; where nothing does,
 * or the usual cause does already, that one.
 * @param usual what is told where nothing is known to be mended
 * @param lostMs what the run took too long
 */
export function causeAtMended(
  asked: Asked,
  mended: Mended,
  usual: Explanation | null,
  lostMs: number,
): Explanation | null {
  const isOnly = mended.places.length === 1;
  const real = (cause: Explanation): Explanation => (isOnly ? withRealCost(cause, lostMs) : cause);
  const isNamed = usual !== null && namesMended(mended, usual);
  const { wall: crossed } = mended.places[0]!.about;
  // Where an error goes takes no time.
  const wall = isOnly && crossed?.of !== "catch" ? crossed : undefined;
  // The line itself is right: what else it does is not why it had to be moved.
  const isWhy = (cause: Explanation): boolean =>
    wall === undefined || (isOfWall(wall, cause.code) && namesMended(mended, cause));
  if (usual !== null && wall !== undefined && isWhy(usual)) return real(usual);
  const wonMs = (asked.run.elapsedMs ?? 0) - (mended.elapsedMs ?? Infinity);
  const realMs = wonMs > lostMs ? wonMs : lostMs;
  const distance = ({ costMs }: Candidate): number => Math.round(Math.abs(costMs - realMs) * 1000);
  // What should have been within a time that is given was moved out of it: what it is for is not what is wrong.
  const late = isOnly ? [] : findLateLimits(asked.run, asked.story, asked.path);
  const outside = late.find((cause) => distance(cause) === 0 && namesMended(mended, cause));
  if (outside !== undefined) return outside;
  if (wall === undefined && isNamed && (pointsToMended(mended, usual) || !isGuess(usual.code))) return real(usual);
  // A side issue in that line is not why it had to be mended; nor is one of several lines what cost all by chance.
  const isEnough = ({ code, costMs }: Candidate): boolean =>
    costMs >= (isGuess(code) && !isOnly ? lostMs : lostMs * tooLittle);
  const all = candidatesOn(asked, lostMs, realMs)
    .filter((cause) => isEnough(cause) && isWhy(cause))
    .toSorted((a, b) => distance(a) - distance(b) || rankOf(a) - rankOf(b));
  const causes = all.filter(({ code }) => !isPlaceOnly.has(code));
  const atMended = isNamed
    ? firstAtMended(
        mended,
        causes.filter((cause) => pointsToMended(mended, cause) && cause.costMs >= lostMs),
      )
    : (firstAtMended(mended, causes) ?? firstAtMended(mended, all));
  const chosen = wall === undefined ? atMended : (all[0] ?? null);
  if (chosen === null) return wall === undefined ? usual : null;
  const lost = { lostMs, lostUs: Math.round(lostMs * 1000) };
  // Where most of the time went is told with how much that was.
  return real(chosen.code === "long-wait" ? chosen : told({ ...asked, ...lost, rounds: [] }, chosen));
}

/** Told as the place where the time went, or where something came after something else, for want of a cause. */
export const isPlaceOnly: ReadonlySet<Explanation["code"]> = new Set(["long-wait", "waited-for-all", "came-after"]);

/**
 * On the path that leads through what looked for something, and on the one that follows what it looked for.
 * @param realMs what is known to be won: where more is allowed than the solution takes, that is more than what was lost
 */
function candidatesOn(asked: Asked, lostMs: number, realMs: number): readonly Candidate[] {
  const { run, story } = asked;
  const paths = [asked.path, ...(story.awaits.hasLookers ? [criticalPath(story, true)] : [])];
  return paths.flatMap((path) => [
    ...(path === asked.path ? [] : findLateLooks(path)),
    ...[...new Set([lostMs, realMs])].flatMap((costMs) => candidatesFor({ ...asked, path }, costMs)),
    // These tell what was lost.
    ...given([findFewAtStart(run, story, path, Math.round(lostMs * 1000)), findLongest(story, path, lostMs)]),
  ]);
}

/** @param costMs some causes are only found by what they cost */
function candidatesFor(asked: Asked, costMs: number): Candidate[] {
  const { run, story, path, model } = asked;
  const { looked, open, exact, causes, limits, requests, rounds, lostUs } = evidenceFor(asked, costMs);
  const besideModel =
    model === null
      ? []
      : [
          findKeptCancel(run, story, path, model),
          findNotStopped(run, story, path, model),
          findTriedInVain(run, path, model),
          findHeldForMore(run, story, path, model, lostUs),
          findFirstLate(run, story, model, lostUs),
          findRoundsAlike(run, story, model, costMs),
          findFewerConsumers(story, model, lostUs),
          toldByLosses(story, path, model, null, lostUs),
        ];
  const byTime = [
    findPauseOnTop(run, path, lostUs),
    findFailedEarly(run, story, path, lostUs),
    findWaitedForAll(run, story, path, lostUs),
    findLookedOften(story, path, lostUs),
  ];
  return [
    ...given(besideModel),
    ...looked,
    ...given(byTime),
    ...exact,
    ...open,
    ...causes,
    ...limits,
    ...requests,
    ...rounds,
    ...findMadeAfter(run, story, path),
  ];
}

function given(found: readonly (Candidate | null)[]): readonly Candidate[] {
  return found.filter((cause) => cause !== null);
}
