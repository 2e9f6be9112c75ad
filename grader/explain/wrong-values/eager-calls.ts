import type { Run } from "../../sandbox/index.ts";
import { eagerCallOf, type EagerCallPlace } from "../story/eager-call-place.ts";
import { isRequestWait } from "../story/requests-by.ts";
import { capital, samePlace, showLine } from "../story/place.ts";
import { tellStory, type Wait } from "../story/story.ts";

interface EagerCalls {
  readonly message: string;
  readonly hint: string;
  readonly at: Wait["frames"][0]["at"];
}

/**
 * Work that went on side by side inside one task: an async function that is called runs at once, with no task behind it, and nobody
 * can cancel it or ask for its state. A sentence and the line to look at; null when each task did one thing at a time.
 */
export function explainEagerCalls(run: Run): EagerCalls | null {
  const story = tellStory(run);
  for (const { waits } of story.tasks.values()) {
    const working = waits.filter(
      (wait) => wait.frames.length > 0 && (wait.kind !== "native" || isRequestWait(wait, run.requests)),
    );
    for (const [index, first] of working.entries()) {
      const second = working
        .slice(index + 1, index + 50)
        .find((other) => other.beganUs < first.endedUs && first.beganUs < other.endedUs && !isNested(first, other));
      if (second !== undefined) {
        const [a, b] = [first, second].toSorted((x, y) => x.beganRow - y.beganRow) as [Wait, Wait];
        return explain(run, a, b, callsBeside(working, b));
      }
    }
  }
  const alone = story.waits.find((wait) => wait.task === story.main && callOf(run, wait) !== null);
  return alone === undefined ? null : explain(run, alone, null);
}

/** Calls that waited in the same place at the moment at which most did. */
function callsBeside(waits: readonly Wait[], { frames }: Wait): number {
  const at = frames.at(-1)!.at;
  const same = waits.filter((wait) => samePlace(wait.frames.at(-1)!.at, at));
  const changes = same.flatMap(({ beganUs, endedUs }) => [
    { us: beganUs, change: 1 },
    { us: endedUs, change: -1 },
  ]);
  let [now, most] = [0, 0];
  for (const { change } of changes.toSorted((a, b) => a.us - b.us || a.change - b.change))
    most = Math.max(most, (now += change));
  return most;
}

function explain(run: Run, a: Wait, b: Wait | null, calls = 2): EagerCalls {
  const from = a.frames.at(-1)!.at;
  const to = b?.frames.at(-1)!.at ?? null;
  const where =
    to === null
      ? `${capital(showLine(from, from))} waited`
      : samePlace(from, to)
        ? `Line ${to.line} waited in ${showCount(calls)} calls at the same time`
        : `${capital(showLine(from, to))} and line ${to.line} waited at the same time`;
  const told = `${where}, but in no task of its own: an async function that is called runs at once, as part of its caller's task.`;
  const shared = b === null ? 0 : sharedFrames(a, b);
  const call = callOf(run, a, shared) ?? (b === null ? null : callOf(run, b, shared));
  return call === null
    ? { message: told, hint: plainHint, at: from }
    : { message: `${told} ${call.message}.`, hint: callHint, at: call.at };
}

function showCount(count: number): string {
  return count === 2 ? "two" : count === 3 ? "three" : String(count);
}

const plainHint =
  "A coroutine that is awaited directly runs inside its caller's task. Only createTask and similar calls turn it into a task.";

export const callHint = "A plain call of an async function makes no task. What would, and which of the calls need one?";

/** @param from the frame with which to begin: what two waits have in common did not begin them apart */
function callOf(run: Run, { frames }: Wait, from = 0): EagerCallPlace | null {
  for (const { at } of frames.slice(from)) {
    const call = eagerCallOf(run, at);
    if (call !== null) return call;
  }
  return null;
}

function sharedFrames({ frames: a }: Wait, { frames: b }: Wait): number {
  const apart = a.findIndex(({ frame }, i) => frame !== b[i]?.frame);
  return apart < 0 ? a.length : apart;
}

/** One waits inside the other: the same frames, as far as the shorter stack goes. */
function isNested(a: Wait, b: Wait): boolean {
  const shorter = Math.min(a.frames.length, b.frames.length);
  return a.frames.slice(0, shorter).every(({ frame }, i) => frame === b.frames[i]!.frame);
}
