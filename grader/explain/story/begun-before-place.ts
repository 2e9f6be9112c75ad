import type { ProgramEagerCall } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { spanHolds, type Position } from "../../values/index.ts";
import type { Hold } from "./holds.ts";
import type { Limiter, Work } from "./limiter.ts";
import { isBefore, showLine } from "./place.ts";
import { plainCallBehind } from "./plain-call.ts";
import { tellStory, type Wait } from "./story.ts";

/** Work that a plain call began before its task took the place under which it then waits for that work. */
export function begunBefore(
  run: Run,
  { kind, at }: { readonly kind: string; readonly at: Position },
  holds: readonly Hold[],
  works: readonly Work[],
): Limiter | null {
  if ((run.text?.eagerCalls ?? []).length === 0) return null;
  const { tasks } = tellStory(run);
  for (const { task, fromUs, toUs } of works) {
    const waits = tasks.get(task)?.waits ?? [];
    const wait = waits.find((each) => each.beganUs === fromUs && each.endedUs === toUs && each.frames.length > 1);
    const call = wait === undefined ? null : plainCallBehind(run, wait);
    const taken = call === null ? null : takenFor(call, task, waits, holds);
    if (call === null || taken === null) continue;
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
  task: number,
  waits: readonly Wait[],
  holds: readonly Hold[],
): Position | null {
  const ends = new Set(waits.filter(({ frames }) => frames.some(({ at }) => spanHolds(call.body, at))).map(endOf));
  for (const { task: own, takenAt, fromUs, toUs } of holds) {
    if (own !== task || takenAt === null || !spanHolds(call.around!, takenAt) || !isBefore(call.at, takenAt)) continue;
    const isUnder = ({ kind, frames, beganUs, endedUs }: Wait): boolean =>
      kind === "native" &&
      beganUs >= fromUs &&
      endedUs <= toUs &&
      ends.has(endedUs) &&
      frames.some(({ at }) => spanHolds(call.around!, at) && !isBefore(at, takenAt)) &&
      !frames.some(({ at }) => spanHolds(call.body, at));
    if (waits.some(isUnder)) return takenAt;
  }
  return null;
}

function endOf({ endedUs }: Wait): number {
  return endedUs;
}
