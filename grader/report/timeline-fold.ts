import { showDuration } from "../values/index.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { taskLabel } from "./task-label.ts";
import { longestCritical, type TaskSpans } from "./timeline-spans.ts";

export interface TimelineRow {
  readonly label: string;
  /** Of a sum: the first of its tasks. */
  readonly spans: TaskSpans;
  /** What stands in place of a bar for many tasks in one row. */
  readonly folded: string | null;
}

/** Up to this many tasks have a row each. */
const mostRows = 16;
/** Of more tasks, this many of each kind. */
const keptOfAKind = 3;

function single(spans: TaskSpans): TimelineRow {
  return { label: taskLabel(spans.task), spans, folded: null };
}

/**
 * Hundreds of alike tasks are a few rows and a sum. Alike are those that run one coroutine function. The few that the end of the run waited
 * for longest keep a row of their own.
 */
export function foldTasks(tasks: readonly TaskSpans[]): TimelineRow[] {
  if (tasks.length <= mostRows) return tasks.map(single);
  const kinds = new Map<string, TaskSpans[]>();
  for (const spans of tasks) {
    const same = kinds.get(spans.task.coroutine);
    if (same) same.push(spans);
    else kinds.set(spans.task.coroutine, [spans]);
  }
  const kept = new Set(longestCritical(tasks).slice(0, keptOfAKind));
  const rows: TimelineRow[] = [];
  const seen = new Map<string, number>();
  for (const spans of tasks) {
    const { coroutine } = spans.task;
    const kind = kinds.get(coroutine)!;
    const place = seen.get(coroutine) ?? 0;
    seen.set(coroutine, place + 1);
    if (kind.length <= keptOfAKind + 1 || place < keptOfAKind) {
      rows.push(single(spans));
      continue;
    }
    if (place === keptOfAKind) {
      const folded = kind.slice(keptOfAKind).filter(({ task }) => !kept.has(task));
      if (folded.length > 0) rows.push(sumRow(folded));
    }
    if (kept.has(spans.task)) rows.push(single(spans));
  }
  return rows.length <= 2 * mostRows ? rows : [...rows.slice(0, mostRows), sumRow(tasks.slice(mostRows))];
}

function sumRow(tasks: readonly TaskSpans[]): TimelineRow {
  const { coroutine } = tasks[0]!.task;
  const alike = coroutine !== "<anonymous>" && tasks.every(({ task }) => task.coroutine === coroutine);
  const counts = (["done", "failed", "cancelled", "pending"] as const)
    .map((state) => ({ state, n: tasks.filter(({ task }) => task.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => `${n} ${state}`);
  const from = tasks.reduce((least, { fromUs }) => Math.min(least, fromUs), Number.POSITIVE_INFINITY);
  const to = tasks.reduce((most, { toUs }) => Math.max(most, toUs), from);
  const when =
    from === to ? `at ${showDuration(from / 1000)}` : `${showDuration(from / 1000)} to ${showDuration(to / 1000)}`;
  return {
    label: alike ? escapeTerminal(coroutine) : "…",
    spans: tasks[0]!,
    folded: `and ${tasks.length} more, ${when}: ${counts.join(", ")}`,
  };
}
