import type { Run } from "../../sandbox/index.ts";
import { findAskedMore } from "./asked-again.ts";
import { weighed, type Candidate } from "./candidate.ts";
import { type Asked, type Besides, causesOf, isCause, isDue, nothing } from "./causes-of.ts";
import { criticalPath, type CriticalPath } from "../story/critical-path.ts";
import { explainFlood, isCutOff } from "../story/cut-off.ts";
import { findDoneAgain } from "./done-again.ts";
import type { Explanation } from "../explanation.ts";
import { findFewAtStart } from "./few-at-start.ts";
import { findFailedEarly } from "./failed-early.ts";
import { heldIn, isHeldLonger } from "../beside-the-solution/held.ts";
import { findHeldForMore } from "../beside-the-solution/held-for-more.ts";
import { findHeldTooLong } from "./held-too-long.ts";
import { findJoinedBetween } from "./joined-between.ts";
import { findCostlyLook } from "./late-looks.ts";
import { findLongest } from "./longest.ts";
import { findLookedOften } from "./looked-often.ts";
import { cheapestOf, likelierThanRounds, likeliestOf, micros, pairOf, tooMuch } from "./likeliest.ts";
import { findMadeAfter } from "../beside-the-solution/made-after.ts";
import { findMoreThanNeeded } from "../beside-the-solution/more-than-needed.ts";
import { findNotStopped } from "../beside-the-solution/not-stopped.ts";
import { findOrderOfWork } from "./order-of-work.ts";
import { findLookedLate } from "./overslept.ts";
import { findOwnLimits } from "./own-limit.ts";
import { findPauseOnTop } from "./pause-on-top.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { findPauses } from "./pause.ts";
import { isRefuted } from "../beside-the-solution/refuted.ts";
import { findStages } from "./stages.ts";
import { tellStory, type Story } from "../story/story.ts";
import { findTimeLimits } from "./time-limit.ts";
import { toldByLosses } from "../beside-the-solution/told-by-losses.ts";
import { findTriedInVain } from "../beside-the-solution/tried-in-vain.ts";
import { findWaitedForAll } from "./waited-for-all.ts";
import { withCost } from "./with-cost.ts";

/** Every cause of waiting that the run's critical path shows, the dearest first. */
export function explainTime(run: Run): readonly Explanation[] {
  const story = tellStory(run);
  return causesOf({ run, story, path: criticalPath(story), ...nothing }).filter(isCause);
}

/** A cause that costs less than this part of what was lost is a side issue. */
const tooLittle = 1 / 4;

/**
 * The one cause to name when a run took longer than it may.
 *
 * What the solution stopped and this run did not comes first in time: all that followed is told by it. What is written as possible tells real dependencies from needless ones. A cause that costs just what was lost, or two that do together, are
 * hardly that by chance. A time limit that was used up is a number that can be wrong by any amount. Else of the causes that cost at least what was lost, the cheapest fits best (a first request that all others need costs
 * more than was lost). If none does, the dearest; and if that one is a trifle, or nothing had to queue at all, the place where most of the time went.
 * @param lostMs what the run took too long; null when only "too little at once" is known
 * @param besides of other runs
 */
export function explainElapsed(run: Run, lostMs: number | null, besides = nothing): Explanation | null {
  // Where the path leads through what is not told, no cause is known to have cost what it seems to.
  if (isCutOff(run)) return lostMs === null ? null : explainFlood(run);
  const story = tellStory(run);
  const found = explainIn(run, story, lostMs, besides);
  if (lostMs === null || besides.model === null) return found;
  const told = toldByLosses(story, criticalPath(story), besides.model, found, Math.round(lostMs * 1000));
  return told === null ? found : withCost(told, lostMs);
}

function explainIn(run: Run, story: Story, lostMs: number | null, besides: Besides): Explanation | null {
  const found = explainOn({ run, story, path: criticalPath(story), ...besides }, lostMs);
  if (lostMs === null || !story.awaits.hasLookers) return found;
  // Rounds of sleep that looked for something ended when it came: what that had to wait for tells more.
  const path = criticalPath(story, true);
  const look = findCostlyLook(path, Math.round(lostMs * 1000), found === null || isGuess.has(found.code));
  if (look !== null && found?.code === look.code && isSame(found, look)) return found;
  if (look !== null) return micros(look) > lostMs * 1000 ? withCost(look, lostMs) : look;
  if (found === null || !isLooking.has(found.code)) return found;
  return path.stretches.length < criticalPath(story).stretches.length
    ? (explainOn({ run, story, path, ...besides }, lostMs) ?? found)
    : found;
}

