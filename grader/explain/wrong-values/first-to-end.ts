import type { ErrorRecord, Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { capital, samePlace, showLine } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/**
 * A wait for one of several tasks, whichever is the first to end, that got one which had failed, and whose error then left the entry although others were
 * still at work. Null when the error came another way.
 */
export function explainFirstToEnd(run: Run, error: ErrorRecord): Explanation | null {
  const story = tellStory(run);
  const failed = run.tasks.find(
    ({ id, state, error: own }) =>
      id !== story.main && state === "failed" && own?.name === error.name && own.message === error.message,
  );
  const endedRow = failed && story.tasks.get(failed.id)!.endedRow;
  if (failed === undefined || endedRow === undefined) return null;
  const wait = story.waits.find(
    (each) =>
      each.task !== failed.id &&
      each.beganRow < endedRow &&
      each.endedRow > endedRow &&
      isForFirst(run, each, failed, endedRow, story),
  );
  const at = wait?.frames.at(-1)?.at;
  if (wait === undefined || at === undefined) return null;
  const others = run.tasks.filter(
    ({ id, creator, coroutine }) =>
      id !== failed.id &&
      creator === failed.creator &&
      coroutine === failed.coroutine &&
      story.tasks.get(id)!.createdRow < endedRow &&
      story.tasks.get(id)!.endedRow > wait.endedRow,
  );
  if (others.length === 0) return null;
  const names = others.length > mostNamed ? `${others.length} others` : others.map(showTask).join(" and ");
  return {
    code: "first-to-end",
    message: `${capital(showLine(at, at))} waited until one of them had ended: that was ${showTask(failed)}, which failed at ${showDuration(failed.endedMs!)}. At that moment ${names} ${others.length === 1 ? "was" : "were"} still at work.`,
    hint: "What should happen when the first one that ends has failed?",
    at,
    costMs: 0,
  };
}

const mostNamed = 2;

/**
 * By what the text says of the await, or by what it waits for: `task the next of 3 that are not done`, or a list of them that it is one of. The wait ended
 * with this one.
 */
function isForFirst(
  { text }: Run,
  { kind, what, on, cut, endedUs, frames }: Wait,
  task: TaskRecord,
  endedRow: number,
  story: Story,
): boolean {
  if (on !== 0 || cut || endedUs !== story.endings.find(({ row }) => row === endedRow)?.us) return false;
  const at = frames.at(-1)?.at;
  if (kind === "native") return at !== undefined && (text?.races ?? []).some((race) => samePlace(race, at));
  return kind === "task" && (what.startsWith("task the next of") || what.split(", ").includes(`task ${task.name}`));
}
