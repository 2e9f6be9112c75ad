import type { Run, TaskRecord } from "../sandbox/index.ts";
import type { TaskState } from "../spec/index.ts";
import { globMatches } from "../values/index.ts";

/** The entry's own task is matched only by exactly its name; any other by its name or its coroutine function's. */
export function matchTasks(run: Pick<Run, "tasks">, pattern: string): readonly TaskRecord[] {
  return run.tasks.filter((task, index) =>
    index === 0 ? task.name === pattern : globMatches(pattern, task.name) || globMatches(pattern, task.coroutine),
  );
}

/** Read just before the clock leaves the instant: what happened at it has happened. Null: it did not exist yet. */
export function stateAt(task: TaskRecord, instantMs: number): TaskState | null {
  if (micros(task.createdMs) > micros(instantMs)) return null;
  return task.endedMs !== null && micros(task.endedMs) <= micros(instantMs) ? task.state : "pending";
}

export function micros(ms: number): number {
  return Math.round(ms * 1000);
}
