import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { isCutOff } from "../story/cut-off.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/**
 * A wait for a condition that was over as soon as it was notified, where nothing asks again what was asked before it. Told only where others had the condition's
 * lock once more later: then more than one thing was told by it, and the first need not be the one that was waited for.
 */
export function explainWaitedOnce(run: Run): Explanation | null {
  if (isCutOff(run)) return null;
  const { waits, endRow } = tellStory(run);
  for (const { at, asks } of run.text?.waitsOnce ?? []) {
    const own = waits.filter(({ kind, frames, endedRow }) => {
      const place = frames.at(-1)?.at;
      return kind === "condition" && endedRow < endRow && place !== undefined && samePlace(place, at);
    });
    const first = own.find((wait) => isToldMoreLater(run, wait, at, own));
    const task = first && recordOf(run, first.task);
    const waker = first && recordOf(run, first.waker);
    if (first === undefined || task === undefined || waker === undefined) continue;
    const more = own.filter(({ waker: by, endedUs }) => by === first.waker && endedUs === first.endedUs).length - 1;
    const others = more === 0 ? "" : more === 1 ? ` That woke another one, too.` : ` That woke ${more} more.`;
    return {
      code: "waited-once",
      message:
        `${showTask(task)} waited on line ${at.line} until ${showDuration(first.endedUs / 1000)}, when ${showTask(waker)} notified it, and went on then, ` +
        `though nothing asked once more what ${showLine(asks, at)} asks.${others}`,
      hint: `What may whoever notifies have changed, and what may others have done since? Is what ${showLine(asks, at)} asks settled when the wait is over?`,
      at,
      costMs: 0,
    };
  }
  return null;
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
