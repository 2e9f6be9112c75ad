import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { eagerCallOf } from "../story/eager-call-place.ts";
import type { Explanation } from "../explanation.ts";
import { findAllAtOnce } from "./at-once.ts";
import { explainLimiter, type Work } from "../story/limiter.ts";
import { samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/** Runs with more waits than this are not searched pair by pair. */
const mostWaits = 300;

/**
 * Two waits that went on side by side for exactly as long as the run was too short: they were to come one after the other.
 * Any other overlap may well be meant.
 * @param isMeant what goes on side by side in the solution's run, too
 */
export function findOverlap(
  run: Run,
  story: Story,
  missingMs: number,
  isMeant: (first: Wait, second: Wait) => boolean = () => false,
): Explanation | null {
  const missingUs = Math.round(missingMs * 1000);
  const waits = [...story.tasks.values()]
    .flatMap((task) => task.waits)
    .filter(({ kind }) => endsByItself(kind))
    .toSorted((a, b) => a.beganRow - b.beganRow);
  if (waits.length > mostWaits) return null;
  for (const [index, first] of waits.entries()) {
    for (const second of waits.slice(index + 1)) {
      // They are in the order in which they began.
      if (second.beganUs >= first.endedUs) break;
      const together = Math.min(first.endedUs, second.endedUs) - second.beganUs;
      if (together !== missingUs || isMeant(first, second)) continue;
      const places = placesOf(run, story, first, second);
      if (places === null) continue;
      const [a, b] = places;
      const crowd = samePlace(a, b) ? findAllAtOnce(run, story, b) : null;
      if (crowd !== null) return crowd;
      const limiter = samePlace(a, b) ? explainLimiter(run, [first, second].map(workOf)) : null;
      const told = `What ${begun(a, b)} went on side by side for ${showDuration(missingMs)}.`;
      return {
        code: "overlap",
        message: limiter === null ? told : `${told} ${limiter.message}`,
        hint:
          limiter?.hint ?? "Does one of the two have to be over before the other may begin? Who waits for it there?",
        at: limiter?.at ?? b,
        costMs: missingMs,
      };
    }
  }
  return null;
}

function workOf({ task, beganUs, endedUs }: Wait): Work {
  return { task, fromUs: beganUs, toUs: endedUs };
}

function begun(a: Position, b: Position): string {
  if (samePlace(a, b)) return `line ${b.line} began several times`;
  return samePlace({ ...a, column: b.column }, b)
    ? `two calls on line ${b.line} began`
    : `${showLine(a, b)} and line ${b.line} began`;
}

function calledAt(run: Run, at: Position): Position {
  return eagerCallOf(run, at)?.at ?? at;
}

/** Where the two were started: by making tasks, or by calls in one task. */
export function placesOf(run: Run, story: Story, first: Wait, second: Wait): readonly [Position, Position] | null {
  if (first.task !== second.task) {
    const [a, b] = [first, second].map((wait) => story.tasks.get(wait.task)?.createdAt ?? wait.frames[0]?.at);
    return a === undefined || b === undefined ? null : [a, b];
  }
  for (const [depth, { at }] of first.frames.entries()) {
    const other = second.frames[depth]?.at;
    if (other === undefined) return null;
    if (!samePlace(at, other)) return [calledAt(run, at), calledAt(run, other)];
  }
  const [a, b] = [first.frames.at(-1)?.at, second.frames.at(-1)?.at];
  return a === undefined || b === undefined ? null : [a, b];
}
