import { showDuration } from "../values/index.ts";
import type { TaskRecord } from "../sandbox/index.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { taskLabel } from "./task-label.ts";

export interface TimelineRow {
  readonly label: string;
  readonly task: TaskRecord;
  /** What stands in place of a bar for many tasks in one row. */
  readonly folded: string | null;
}

/** Up to this many tasks have a row each. */
const mostRows = 16;
/** Of more tasks, this many of each kind. */
const keptOfAKind = 3;

function single(task: TaskRecord): TimelineRow {
  return { label: taskLabel(task), task, folded: null };
}

/**
 * Hundreds of alike tasks are a few rows and a sum. Alike are those that run one coroutine function.
 *
 * @param telling tasks that the end of the run waited for, the longest wait first: the first few keep a row of their own
 */
export function foldTasks(tasks: readonly TaskRecord[], telling: readonly TaskRecord[] = []): TimelineRow[] {
  if (tasks.length <= mostRows) return tasks.map(single);
  const kinds = new Map<string, TaskRecord[]>();
  for (const task of tasks) {
    const same = kinds.get(task.coroutine);
    if (same) same.push(task);
    else kinds.set(task.coroutine, [task]);
  }
  const kept = new Set(telling.slice(0, keptOfAKind));
  const rows: TimelineRow[] = [];
  const seen = new Map<string, number>();
  for (const task of tasks) {
    const kind = kinds.get(task.coroutine)!;
    const place = seen.get(task.coroutine) ?? 0;
    seen.set(task.coroutine, place + 1);
    if (kind.length <= keptOfAKind + 1 || place < keptOfAKind) {
      rows.push(single(task));
      continue;
    }
    if (place === keptOfAKind) {
      const folded = kind.slice(keptOfAKind).filter((each) => !kept.has(each));
      if (folded.length > 0) rows.push(sumRow(folded));
    }
    if (kept.has(task)) rows.push(single(task));
  }
  return rows.length <= 2 * mostRows ? rows : [...rows.slice(0, mostRows), sumRow(tasks.slice(mostRows))];
}

function sumRow(tasks: readonly TaskRecord[]): TimelineRow {
  const { coroutine } = tasks[0]!;
  const alike = coroutine !== "<anonymous>" && tasks.every((task) => task.coroutine === coroutine);
  const counts = (["done", "failed", "cancelled", "pending"] as const)
    .map((state) => ({ state, n: tasks.filter((task) => task.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => `${n} ${state}`);
  const from = tasks.reduce((least, task) => Math.min(least, task.createdMs), Number.POSITIVE_INFINITY);
  const to = tasks.reduce((most, task) => Math.max(most, task.endedMs ?? most), from);
  return {
    label: alike ? escapeTerminal(coroutine) : "…",
    task: tasks[0]!,
    folded: `and ${tasks.length} more, ${showDuration(from)} to ${showDuration(to)}: ${counts.join(", ")}`,
  };
}
