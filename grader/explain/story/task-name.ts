import type { TaskRecord } from "../../sandbox/index.ts";

/** `fetchTitle (Task-2)`: what a reader knows first, the name that tells it from its like after it. */
export function showTask(task: TaskRecord): string {
  if (task.coroutine === task.name || task.coroutine === "<anonymous>") return task.name;
  return /^Task-\d+$/.test(task.name) ? `${task.coroutine} (${task.name})` : `${task.name} (${task.coroutine})`;
}
