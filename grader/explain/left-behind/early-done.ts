import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/** A `join()` that ended while the work went on which `taskDone()` had said was done; null when none did. */
export function explainEarlyDone(run: Run): Explanation | null {
  const earlyDones = run.text?.earlyDones ?? [];
  if (earlyDones.length === 0) return null;
  const { waits, endRow } = tellStory(run);
  for (const { at, awaits, joins } of earlyDones) {
    for (const join of waits) {
      const place = join.frames.at(-1)?.at;
      if (place === undefined || join.endedRow >= endRow || !joins.some((each) => samePlace(each, place))) continue;
      const open = waits.find(
        ({ task, beganRow, endedRow, frames }) =>
          task !== join.task &&
          beganRow < join.endedRow &&
          endedRow > join.endedRow &&
          frames.some((frame) => awaits.some((each) => samePlace(each, frame.at))),
      );
      const task = run.tasks.find(({ id }) => id === open?.task);
      if (open === undefined || task === undefined) continue;
      const own = open.frames.find((frame) => awaits.some((each) => samePlace(each, frame.at)))!.at;
      return {
        code: "early-done",
        message: `join() on ${showLine(place, at)} was over at ${showDuration(join.endedUs / 1000)}, when ${showTask(task)} was still in its wait on ${showLine(own, at)}: ${showLine(at, at)} had called taskDone() before that.`,
        hint: "What does taskDone() tell whoever waits in join(), and from when on is that so?",
        at,
        costMs: 0,
      };
    }
  }
  return null;
}
