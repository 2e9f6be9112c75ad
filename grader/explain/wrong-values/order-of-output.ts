import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { waitsOf } from "../story/waits-by.ts";

/** Why a line came before one of the same moment. */
export interface OrderOfOutput {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
}

/**
 * Two tasks that were made at one moment, in the wrong order: each takes its first step in the order in which they were made (asyncio: what
 * `call_soon` was given first runs first).
 * @param early the task whose line came first
 * @param late the one whose line should have come in its place
 * @param atMs when both came
 */
export function explainOutputOrder(run: Run, early: number, late: number, atMs: number): OrderOfOutput | null {
  const [first, second] = [early, late].map((task) => run.tasks.slice(1).find(({ id }) => id === task));
  if (first === undefined || second === undefined || first.createdMs !== second.createdMs) return null;
  if (first.createdAt === null || second.createdAt === null) return null;
  // In what order tasks are stopped is another matter.
  if (atMs !== first.createdMs && [first, second].some(({ state }) => state === "cancelled" || state === "pending"))
    return null;
  const { tasks } = tellStory(run);
  if (tasks.get(first.id)!.createdRow >= tasks.get(second.id)!.createdRow) return null;
  const made = samePlace(first.createdAt, second.createdAt)
    ? `Line ${first.createdAt.line} made ${showTask(first)} before ${showTask(second)}`
    : `${showTask(first)} was made on line ${first.createdAt.line}, before ${showTask(second)} on ${showLine(second.createdAt, first.createdAt)}`;
  return {
    message: `${made}, and tasks begin in the order in which they are made`,
    hint: "In which order do these have to begin?",
    at: first.createdAt,
  };
}

/**
 * A task whose line should have come before one of its maker: it begins only when its maker waits (asyncio: create_task schedules the task and runs nothing of it),
 * and the maker printed before that.
 * @param early the maker
 * @param late the task
 * @param atMs when both lines came
 */
export function explainMakerFirst(run: Run, early: number, late: number, atMs: number): OrderOfOutput | null {
  const task = run.tasks.slice(1).find(({ id }) => id === late);
  if (task === undefined || task.creator !== early || task.createdAt === null || task.createdMs !== atMs) return null;
  const story = tellStory(run);
  const { createdRow } = story.tasks.get(late)!;
  const own = waitsOf(story, early).filter(({ beganRow }) => beganRow > createdRow);
  const first = own.find(({ beganRow }) => own.every((other) => other.beganRow >= beganRow));
  const at = first?.frames[0]?.at;
  // Of what comes after a wait it is not known whether the task had begun.
  if (first === undefined || at === undefined || first.endedUs <= Math.round(atMs * 1000)) return null;
  return {
    message: `${showTask(task)}, made on ${showLine(task.createdAt, at)}, begins only when its maker waits, for the first time on line ${at.line}: whatever comes before that wait is done first`,
    hint: `From when on does a task go on that line ${task.createdAt.line} makes, and what does the code do before that?`,
    at,
  };
}

/**
 * A line that came only when the run was over, since nothing had stopped its task before: the end of the entry stops what is left (asyncio.run: it cancels all remaining
 * tasks).
 * @param late the task whose line should have come sooner
 * @param atMs when it came
 */
export function explainStoppedByEnd(run: Run, late: number, atMs: number): OrderOfOutput | null {
  const entry = run.tasks[0];
  const task = run.tasks.slice(1).find(({ id }) => id === late);
  if (task?.state !== "pending" || task.createdAt === null || atMs === task.createdMs) return null;
  if (entry?.endedMs == null || atMs < entry.endedMs) return null;
  return {
    message: `${showTask(task)} printed that only when ${entry.name} was over: nothing had stopped it before`,
    hint: "What should stop this task, and when?",
    at: task.createdAt,
  };
}
