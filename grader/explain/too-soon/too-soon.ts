import type { Run } from "../../sandbox/index.ts";
import { compare, findFirstDifference } from "../beside-the-solution/against-model.ts";
import { findAllAtOnce } from "./at-once.ts";
import { toldBy } from "../at-mended.ts";
import { meantToStop, stoppedAlike } from "../beside-the-solution/counterparts.ts";
import { isCutOff } from "../story/cut-off.ts";
import { findEarlySignal } from "./early-signal.ts";
import type { Explanation } from "../explanation.ts";
import type { Mended } from "../mended.ts";
import { findHastyRetry } from "../lost-time/hasty-retry.ts";
import { findTakenLate } from "../story/limiter.ts";
import type { Model } from "../beside-the-solution/model.ts";
import { findLimitOfSeveral } from "./limit-of-several.ts";
import { findNotInTurn } from "./not-in-turn.ts";
import { explainUnstarted } from "../left-behind/not-awaited.ts";
import { findOverlap } from "./overlap.ts";
import { showLine } from "../story/place.ts";
import { findShortRounds } from "./short-rounds.ts";
import { areSideBySide, knownBy } from "../story/pieces.ts";
import { hasOwnTimer } from "../story/timers.ts";
import { findUnguarded } from "./unguarded.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { findTooShortLimit } from "./too-short-limit.ts";
import { findCutBy, findCutShort, findLeftGoing, findPending, isStoppedHelper } from "../left-behind/unfinished.ts";
import { findWentAhead } from "./went-ahead.ts";

/**
 * Why a run was over sooner than it can be: the first thing that was left behind, a retry without a pause, or two that should not have gone on at once.
 * @param missingMs how much sooner
 * @param model what the solution did with the same inputs; null where that is not known
 * @param mended where the submission was changed so that all went right; null where that is not known
 */
export function explainTooSoon(
  run: Run,
  missingMs: number,
  model: Model | null = null,
  mended?: Mended | null,
): Explanation | null {
  const story = tellStory(run);
  // All others look at what there was no wait for, or at how long the waits were in all.
  const certain = [() => explainUnstarted(run), () => findPending(run), () => findHastyRetry(run, story)];
  if (isCutOff(run)) return toldBy(mended, certain);
  const isMeant = (first: Wait, second: Wait): boolean =>
    model !== null && areSideBySide(model.pieces, knownBy(first), knownBy(second));
  const meant = new Set(
    model === null ? [] : [...meantToStop(run, model).keys(), ...stoppedAlike(run, story, model).keys()],
  );
  const others = run.tasks.slice(1).filter(({ id }) => !meant.has(id) && !isStoppedHelper(story, id));
  return toldBy(mended, [
    ...certain,
    () => findWentAhead(run, story, missingMs),
    () => askedForLength(findCutBy(run, story, missingMs, meant)),
    () => findLeftGoing(run),
    () => findEarlySignal(run, story, missingMs),
    () => (model === null ? null : findUnguarded(compare(run, story, model))),
    () => (model === null ? null : findFirstDifference(compare(run, story, model), model, mended)),
    () => findOverlap(run, story, missingMs, isMeant),
    () => askedForLength(findCutShort(run, story, meant, others)),
    () => findLimitOfSeveral(story),
    () => findTooShortLimit(story),
    () => findNotInTurn(run, story, missingMs),
    () => lateTaken(run, story),
    () => findShortRounds(run),
    () => findAllAtOnce(run, story, null),
    () => noWait(run, story),
  ]);
}

/** A limit that was up too soon may be too short, before anything else. */
function askedForLength(cause: Explanation | null): Explanation | null {
  if (cause?.code !== "time-limit") return cause;
  const line = showLine(cause.at!, cause.at);
  return { ...cause, hint: `How long is the time that ${line} gives, and how long should it be? ${cause.hint}` };
}

/** Work that goes on under a lock or a semaphore, but had begun before that. */
function lateTaken(run: Run, { waits }: Story): Explanation | null {
  const works = waits.filter(({ kind }) => kind === "sleep" || kind === "request");
  const late = findTakenLate(
    run,
    works.map(({ task, beganUs, endedUs }) => ({ task, fromUs: beganUs, toUs: endedUs })),
  );
  return late === null ? null : { ...late, code: "overlap", costMs: 0 };
}

/** A harness waits where nobody looks. An empty trace tells nothing. */
function noWait(run: Run, { waits, name }: Story): Explanation | null {
  const isWaiting = waits.some(({ beganUs, endedUs, frames }) => beganUs < endedUs && frames.length > 0);
  if (isWaiting || hasOwnTimer(run.trace) || run.requests.length > 0 || run.trace.event.length === 0) return null;
  return {
    code: "no-wait",
    message: `No line of ${name} waited for any time to pass.`,
    hint: "What has to come before it may go on, and which line awaits that? A loop that only computes takes no time on this clock.",
    at: null,
    costMs: 0,
  };
}
