import { showDuration } from "../values/index.ts";
import type { Run } from "../sandbox/index.ts";
import { findAskedAgain, findAskedMore } from "./asked-again.ts";
import { findBegunAnew } from "./begun-anew.ts";
import { findBlocked } from "./blocked.ts";
import { weighed, type Candidate } from "./candidate.ts";
import { criticalPath, type CriticalPath } from "./critical-path.ts";
import { findDoneAgain } from "./done-again.ts";
import type { Explanation } from "./explanation.ts";
import { findFewAtStart } from "./few-at-start.ts";
import { findFailedEarly } from "./failed-early.ts";
import { findHandedOn } from "./handed-on.ts";
import { findHeldTooLong } from "./held-too-long.ts";
import { findLateLooks } from "./late-looks.ts";
import { findLateSignals } from "./late-signal.ts";
import { findLongest } from "./longest.ts";
import { findLookedOften } from "./looked-often.ts";
import { findOutOfReach } from "./out-of-reach.ts";
import { findLookedLate, findOverslept } from "./overslept.ts";
import { findPauseOnTop } from "./pause-on-top.ts";
import { capital, samePlace, showLine } from "./place.ts";
import { findPauses } from "./pause.ts";
import { findRecursion } from "./recursion.ts";
import { findRequestChain } from "./request-chain.ts";
import { findSerial } from "./serial.ts";
import { findSlowEnd } from "./slow-end.ts";
import { findStages } from "./stages.ts";
import { tellStory, type Story } from "./story.ts";
import { findTimeLimits } from "./time-limit.ts";
import { findWaitedForAll } from "./waited-for-all.ts";

/** Every cause of waiting that the run's critical path shows, the dearest first. */
export function explainTime(run: Run): readonly Explanation[] {
  const story = tellStory(run);
  return causesOf(run, story, criticalPath(story)).filter(isCause);
}

/** Of some it is only known that they are one when they cost just what was lost. */
function isCause({ code }: Explanation): boolean {
  return code !== "before-pause";
}

function causesOf(run: Run, story: Story, path: CriticalPath): Candidate[] {
  const found: Candidate[] = [
    ...findSlowEnd(run, story, path),
    ...findOutOfReach(run, story, path),
    ...findOverslept(run, story, path),
    ...findAskedAgain(run, path),
    ...findBegunAnew(run, story, path),
    ...findLateSignals(path),
    ...findLateLooks(path),
    ...findRecursion(story, path),
    ...findBlocked(run, story, path),
    ...findSerial(run, story, path),
    ...findHandedOn(story, path),
  ].filter((cause) => cause.costMs > 0 && !isDue(story, cause));
  const chain = found.length === 0 ? findRequestChain(run) : null;
  return (chain === null ? found : [chain]).toSorted((a, b) => b.costMs - a.costMs);
}

const asleep = new Set<Explanation["code"]>([
  "sleep-in-loop",
  "sleep-after-sleep",
  "sequential-awaits",
  "created-late",
  "pause",
]);

/** Who sleeps until a certain moment can neither do so sooner nor side by side. */
function isDue({ awaits }: Story, { code, at }: Explanation): boolean {
  return asleep.has(code) && at !== null && awaits.isUntil(at);
}

/** A cause that costs less than this part of what was lost is a side issue. */
const tooLittle = 1 / 4;

/**
 * The one cause to name when a run took longer than it may.
 *
 * What is written as possible tells real dependencies from needless ones. A cause that costs just what was lost, or two that do together, are
 * hardly that by chance. A time limit that was used up is a number that can be wrong by any amount. Else of the causes that cost at least what was lost, the cheapest fits best (a first request that all others need costs
 * more than was lost). If none does, the dearest; and if that one is a trifle, or nothing had to queue at all, the place where most of the time went.
 * @param lostMs what the run took too long; null when only "too little at once" is known
 */
