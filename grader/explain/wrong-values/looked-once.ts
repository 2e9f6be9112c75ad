import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace } from "../story/place.ts";
import { tellStory, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/**
 * A wait for a condition that came back when somebody had said that something changed, and nothing looked again what; null when none did. Told only where one
 * call woke several, or where others had the condition's lock once more later: then more than one thing was told by it, and the first need not be the one
 * that was waited for.
 */
export function explainLookedOnce(run: Run): Explanation | null {
  const looks = run.text?.waitsUnderIf ?? [];
  if (isCutOff(run) || looks.length === 0) return null;
  const { waits, endRow } = tellStory(run);
  for (const { at, wait: place } of looks) {
    const own = waits.filter(
      ({ kind, frames, endedRow }) =>
        kind === "condition" && endedRow < endRow && frames.some((frame) => samePlace(frame.at, place)),
    );
    const back = own.find((wait) => isWithOthers(wait, own) || isToldMoreLater(run, wait, place, own));
    const task = back && recordOf(run, back.task);
    if (back === undefined || task === undefined) continue;
    return {
      code: "looked-once",
      message: `The \`if\` on line ${at.line} looks only once: wait() came back in ${showTask(task)} at ${showDuration(back.endedUs / 1000)}, and nothing looked again whether it could go on.`,
      hint: "What does whoever comes back from wait() know for sure, and what may be otherwise by then?",
      at,
      costMs: 0,
    };
  }
  return null;
}

function isWithOthers({ number, waker, endedUs }: Wait, all: readonly Wait[]): boolean {
  return all.some((other) => other.number !== number && other.waker === waker && other.endedUs === endedUs);
}

function isToldMoreLater(
  { trace }: Run,
  { task, endedRow, endedUs }: Wait,
  at: Position,
  waiters: readonly Wait[],
): boolean {
  const { event, task: tasks, site, detail, at: us } = trace;
  const isWaiter = new Set(waiters.map((wait) => wait.task));
  const held = event.findIndex((each, row) => {
    const place = site[row] ?? null;
    return row > endedRow && each === "held" && tasks[row] === task && place !== null && samePlace(place, at);
  });
  return (
    held >= 0 &&
    event.some(
      (each, row) =>
        row > held &&
        each === "held" &&
        detail[row] === detail[held] &&
        us[row]! > endedUs &&
        !isWaiter.has(tasks[row]!),
    )
  );
}
