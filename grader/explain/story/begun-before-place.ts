import type { ProgramEagerCall } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { spanHolds, type Position } from "../../values/index.ts";
import type { Hold } from "./holds.ts";
import type { Limiter, Work } from "./limiter.ts";
import { isBefore, placeKey, showLine } from "./place.ts";
import { plainCallBehind } from "./plain-call.ts";
import { tellStory, type Story, type TaskStory, type Wait } from "./story.ts";

/** More than these are not looked at. */
const mostHolds = 100;

/** Work that a plain call began before the place was taken under which somebody then waits for that work. */
export function begunBefore(
  run: Run,
  { kind, at }: { readonly kind: string; readonly at: Position },
  holds: readonly Hold[],
  works: readonly Work[],
): Limiter | null {
  if ((run.text?.eagerCalls ?? []).length === 0) return null;
  const story = tellStory(run);
  const known = new Set<string>();
  for (const { task, fromUs, toUs } of works) {
    const own = story.tasks.get(task);
    const wait = own?.waits.find((each) => each.beganUs === fromUs && each.endedUs === toUs && each.frames.length > 1);
    const call = wait === undefined ? null : plainCallBehind(run, wait);
    const key = call === null ? "" : `${task} ${placeKey(call.at)}`;
    if (own === undefined || call === null || known.has(key)) continue;
    known.add(key);
    const taken = takenFor(call, own, story, holds);
    if (taken === null) continue;
    const what = kind === "lock" ? "the lock" : "a place of the semaphore";
    return {
      message: `Line ${call.at.line} begins the work with a plain call, and only after that line ${taken.line} takes ${what} of ${showLine(at, call.at)}.`,
      hint: "An async function begins when it is called, whoever waits for it later. What has to have come before that call?",
      at: call.at,
    };
  }
  return null;
}

/** Where a place was taken after that call in the same function, to wait under it for what the call began. */
function takenFor(
  call: ProgramEagerCall,
  own: TaskStory,
  { tasks }: Pick<Story, "tasks">,
  holds: readonly Hold[],
): Position | null {
  const isBegun = ({ frames }: Wait): boolean => frames.some(({ at }) => spanHolds(call.body, at));
  const ends = new Set(own.waits.filter(isBegun).map(endOf));
  const taken = holds.filter(
    ({ takenAt }) => takenAt !== null && spanHolds(call.around!, takenAt) && isBefore(call.at, takenAt),
  );
  for (const { task, takenAt, fromUs, toUs } of taken.slice(0, mostHolds)) {
    const isUnder = ({ beganUs, endedUs }: Wait): boolean => beganUs >= fromUs && endedUs <= toUs;
    const isForIt = ({ kind, frames, ...wait }: Wait): boolean =>
      kind === "native" &&
      isUnder({ kind, frames, ...wait }) &&
      ends.has(wait.endedUs) &&
      frames.some(({ at }) => spanHolds(call.around!, at) && !isBefore(at, takenAt!)) &&
      !isBegun({ kind, frames, ...wait });
    if (task === own.id ? own.waits.some(isForIt) : isOnlyFor(tasks.get(task), own.id, ends, isUnder, toUs))
      return takenAt;
  }
  return null;
}

/** A task of its own holds the place, and does nothing under it but wait until what was begun is over. */
function isOnlyFor(
  holder: TaskStory | undefined,
  creator: number,
  ends: ReadonlySet<number>,
  isUnder: (wait: Wait) => boolean,
  toUs: number,
): boolean {
  return (
    holder?.creator === creator &&
    ends.has(toUs) &&
    !holder.waits.some((wait) => isUnder(wait) && wait.kind !== "native")
  );
}

function endOf({ endedUs }: Wait): number {
  return endedUs;
}
