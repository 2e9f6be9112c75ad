import { showDuration, type Position } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { comersTo } from "../story/barrier-comers.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/**
 * A barrier at which too few ever come together: one of them is over, the others are to be begun by who waits for the first, or else it is made for more than
 * there are.
 * @param said what the runtime said of it: how many are there, and how many are to be
 */
export function explainFewAtBarrier(run: Run, story: Story, wait: Wait, said: string): Explanation | null {
  const at = wait.frames.at(-1)!.at;
  const there = story.waits.filter(({ what, endedRow }) => what === wait.what && endedRow >= story.endRow);
  const [first, ...others] = there
    .toSorted((a, b) => a.task - b.task)
    .map(({ task }) => recordOf(run, task))
    .filter((each) => each !== undefined);
  const parties = /^\d+ of (\d+)/u.exec(said)?.[1];
  if (first === undefined || parties === undefined) return null;
  const more =
    others.length === 0 ? "" : others.length === 1 ? ` and ${showTask(others[0]!)}` : ` and ${others.length} more`;
  const message = `${showTask(first)}${more} ${others.length === 0 ? "waits" : "wait"} on line ${at.line} for ${wait.what}: ${said}.`;
  const made = story.madeAt("barrier", at);
  const came = comersTo(run, at).size;
  if (made !== null && came > Number(parties) && areAlike(run, at, first))
    return {
      code: "deadlock",
      message: `${message} ${made.line === at.line ? "It" : `Line ${made.line}`} makes it for ${parties}, and ${came} tasks came to it in all.`,
      hint: "How many are to meet there each time, and for how many is the barrier made?",
      at: made,
      costMs: 0,
    };
  const gone = run.tasks.find(
    (task) => task.endedMs !== null && [first, ...others].some((each) => isFellow(each, task)),
  );
  if (gone !== undefined)
    return {
      code: "deadlock",
      message: `${message} ${showTask(gone)} was over at ${showDuration(gone.endedMs!)}, and does not come any more.`,
      hint: "Does each of them come to the barrier as often as the others, and what becomes of those that wait when one does not?",
      at,
      costMs: 0,
    };
  const round = roundOf(story, wait);
  if (round !== null)
    return {
      code: "deadlock",
      message: `${message} ${round.line === at.line ? "That" : `Line ${round.line}`} is in a loop, and its next round begins only when this one is over.`,
      hint: `Who else is to come to the barrier, and does the code get to begin them while ${showLine(round, at)} waits?`,
      at: round,
      costMs: 0,
    };
  return {
    code: "deadlock",
    message:
      made === null
        ? message
        : `${message} ${made.line === at.line ? "It" : `Line ${made.line}`} makes it for ${parties}.`,
    hint: "How many have to arrive at it, and how many can ever get there?",
    at: made ?? at,
    costMs: 0,
  };
}

/** All that came there are of one kind: of several kinds not all may have to meet. */
function areAlike(run: Run, at: Position, first: TaskRecord): boolean {
  return [...comersTo(run, at).keys()].every((task) => {
    const record = recordOf(run, task);
    return record !== undefined && (record.id === first.id || isFellow(first, record));
  });
}

/** Made where another one was, or for the same function. */
function isFellow(one: TaskRecord, other: TaskRecord): boolean {
  if (one.createdAt === null || other.createdAt === null || one.creator !== other.creator) return false;
  return (
    samePlace(one.createdAt, other.createdAt) || (one.coroutine === other.coroutine && one.coroutine !== "<anonymous>")
  );
}

/** Where the entry waits for the one that is there, in a loop each round of which begins another. */
function roundOf({ waits, endRow, main, calls, awaits }: Story, wait: Wait): Position | null {
  const open =
    wait.task === main
      ? wait
      : waits.find(({ task, on, endedRow }) => task === main && on === wait.task && endedRow >= endRow);
  const outer = open?.frames.find(
    ({ at }) => (calls.get(placeKey(at))?.again ?? false) || (awaits.held(at)?.inRound ?? false),
  );
  return outer === undefined || outer === wait.frames.at(-1) ? null : outer.at;
}
