import type { Run } from "../../sandbox/index.ts";
import type { Snapshot } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { madeBefore, madeBy } from "../story/made-by.ts";
import { capital, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { recordOf } from "../story/task-records.ts";

/** More gathers than these are not compared with the list. */
const mostLooked = 100;

/** A gather whose results are the whole of a list that is too short: it was given no more. Null when the items came about in another way. */
export function explainFewTasks(run: Run, items: readonly Snapshot[]): Explanation | null {
  const story = tellStory(run);
  let left = mostLooked;
  for (const { what, frames, task, beganRow } of story.waits) {
    const count = Number(/^gather of (\d+)/.exec(what)?.[1] ?? 0);
    const at = frames.at(-1)?.at;
    if (at === undefined || count === 0 || count !== items.length) continue;
    if (left-- === 0) return null;
    const made = madeBy(story, task);
    const there = madeBefore(made, beganRow);
    const results = made.slice(Math.max(0, there - count), there).map(({ id }) => recordOf(run, id)?.result ?? null);
    if (results.some((result, i) => result === null || JSON.stringify(result) !== JSON.stringify(items[i]))) continue;
    return {
      code: "few-tasks",
      message: `${capital(showLine(at, at))} was given ${count === 1 ? "1 task" : `${count} tasks`}, and the list holds what ${count === 1 ? "that one" : "they"} gave.`,
      hint: "How many should there be, and what decides for which things one is made?",
      at,
      costMs: 0,
    };
  }
  return null;
}
