import type { Run, TaskRecord } from "../sandbox/index.ts";
import type { Explanation } from "./explanation.ts";
import { showTask } from "./task-name.ts";

/** Why this task was still pending when the entry ended. */
export function explainPending(run: Run, task: TaskRecord): Explanation {
  const entry = run.tasks[0]?.name ?? "the entry";
  const waits = waitsFor(run, task.id);
  const where = task.createdAt === null ? "" : `, made on line ${task.createdAt.line},`;
  return {
    code: "not-awaited",
    message: waits
      ? `${showTask(task)}${where} was still running when ${entry} ended: nothing waited for it to the end.`
      : `Nobody awaited ${showTask(task)}${where} so ${entry} ended before it did.`,
    hint: `Where does ${entry} need this task to be over? Wait for it there, or cancel it and wait until it has stopped.`,
    at: task.createdAt,
    costMs: 0,
  };
}

function waitsFor(run: Run, id: number): boolean {
  const { event, other } = run.trace;
  return event.some((each, row) => each === "wait-began" && other[row] === id);
}
