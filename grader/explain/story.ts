import type { AwaitFrame, Run, Trace } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";

/** One stay of a task in one place. Times in µs; rows are places in the trace, which order what has the same time. */
export interface Wait {
  readonly number: number;
  readonly task: number;
  /** `sleep`, `request`, `task`, …: the first word of what the runtime said. */
  readonly kind: string;
  /** As the runtime said it: `sleep 300 ms`. */
  readonly what: string;
  /** The task that it waits for, or 0. */
  readonly on: number;
  readonly beganUs: number;
  readonly beganRow: number;
  /** The end of the run for a wait that never ended. */
  readonly endedUs: number;
  readonly endedRow: number;
  /** The task whose step ended it, or 0: a timer, a reply, the loop. */
  readonly waker: number;
  /** Outermost first. Empty when nobody knows where it stands. */
  readonly frames: readonly AwaitFrame[];
  /** Whether `frames` is the whole stack, or only the innermost place. */
  readonly wholeStack: boolean;
}

export interface TaskStory {
  readonly id: number;
  readonly creator: number;
  readonly createdUs: number;
  readonly createdRow: number;
  /** Infinity while pending. */
  readonly endedRow: number;
  readonly createdAt: Position | null;
  /** In the order in which they ended. Waits of no length are left out: nothing is lost in them. */
  readonly waits: readonly Wait[];
  /** Whether it ever waited to take from or put into a queue, however short that was. */
  readonly usesQueue: boolean;
}

/** A run, read from its trace task by task. */
export interface Story {
  readonly main: number;
  readonly endUs: number;
  readonly endRow: number;
  readonly tasks: ReadonlyMap<number, TaskStory>;
  /** In the order of the trace. */
  readonly endings: readonly { readonly task: number; readonly row: number; readonly us: number }[];
}

/** What a story is told from: a Run, or what a Grade keeps of it. */
export type Told = Pick<Run, "elapsedMs" | "endMs" | "tasks" | "trace">;

export function tellStory(run: Told): Story {
  const { trace } = run;
  const endUs = Math.round((run.elapsedMs ?? run.endMs) * 1000);
  const waits = collectWaits(trace, endUs);
  const byTask = new Map<number, Wait[]>();
  for (const wait of waits) {
    const own = byTask.get(wait.task);
    if (own) own.push(wait);
    else byTask.set(wait.task, [wait]);
  }
  const createdRows = rowsOf(trace, "task-created");
  const endedRows = rowsOf(trace, "task-ended");
  const tasks = new Map<number, TaskStory>();
  for (const record of run.tasks) {
    const own = byTask.get(record.id) ?? [];
    tasks.set(record.id, {
      id: record.id,
      creator: record.creator,
      createdUs: Math.round(record.createdMs * 1000),
      createdRow: createdRows.get(record.id) ?? -1,
      endedRow: endedRows.get(record.id) ?? Number.POSITIVE_INFINITY,
      createdAt: record.createdAt,
      waits: own.filter((wait) => wait.beganUs < wait.endedUs).toSorted((a, b) => a.endedRow - b.endedRow),
      usesQueue: own.some((wait) => wait.kind === "queue"),
    });
  }
  const endings = [...endedRows]
    .map(([task, row]) => ({ task, row, us: trace.at[row]! }))
    .toSorted((a, b) => a.row - b.row);
  return { main: run.tasks[0]?.id ?? 0, endUs, endRow: trace.event.length, tasks, endings };
}

function rowsOf(trace: Trace, event: Trace["event"][number]): Map<number, number> {
  const rows = new Map<number, number>();
  for (const [row, each] of trace.event.entries()) if (each === event) rows.set(trace.task[row]!, row);
  return rows;
}

const endsByItself = new Set(["sleep", "request"]);

function collectWaits(trace: Trace, endUs: number): Wait[] {
  const waits: Wait[] = [];
  const open = new Map<number, Wait>();
  const lastStep = new Map<number, number>();
  const lastCancel = new Map<number, number>();
  // A waker had a step at that instant; and nobody wakes a sleeper or hastens an answer but by cancelling.
  const isWaker = (waker: number, wait: Wait, us: number) =>
    (lastStep.get(waker) ?? us) === us && (!endsByItself.has(wait.kind) || lastCancel.get(wait.task) === us);
  for (const [row, event] of trace.event.entries()) {
    if (event === "task-step") {
      lastStep.set(trace.task[row]!, trace.at[row]!);
    } else if (event === "cancel-requested") {
      lastCancel.set(trace.task[row]!, trace.at[row]!);
    } else if (event === "wait-began") {
      open.set(trace.ref[row]!, begin(trace, row));
    } else if (event === "wait-ended") {
      const wait = open.get(trace.ref[row]!);
      if (wait === undefined) continue;
      open.delete(wait.number);
      const us = trace.at[row]!;
      const waker = isWaker(trace.other[row]!, wait, us) ? trace.other[row]! : 0;
      waits.push({ ...wait, endedUs: us, endedRow: row, waker });
    }
  }
  const last = trace.event.length;
  for (const wait of open.values()) waits.push({ ...wait, endedUs: Math.max(endUs, wait.beganUs), endedRow: last });
  return waits;
}

function begin(trace: Trace, row: number): Wait {
  const what = trace.detail[row]!;
  const stack = trace.stack?.[row] ?? null;
  const site = trace.site[row]!;
  const task = trace.task[row]!;
  return {
    number: trace.ref[row]!,
    task,
    kind: /^[a-z]+/.exec(what)?.[0] ?? "",
    what,
    on: trace.other[row]!,
    beganUs: trace.at[row]!,
    beganRow: row,
    endedUs: 0,
    endedRow: 0,
    waker: 0,
    // Without a stack the whole task counts as one call: its negative id is no number of a frame.
    frames: stack !== null ? stack.toReversed() : site === null ? [] : [{ frame: -task, at: site }],
    wholeStack: stack !== null,
  };
}
