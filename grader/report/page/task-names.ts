import type { TaskRecord } from "../../sandbox/index.ts";
import { escapeTerminal } from "../escape-terminal.ts";
import { taskLabel } from "../task-label.ts";

/** The label may be cut off, or be that of the coroutine: this has the task's own name as well. */
export function fullName(task: TaskRecord): string {
  const label = taskLabel(task);
  const name = escapeTerminal(task.name);
  return label === name ? label : `${label} (${name})`;
}

/** The label, and the full name where several have the same: what waits for one of them calls it by its own name. */
export function tellingNames(tasks: readonly TaskRecord[]): (task: TaskRecord) => string {
  const counts = new Map<string, number>();
  for (const label of tasks.map(taskLabel)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return (task) => {
    const label = taskLabel(task);
    return counts.get(label) === 1 ? label : fullName(task);
  };
}
