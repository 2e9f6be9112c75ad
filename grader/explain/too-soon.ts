import type { Run } from "../sandbox/index.ts";
import { findAllAtOnce } from "./at-once.ts";
import type { Explanation } from "./explanation.ts";
import { findHastyRetry } from "./hasty-retry.ts";
import { findNotInTurn } from "./not-in-turn.ts";
import { explainUnstarted } from "./not-awaited.ts";
import { findOverlap } from "./overlap.ts";
import { findShortRounds } from "./short-rounds.ts";
import { tellStory, type Story } from "./story.ts";
import { findTooShortLimit } from "./too-short-limit.ts";
import { findCutBy, findCutShort, findLeftGoing, findPending } from "./unfinished.ts";
import { findWentAhead } from "./went-ahead.ts";

/**
 * Why a run was over sooner than it can be: the first thing that was left behind, a retry without a pause, or two that should not have gone on at once.
 * @param missingMs how much sooner
 */
export function explainTooSoon(run: Run, missingMs: number): Explanation | null {
  const story = tellStory(run);
  return (
    explainUnstarted(run) ??
    findPending(run) ??
    findHastyRetry(run, story) ??
    findWentAhead(run, story, missingMs) ??
    findCutBy(run, story, missingMs) ??
    findOverlap(run, story, missingMs) ??
    findLeftGoing(run) ??
    findCutShort(run, story) ??
    findTooShortLimit(story) ??
    findNotInTurn(run, story, missingMs) ??
    findShortRounds(run) ??
    findAllAtOnce(run, story, null) ??
    noWait(run, story)
  );
}

/** A harness waits where nobody looks. An empty trace tells nothing. */
function noWait({ trace, requests }: Run, { waits, name }: Story): Explanation | null {
  const isWaiting = waits.some(({ beganUs, endedUs, frames }) => beganUs < endedUs && frames.length > 0);
  const isTimed = trace.event.some((event, row) => event === "timer-set" && trace.site[row] !== null);
  if (isWaiting || isTimed || requests.length > 0 || trace.event.length === 0) return null;
  return {
    code: "no-wait",
    message: `No line of ${name} waited for any time to pass.`,
    hint: "What has to come before it may go on, and which line awaits that? A loop that only computes takes no time on this clock.",
    at: null,
    costMs: 0,
  };
}
