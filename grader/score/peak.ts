import type { Run, TraceEvent } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";

/** The most there were at once. */
export interface Peak {
  readonly most: number;
  /** When and where the one began that first went over the limit asked about; null when none did. */
  readonly excess: { readonly atMs: number; readonly at: Position | null } | null;
}

interface Interval {
  readonly id: number;
  readonly startMs: number;
  readonly endMs: number | null;
  readonly at: Position | null;
}

/** Requests in flight: from being sent to being answered, failed or aborted. */
export function peakOfRequests(run: Run, limit: number): Peak {
  const intervals = run.requests.map(({ startMs, endMs, at }, index) => ({ id: index + 1, startMs, endMs, at }));
  return peakOf(
    intervals,
    eventsOf(run, "request-sent", "request-ended", (row) => run.trace.ref[row]!),
    limit,
  );
}

/** Tasks that exist and have not ended; the entry's own does not count. */
export function peakOfTasks(run: Run, limit: number): Peak {
  const intervals = run.tasks
    .slice(1)
    .map(({ id, createdMs, endedMs, createdAt }) => ({ id, startMs: createdMs, endMs: endedMs, at: createdAt }));
  return peakOf(
    intervals,
    eventsOf(run, "task-created", "task-ended", (row) => run.trace.task[row]!),
    limit,
  );
}

type Change = readonly [id: number, change: 1 | -1];

function eventsOf(run: Run, begin: TraceEvent, end: TraceEvent, idAt: (row: number) => number): Change[] {
  const changes: Change[] = [];
  for (const [row, event] of run.trace.event.entries()) {
    if (event === begin) changes.push([idAt(row), 1]);
    else if (event === end) changes.push([idAt(row), -1]);
  }
  return changes;
}

function peakOf(intervals: readonly Interval[], recorded: readonly Change[], limit: number): Peak {
  const known = new Map(intervals.map((interval) => [interval.id, interval]));
  const open = new Set<number>();
  let most = 0;
  let excess: Peak["excess"] = null;
  for (const [id, change] of complete(recorded, known) ? recorded : byTime(intervals)) {
    const interval = known.get(id);
    if (interval === undefined) continue;
    if (change < 0) {
      open.delete(id);
      continue;
    }
    open.add(id);
    most = Math.max(most, open.size);
    if (open.size > limit) excess ??= { atMs: interval.startMs, at: interval.at };
  }
  return { most, excess };
}

/** The trace knows the order within one instant. A run that was cut short may have lost its rows. */
function complete(recorded: readonly Change[], known: ReadonlyMap<number, Interval>): boolean {
  const begun = new Set(recorded.filter(([, change]) => change > 0).map(([id]) => id));
  return [...known.keys()].every((id) => begun.has(id));
}

/** Without rows: what ends at an instant makes room before what begins then, but for what does both. */
function byTime(intervals: readonly Interval[]): Change[] {
  const changes = intervals.flatMap(({ id, startMs, endMs }) => {
    const instant = endMs === startMs;
    const begin = { ms: startMs, rank: 1, change: [id, 1] as Change };
    return endMs === null ? [begin] : [begin, { ms: endMs, rank: instant ? 2 : 0, change: [id, -1] as Change }];
  });
  return changes.toSorted((a, b) => a.ms - b.ms || a.rank - b.rank).map(({ change }) => change);
}
