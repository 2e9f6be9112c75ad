import type { Run, TaskRecord } from "../sandbox/index.ts";
import type { Explanation } from "./explanation.ts";
import { showTask } from "./task-name.ts";

/** The first coroutine that nobody awaited; null when all were. */
export function explainUnstarted({ warnings }: Run): Explanation | null {
  const unstarted = warnings.find(({ code }) => code === "never-awaited");
  if (unstarted === undefined) return null;
  const where = unstarted.at === null ? "" : ` made on line ${unstarted.at.line}`;
  return {
    code: "not-awaited",
    message: `The coroutine${where} was never awaited, so nothing of it ran.`,
    hint: "A coroutine does nothing until it is awaited or made into a task. Who should wait for this one?",
    at: unstarted.at,
    costMs: 0,
  };
}

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
