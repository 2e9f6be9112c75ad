import { findAskedMore } from "./asked-again.ts";
import { weighed, type Candidate } from "./candidate.ts";
import { type Asked, causesOf, isCause, isDue } from "./causes-of.ts";
import { findDoneAgain } from "./done-again.ts";
import type { Explanation } from "../explanation.ts";
import { heldIn, isHeldLonger } from "../beside-the-solution/held.ts";
import { findHeldTooLong } from "./held-too-long.ts";
import { findJoinedBetween } from "./joined-between.ts";
import { likelierThanRounds, micros } from "./likeliest.ts";
import { findMoreThanNeeded } from "../beside-the-solution/more-than-needed.ts";
import { findOrderOfWork } from "./order-of-work.ts";
import { findLateLimits } from "./late-limit.ts";
import { findLookedLate } from "./overslept.ts";
import { findOwnLimits } from "./own-limit.ts";
import { samePlace } from "../story/place.ts";
import { findPauses } from "./pause.ts";
import { findWokeOne } from "./woke-one.ts";
import { isRefuted, isSleepOfBoth } from "../beside-the-solution/refuted.ts";
import { findStages } from "./stages.ts";
import { findTimeLimits, type TimeLimit } from "./time-limit.ts";

/** All that may be told of a run that took too long: one of it is. */
export interface Evidence extends Asked {
  readonly lostMs: number;
  readonly lostUs: number;
  /** What need not have been waited for, the dearest first, without what the solution does, too. */
  readonly causes: readonly Candidate[];
  /** Sleeps that went on after what they looked for had come. */
  readonly looked: readonly Explanation[];
  /** Time limits that were used up. */
  readonly limits: readonly TimeLimit[];
  /** Requests that the solution does without. */
  readonly requests: readonly Explanation[];
  /** Rounds of sleep that the solution does without. */
  readonly rounds: readonly Explanation[];
  /** What may be a cause, whatever it cost: nothing but its place, or its cost, says whether it is one. */
  readonly open: readonly Candidate[];
  /** All of these that cost just what was lost: that is hardly so by chance. */
  readonly exact: readonly Candidate[];
}

/** @param lostMs what the run took too long */
export function evidenceFor(asked: Asked, lostMs: number): Evidence {
  const { run, story, path, model } = asked;
  const lostUs = Math.round(lostMs * 1000);
  const isLonger = model === null ? null : isHeldLonger(heldIn(run.trace), model.held);
  const all = weighed(causesOf(asked), story, run.trace, lostUs)
    .map((cause) => (cause.code === "lock-held" && isLonger === false ? { ...cause, isNeeded: true } : cause))
    .toSorted((a, b) => b.costMs - a.costMs);
  const more = model === null ? [] : findMoreThanNeeded(run, path, model);
  const isSentForAll = more.some((cause) => cause.code === "asked-more" && micros(cause) >= lostUs);
  const isOfBoth = (cause: Explanation): boolean =>
    isSentForAll && model !== null && isSleepOfBoth(story, model, cause);
  const isOpen = (cause: Candidate): boolean =>
    !isOfBoth(cause) && (model === null || !isRefuted(story, run.requests.length, model, cause));
  const causes = all.filter((cause) => isCause(cause) && isOpen(cause));
  const rounds = more.filter(({ code }) => code !== "asked-more");
  // Who asked for the same before is told where.
  const isToldWhere = (more: Explanation): boolean =>
    all.some(({ code, costMs }) => code === "asked-again" && costMs >= more.costMs);
  const again = findAskedMore(run, path).filter((more) => !isToldWhere(more));
  const isAskedAgain =
    again.some((cause) => micros(cause) === lostUs) ||
    all.some(({ code, costMs }) => code === "asked-again" && costMs >= lostMs * tooLittle);
  const requests = isAskedAgain ? [] : more.filter(({ code }) => code === "asked-more");
  const isExact = (cause: Candidate): boolean => micros(cause) === lostUs;
  const shown = [
    ...findStages(story, path),
    ...findHeldTooLong(run, story, path),
    ...findJoinedBetween(run, story, path),
    ...again,
    ...findDoneAgain(run, story, path),
    ...findWokeOne(run, story),
    ...requests,
    ...ordersOf(asked, all, lostUs),
    ...all.filter((cause) => !isCause(cause) || causes.includes(cause)),
    ...findPauses(path).filter((cause) => !isDue(story, cause) && !isOfBoth(cause)),
  ];
  const fitting = likelierThanRounds(shown.filter(isExact), causes, lostUs);
  // Other causes that cost as much show in the code itself.
  const lateLimits = findLateLimits(run, story, path);
  return {
    ...asked,
    lostMs,
    lostUs,
    causes,
    looked: findLookedLate(run, story, path, lostUs).filter(isOpen),
    limits: [...findTimeLimits(story, path, lostUs, model?.order.cutUs), ...findOwnLimits(run, story, path)],
    requests,
    rounds,
    open: [...shown, ...lateLimits],
    exact:
      (isLonger === true ? lockIn(causes, fitting, lostMs) : null) ??
      (fitting.length > 0 ? fitting : lateLimits.filter(isExact)),
  };
}

/** A cause that costs less than this part of what was lost is a side issue. */
export const tooLittle = 1 / 4;

const inARow = new Set<Explanation["code"]>(["sequential-awaits", "sleep-after-sleep", "pause"]);

/** Awaits in a row that cost as much do so by chance when what goes on under a lock is more than it has to be. */
function lockIn(
  causes: readonly Candidate[],
  fitting: readonly Candidate[],
  lostMs: number,
): readonly Candidate[] | null {
  const lock = causes.findLast((cause) => cause.code === "lock-held" && micros(cause) >= Math.round(lostMs * 1000));
  const isChance = fitting.every(({ code }) => inARow.has(code));
  return lock !== undefined && isChance ? [{ ...lock, costMs: lostMs }] : null;
}

/** Who shares too few hands, as far as the path tells, and only takes things in the wrong order. */
function ordersOf({ run, story }: Asked, causes: readonly Candidate[], lostUs: number): readonly Explanation[] {
  const shared = causes.find(({ code }) => code === "single-consumer");
  const told = shared === undefined ? null : findOrderOfWork(run, story, shared, lostUs);
  return told === null ? [] : [told];
}

/** Both stand at the very same place. */
export function isSame({ at: a }: Explanation, { at: b }: Explanation): boolean {
  return a === b || (a !== null && b !== null && samePlace(a, b));
}
