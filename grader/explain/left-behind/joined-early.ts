import { showDuration, type Position } from "../../values/index.ts";
import { isAlike } from "../story/crew.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";

/**
 * Somebody waited in `join()`, and was let go on by a task that came to its work only after that: the work counted as done before it was.
 * @param work what was cut short, of that task or of one made alike
 */
export function findJoinedEarly(story: Story, work: Wait): Explanation | null {
  const { tasks, waits, awaits } = story;
  const worker = tasks.get(work.task);
  const at = work.frames.at(-1)?.at;
  if (worker === undefined || at === undefined) return null;
  const join = waits.findLast(({ kind, waker, endedRow, frames }) => {
    const isJoin = kind === "queue" && frames.length > 0 && awaits.puts(frames.at(-1)!.at);
    return isJoin && endedRow < work.endedRow && tasks.has(waker) && isAlike(tasks.get(waker)!, worker);
  });
  if (join === undefined) return null;
  if (!isAt(workDuring(story, join), at)) return null;
  const line = showLine(join.frames.at(-1)!.at, at);
  return {
    code: "joined-early",
    message:
      `The wait on ${line} was over at ${showDuration(join.endedUs / 1000)}, though the last piece of work was not: ` +
      `whoever took it said that it was done before the wait on line ${at.line}, and did not come to the end of that.`,
    hint: "What has to be over before a piece of work may count as done?",
    at,
    costMs: 0,
  };
}

/** What the task that ended this wait had gone on to by then. */
function workDuring({ waits }: Story, { waker, endedRow, endedUs }: Wait): Wait | undefined {
  return waits.find(
    ({ task, beganUs, beganRow, endedRow: row }) =>
      task === waker && beganUs === endedUs && beganRow < endedRow && row > endedRow,
  );
}

function isAt(wait: Wait | undefined, at: Position): boolean {
  return wait?.frames.some((frame) => samePlace(frame.at, at)) ?? false;
}