const isLooking = new Set<Explanation["code"]>(["await-in-loop", "sleep-in-loop"]);

/** Told because it cost as much, though nothing says that it need not be. */
const isGuess = new Set<Explanation["code"]>([
  ...isLooking,
  "sequential-awaits",
  "sleep-after-sleep",
  "pause",
  "sleep-not-wait",
  "long-wait",
]);

function explainOn(asked: Asked, lostMs: number | null): Explanation | null {
  const { run, story, path, model, known } = asked;
  const claimed = causesOf(asked);

  if (lostMs === null) return claimed.find(isCause) ?? null;
  const lostUs = Math.round(lostMs * 1000);
  const notStopped = model === null ? null : findNotStopped(run, story, path, model);
  if (notStopped !== null && notStopped.costMs >= lostMs * tooLittle) return withCost(notStopped, lostMs);
  const inVain = model === null ? null : findTriedInVain(run, path, model);
  if (inVain !== null && inVain.costMs >= lostMs * tooLittle) return withCost(inVain, lostMs);
  const kept = model === null ? null : findHeldForMore(run, story, path, model, lostUs);
  if (kept !== null) return withCost(kept, lostMs);
  const onTop = findPauseOnTop(run, path, lostUs);
  if (onTop !== null) return withCost(onTop, lostMs);
  const isLonger = model === null ? null : isHeldLonger(heldIn(run.trace), model.held);
  const all = weighed(claimed, story, run.trace, lostUs)
    .map((cause) => (cause.code === "lock-held" && isLonger === false ? { ...cause, isNeeded: true } : cause))
    .toSorted((a, b) => b.costMs - a.costMs);
  const causes = all.filter(
    (cause) => isCause(cause) && !(model !== null && isRefuted(story, run.requests.length, model, cause)),
  );
  const looked = findLookedLate(run, story, path, lostUs);
  const polled = looked.find((cause) => causes.some((other) => other.code === "sleep-in-loop" && isSame(other, cause)));
  if (polled !== undefined) return polled;
  const pauses = findPauses(path).filter((cause) => !isDue(story, cause));
  const limits = [...findTimeLimits(story, path, lostUs, model?.order.cutUs), ...findOwnLimits(run, story, path)];
  const [requests, rounds] = byCode(model === null ? [] : findMoreThanNeeded(run, path, model), "asked-more");
  const again = findAskedMore(run, path);
  // Who asked for the same before is told where.
  const isAskedAgain =
    again.some((cause) => micros(cause) === lostUs) ||
    all.some(({ code, costMs }) => code === "asked-again" && costMs >= lostMs * tooLittle);
  const more = isAskedAgain ? [] : requests;
  const alike = likelierThanRounds(
    [
      ...findStages(story, path),
      ...findHeldTooLong(run, story, path),
      ...findJoinedBetween(run, story, path),
      ...again,
      ...findDoneAgain(run, story, path),
      ...more,
      ...ordersOf(run, story, all, lostUs),
      ...all.filter((cause) => !isCause(cause) || causes.includes(cause)),
      ...pauses,
    ].filter((cause) => micros(cause) === lostUs),
    causes,
    lostUs,
  );
  // Awaits in a row that cost as much do so by chance when what goes on under a lock is more than it has to be.
  const lock = isLonger ? causes.findLast((cause) => cause.code === "lock-held" && micros(cause) >= lostUs) : undefined;
  const isChance = alike.every(({ code }) => inARow.has(code));
  const exact = lock !== undefined && isChance ? [{ ...lock, costMs: lostMs }] : alike;
  const failed = exact.length > 0 ? null : findFailedEarly(run, story, path, lostUs);
  if (failed !== null) return withCost(failed, lostMs);
  const told = (cause: Candidate, other?: Explanation): Explanation => {
    // Of pauses in a loop, that they are too many tells more than that they took long.
    const spare =
      cause.code === "sleep-in-loop" && rounds.find((each) => isSame(each, cause) && micros(each) === lostUs);
    const { code, message, hint, at, costMs, hintIfMore, onlyIf }: Candidate = spare || cause;
    const isMore = Math.round(costMs * 1000) > lostUs;
    const isSo = onlyIf === undefined || (onlyIf.costMs === costMs && !isMore);
    return tell(
      {
        code,
        message: isSo ? message : message.replace(onlyIf.said, ""),
        hint: isMore ? (hintIfMore ?? hint) : hint,
        at,
        costMs,
      },
      other,
    );
  };
  const tell = (cause: Explanation, other?: Explanation): Explanation =>
    cause.code === "sleep-not-wait" ? cause : withCost(cause, lostMs, other);
  const fitting = exact.length > 0 ? exact : causes.filter((cause) => micros(cause) > lostUs);
  const same = fitting.find(({ at }) => at !== null && at.file === known?.file && at.line === known.line);
  if (same !== undefined) return told(same);
  // Nobody begins sooner what only waits until its time is up.
  const spent = exact.every(({ code }) => code === "sequential-awaits")
    ? limits.find((cause) => micros(cause) === lostUs)
    : undefined;
  const [first] = exact.length > 0 && spent !== undefined ? [spent] : likeliestOf(exact);
  const after = first === undefined || first.code === "pause" ? findMadeAfter(run, story, path) : [];
  const likeliest =
    knownBy(
      causes,
      after.find((cause) => micros(cause) === lostUs),
    ) ?? first;
  const [limit] = limits.filter((cause) => micros(cause) > lostUs);
  if (likeliest !== undefined) {
    const twin =
      likeliest.code === "lock-held" ? likeliestOf(exact).find((cause) => isElsewhere(cause, likeliest)) : null;
    const cause = told(likeliest.code === "tried-again" ? (limit ?? likeliest) : likeliest);
    return twin == null
      ? cause
      : { ...cause, message: `${cause.message} ${capital(showLine(twin.at!, cause.at))} cost as much.` };
  }
  const few = findFewAtStart(run, story, path, lostUs);
  if (few !== null) return told(few);
  const isQueue = queuedFor(path, causes, lostUs);
  const pair = pairOf(
    [...more, ...rounds, ...causes].filter((cause) => !isQueue(cause)).toSorted((a, b) => b.costMs - a.costMs),
    lostUs,
  );
  if (pair !== null) return told(...pair);
  const [guess] = looked;
  if (guess !== undefined) return guess;
  const used = limit ?? spent;
  if (used !== undefined) {
    const all = used.times === 1 ? findWaitedForAll(run, story, path, lostUs) : null;
    return told(all !== null && isSame(all, used) ? all : used);
  }
  const [spare] = more.toSorted((a, b) => b.costMs - a.costMs);
  if (spare !== undefined && spare.costMs >= lostMs / 2) return told(spare);
  const sufficient = causes.filter((cause) => micros(cause) > lostUs);
  const cheapest = cheapestOf(sufficient, lostMs);
  const isUnlikely = cheapest === undefined || cheapest.costMs > tooMuch * lostMs || cheapest.code === "sleep-in-loop";
  const timely = isUnlikely
    ? (findWaitedForAll(run, story, path, lostUs) ?? findLookedOften(story, path, lostUs))
    : null;
  if (timely !== null) return told(timely);
  const best = cheapest ?? causes[0];
  const longest = findLongest(story, path, lostMs);
  const isFar =
    best === undefined ||
    best.costMs < lostMs * tooLittle ||
    (cheapest === undefined && isTooLong(path, story.endUs - lostUs));
  const paused = best?.code === "sleep-in-loop" ? tooLongPauses(path, story.endUs - lostUs, best) : null;
  if (best !== undefined && paused !== null) return told({ ...best, costMs: paused / 1000 });
  return isFar && longest !== null ? longest : best === undefined ? null : told(best);
}

function byCode<T extends Explanation>(causes: readonly T[], code: Explanation["code"]): [own: T[], others: T[]] {
  return [causes.filter((cause) => cause.code === code), causes.filter((cause) => cause.code !== code)];
}

const inARow = new Set<Explanation["code"]>(["sequential-awaits", "sleep-after-sleep", "pause"]);

/** What was told of the same place already tells more than that something came after it. */
function knownBy(causes: readonly Candidate[], found: Explanation | undefined): Candidate | undefined {
  const known = found && causes.find((cause) => isSame(cause, found));
  return known === undefined ? found : { ...known, costMs: found!.costMs };
}

/** Who shares too few hands, as far as the path tells, and only takes things in the wrong order. */
function ordersOf(run: Run, story: Story, causes: readonly Explanation[], lostUs: number): readonly Explanation[] {
  const shared = causes.find(({ code }) => code === "single-consumer");
  const told = shared === undefined ? null : findOrderOfWork(run, story, shared, lostUs);
  return told === null ? [] : [told];
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

function isSame(a: Explanation, b: Explanation): boolean {
  return a.at?.file === b.at?.file && a.at?.line === b.at?.line && a.at?.column === b.at?.column;
}
