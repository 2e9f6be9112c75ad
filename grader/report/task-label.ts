import type { TaskRecord } from "../sandbox/index.ts";
import { escapeTerminal } from "./escape-terminal.ts";

/** The name that the learner gave it, as far as there is one. */
export function taskLabel(task: TaskRecord): string {
  const named = !/^Task-\d+$/.test(task.name) || task.coroutine === "<anonymous>";
  return escapeTerminal(named ? task.name : task.coroutine);
}
