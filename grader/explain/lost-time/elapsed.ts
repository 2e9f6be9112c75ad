import type { Run } from "../../sandbox/index.ts";
import { type Asked, type Besides, causesOf, isCause, nothing } from "./causes-of.ts";
import { chosenFrom, isKnown } from "./choice.ts";
import { criticalPath } from "../story/critical-path.ts";
import { evidenceFor, isSame, tooLittle } from "./evidence.ts";
import { explainFlood, isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { findFirstLate } from "../beside-the-solution/first-late.ts";
import { findFewerConsumers } from "../beside-the-solution/fewer-consumers.ts";
import { findHeldForMore } from "../beside-the-solution/held-for-more.ts";
import { findAskedBeyond } from "../beside-the-solution/asked-beyond.ts";
import { findKeptCancel } from "../beside-the-solution/kept-cancel.ts";
import { findCostlyLook } from "./late-looks.ts";
import { causeAtMended, isPlaceOnly } from "./mended-cause.ts";
import { firstAtMended } from "../at-mended.ts";
import { micros } from "./likeliest.ts";
import { findNotStopped } from "../beside-the-solution/not-stopped.ts";
import { findPauseOnTop } from "./pause-on-top.ts";
import { findTriedInVain } from "../beside-the-solution/tried-in-vain.ts";
import { findRoundsAlike } from "../beside-the-solution/rounds-alike.ts";
import { tellStory, type Story } from "../story/story.ts";
import { toldByLosses } from "../beside-the-solution/told-by-losses.ts";
import { withCost } from "./with-cost.ts";

/** Every cause of waiting that the run's critical path shows, the dearest first. */
export function explainTime(run: Run): readonly Explanation[] {
  const story = tellStory(run);
  return causesOf({ run, story, path: criticalPath(story), ...nothing }).filter(isCause);
}

/**
 * The one cause to name when a run took longer than it may.
 *
 * What the solution stopped and this run did not comes first in time: all that followed is told by it. What costs all that was lost and shows in the trace alone
 * needs no choice; else `choice` takes one of all that was found. A guess gives way to what the solution's run shows. Where it is known by trying which line it was,
 * that line's cause comes before all of these.
 * @param lostMs what the run took too long; null when only "too little at once" is known
 * @param besides of other runs
 */
export function explainElapsed(run: Run, lostMs: number | null, besides = nothing): Explanation | null {
  // Where the path leads through what is not told, no cause is known to have cost what it seems to.
  if (isCutOff(run)) return lostMs === null ? null : explainFlood(run);
  const story = tellStory(run);
  const usual = usualCause(run, story, lostMs, besides);
  const { mended } = besides;
  if (lostMs === null || mended == null) return usual;
  return causeAtMended({ run, story, path: criticalPath(story), ...besides }, mended, usual, lostMs);
}

/** What is told where nobody knows which lines were mended. */
function usualCause(run: Run, story: Story, lostMs: number | null, besides: Besides): Explanation | null {
  const found = explainIn(run, story, lostMs, besides);
  if (lostMs === null || besides.model === null) return found;
  const first =
    found === null || mayFollow.has(found.code)
      ? findFirstLate(run, story, besides.model, Math.round(lostMs * 1000))
      : null;
  if (first !== null && (found === null || !isSurer(found, first, lostMs))) return withCost(first, lostMs);
  if (found !== null && besides.known !== null && isKnown(found, besides.known)) return found;
  const told = toldByLosses(story, criticalPath(story), besides.model, found, Math.round(lostMs * 1000));
  const open = told ?? found;
  if (open === null || isPlaceOnly.has(open.code)) {
    const alike = findRoundsAlike(run, story, besides.model, lostMs);
    if (alike !== null) return withCost(alike, lostMs);
    const fewer = findFewerConsumers(story, besides.model, Math.round(lostMs * 1000));
    if (fewer !== null) return withCost(fewer, lostMs);
  }
  return told === null ? found : withCost(told, lostMs);
}

/** What follows from the first thing that came too late may look like one of these. */
const mayFollow = new Set<Explanation["code"]>([
  ...isPlaceOnly,
  "sequential-awaits",
  "sleep-after-sleep",
  "narrow-limit",
  "created-late",
]);

/** It tells the same line, or of other tasks made late, and that costs all that was lost. */
function isSurer({ code, at, costMs }: Explanation, first: Explanation, lostMs: number): boolean {
  const isSameLine = at !== null && first.at !== null && at.file === first.at.file && at.line === first.at.line;
  const isAsTrue = code === first.code || isSameLine;
  return code !== "narrow-limit" && isAsTrue && costMs >= lostMs;
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
  const { run, story, path, model } = asked;
  if (lostMs === null) {
    const causes = causesOf(asked).filter(isCause);
    return firstAtMended(asked.mended, causes) ?? causes[0] ?? null;
  }
  const lostUs = Math.round(lostMs * 1000);
  const asKnown = asked.known === null ? null : chosenFrom(evidenceFor(asked, lostMs));
  // What is told of another scenario, and costs as much in this one, comes before what only this one shows.
  if (asKnown !== null && isKnown(asKnown, asked.known!)) return asKnown;
  const keptCancel = model === null ? null : findKeptCancel(run, story, path, model);
  if (keptCancel !== null && keptCancel.costMs >= lostMs * tooLittle) return withCost(keptCancel, lostMs);
  const notStopped = model === null ? null : findNotStopped(run, story, path, model);
  if (notStopped !== null && notStopped.costMs >= lostMs * tooLittle) return withCost(notStopped, lostMs);
  const inVain = model === null ? null : findTriedInVain(run, path, model);
  if (inVain !== null && inVain.costMs >= lostMs * tooLittle) return withCost(inVain, lostMs);
  const beyond = model === null ? null : findAskedBeyond(run, path, model);
  if (beyond !== null && beyond.costMs >= lostMs * tooLittle) return withCost(beyond, lostMs);
  const kept = model === null ? null : findHeldForMore(run, story, path, model, lostUs);
  if (kept !== null) return withCost(kept, lostMs);
  const onTop = findPauseOnTop(run, path, lostUs);
  if (onTop !== null) return withCost(onTop, lostMs);
  return chosenFrom(evidenceFor(asked, lostMs));
}