export function explainElapsed(run: Run, lostMs: number | null): Explanation | null {
  const story = tellStory(run);
  const found = explainOn(run, story, criticalPath(story), lostMs);
  if (lostMs === null || found === null || !isLooking.has(found.code) || !story.awaits.hasLookers) return found;
  // Rounds of sleep that looked for something ended when it came: what that had to wait for tells more.
  const path = criticalPath(story, true);
  return path.stretches.length < criticalPath(story).stretches.length
    ? (explainOn(run, story, path, lostMs) ?? found)
    : found;
}

const isLooking = new Set<Explanation["code"]>(["await-in-loop", "sleep-in-loop"]);

function explainOn(run: Run, story: Story, path: CriticalPath, lostMs: number | null): Explanation | null {
  const claimed = causesOf(run, story, path);
  if (lostMs === null) return claimed.find(isCause) ?? null;
  const lostUs = Math.round(lostMs * 1000);
  const onTop = findPauseOnTop(run, path, lostUs);
  if (onTop !== null) return withCost(onTop, lostMs, story.endUs / 1000);
  const all = weighed(claimed, story, run.trace, lostUs).toSorted((a, b) => b.costMs - a.costMs);
  const causes = all.filter(isCause);
  const late = findLookedLate(run, story, path, lostUs);
  const polled = late.find((cause) => causes.some((other) => other.code === "sleep-in-loop" && isSame(other, cause)));
  if (polled !== undefined) return polled;
  const pauses = findPauses(path).filter((cause) => !isDue(story, cause));
  const limits = findTimeLimits(story, path, lostUs);
  const exact = likelierThanRounds(
    [
      ...findStages(story, path),
      ...findHeldTooLong(run, story, path),
      ...findAskedMore(run, path),
      ...findDoneAgain(run, story, path),
      ...all,
      ...pauses,
    ].filter((cause) => micros(cause) === lostUs),
    causes,
    lostUs,
  );
  const failed = exact.length > 0 ? null : findFailedEarly(run, story, path, lostUs);
  if (failed !== null) return withCost(failed, lostMs, story.endUs / 1000);
  const told = ({ code, message, hint, at, costMs, hintIfMore }: Candidate, other?: Explanation): Explanation => {
    const isMore = Math.round(costMs * 1000) > lostUs;
    return tell({ code, message, hint: isMore ? (hintIfMore ?? hint) : hint, at, costMs }, other);
  };
  const tell = (cause: Explanation, other?: Explanation): Explanation =>
    cause.code === "sleep-not-wait" ? cause : withCost(cause, lostMs, story.endUs / 1000, other);
  // Nobody begins sooner what only waits until its time is up.
  const spent = exact.every(({ code }) => code === "sequential-awaits")
    ? limits.find((cause) => micros(cause) === lostUs)
    : undefined;
  const [likeliest] = exact.length > 0 && spent !== undefined ? [spent] : likeliestOf(exact);
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
  const pair = pairOf(
    causes.filter((cause) => !isQueue(path, causes, cause, lostUs)),
    lostUs,
  );
  if (pair !== null) return told(...pair);
  const [guess] = late;
  if (guess !== undefined) return guess;
  if (limit !== undefined) {
    const all = limit.times === 1 ? findWaitedForAll(run, story, path, lostUs) : null;
    return told(all !== null && isSame(all, limit) ? all : limit);
  }
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

/** A cause that costs more than so many times what was lost is one that the work itself needs. */
const tooMuch = 3;

/** Rounds of sleep that cost just what was lost do so by chance when tasks were made only after all of them, which costs somewhat more. */
function likelierThanRounds(
  exact: readonly Candidate[],
  causes: readonly Candidate[],
  lostUs: number,
): readonly Candidate[] {
  if (!exact.every(({ code }) => code === "sleep-in-loop")) return exact;
  const late = causes.filter(
    (cause) => cause.code === "created-late" && micros(cause) > lostUs && micros(cause) <= tooMuch * lostUs,
  );
  return exact.length > 0 && late.length > 0 ? [late.at(-1)!] : exact;
}

/** The code itself says that these could have come sooner, or that they are the work that the exercise asks for. */
const likely = {
  "stage-by-stage": 0,
  "held-too-long": 0,
  "done-again": 0,
  "created-late": 0,
  "begun-anew": 0,
  "late-signal": 0,
  "before-pause": 2,
  pause: 2,
  "sleep-in-loop": 3,
  "sleep-after-sleep": 3,
  "tried-again": 4,
} as Readonly<Partial<Record<Explanation["code"], number>>>;

const leastLikely = 5;

/** Of the likeliest kind. */
function likeliestOf(causes: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ code, isNeeded }: Candidate) => (isNeeded ? leastLikely : (likely[code] ?? 1));
  const best = Math.min(...causes.map(rank));
  return causes.filter((cause) => rank(cause) === best);
}

