import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { tasksRunning } from "../story/tasks-running.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/**
 * A loop that took an empty queue for the end of it, while a task was still at work on what it would put there; null when there is none.
 * @param asked only this task
 */
export function explainEmptyLook(run: Run, asked: TaskRecord | null = null): Explanation | null {
  if (isCutOff(run)) return null;
  const { tasks } = tellStory(run);
  const endOf = ({ id }: TaskRecord): number => tasks.get(id)?.endedRow ?? Number.POSITIVE_INFINITY;
  const [main] = run.tasks;
  for (const { at, loop, puts } of run.text?.emptyLooks ?? []) {
    const own = tasksRunning(run, loop);
    const lookers = own.length > 0 ? own : main === undefined ? [] : [main];
    const until = Math.max(...lookers.map(endOf));
    if (!Number.isFinite(until)) continue;
    const late = puts
      .flatMap((put) => tasksRunning(run, put))
      .find((task) => !lookers.includes(task) && endOf(task) > until && (asked === null || asked.id === task.id));
    if (late === undefined) continue;
    const last = lookers.reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
    const where = late.createdAt === null ? "" : `, made on line ${late.createdAt.line},`;
    const end = last.endedMs === null ? "" : `, at ${showDuration(last.endedMs)}`;
    return {
      code: "empty-look",
      message: `${showTask(late)}${where} was not done yet when ${showTask(last)} ended${end}: the loop on line ${at.line} goes on only as long as there is something in the queue at that moment.`,
      hint: "Does an empty queue mean that nothing more will come? What waits for the next item, and how can the loop know that it was the last?",
      at,
      costMs: 0,
    };
  }
  return null;
}