/** Of the likeliest kind, the first of those that cost least. */
function cheapestOf(sufficient: readonly Candidate[], lostMs: number): Candidate | undefined {
  const fitting = sufficient.filter(({ costMs }) => costMs <= tooMuch * lostMs);
  if (fitting.length === 0) return sufficient.find(({ costMs }) => costMs === sufficient.at(-1)!.costMs);
  const chosen = likeliestOf(fitting);
  return chosen.find(({ costMs }) => costMs === chosen.at(-1)!.costMs);
}

/** Rounds are something of their own; awaits in a row share their waits with the next row. */
const inRows = new Set<Explanation["code"]>(["sequential-awaits", "created-late"]);

/** The wait that it blames was one for a lock, and the queue for that cost enough: then the lock is it. */
function isQueue({ blocked }: CriticalPath, causes: readonly Explanation[], { code, at }: Explanation, lostUs: number) {
  if (at === null || code === "lock-held" || code === "narrow-limit") return false;
  if (!causes.some((cause) => cause.code === "lock-held" && micros(cause) >= lostUs)) return false;
  return blocked.some(({ kind, frames }) => kind === "lock" && frames.some((frame) => samePlace(frame.at, at)));
}

/** More causes than this are not taken together. */
const mostPaired = 100;

/** Two causes in different places that cost together just what was lost, the dearer one first. */
function pairOf(causes: readonly Candidate[], lostUs: number): [Candidate, Candidate] | null {
  const tried = causes.slice(0, mostPaired);
  for (const [index, first] of tried.entries()) {
    const second = tried
      .slice(index + 1)
      .find(
        (other) =>
          micros(first) + micros(other) === lostUs &&
          first.at?.line !== other.at?.line &&
          !(inRows.has(first.code) && inRows.has(other.code)),
      );
    if (second !== undefined) return [first, second];
  }
  return null;
}

function isElsewhere({ code, at }: Explanation, other: Explanation): boolean {
  return code !== other.code && at !== null && at.line !== other.at?.line;
}

function isSame(a: Explanation, b: Explanation): boolean {
  return a.at?.file === b.at?.file && a.at?.line === b.at?.line && a.at?.column === b.at?.column;
}

function micros({ costMs }: Explanation): number {
  return Math.round(costMs * 1000);
}

/** What is won when just this is fixed: no more than was lost, since a part of the waiting may be needed. Figures that do not follow from the cause are told. */
function withCost(cause: Explanation, lostMs: number, tookMs: number, other?: Explanation): Explanation {
  const costMs = Math.min(cause.costMs, lostMs);
  const rest = other?.at == null ? "" : `; the rest was lost on ${showLine(other.at, cause.at)}`;
  const isAll = micros(cause) === Math.round(lostMs * 1000);
  const compared =
    costMs < lostMs
      ? ` of the ${showDuration(lostMs)} that were lost${rest}`
      : isAll
        ? ""
        : `: ${showDuration(tookMs)} instead of ${showDuration(tookMs - lostMs)}`;
  return { ...cause, message: `${cause.message} That cost ${showDuration(costMs)}${compared}.`, costMs };
}
