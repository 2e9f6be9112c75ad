import { criticalPath, isCutOff, isRequestWait, tellStory, type Story, type Told } from "../explain/index.ts";
import type { RequestRecord, TaskRecord } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";
import { shownWait } from "./shown-wait.ts";

/** What a timeline is drawn from. */
export interface TimelineInput extends Told {
  readonly requests: readonly RequestRecord[];
}

/** What a task waits for, as far as a picture tells it apart. */
export type SpanKind = "sleep" | "request" | "task" | "queue" | "other";

/** One wait of a task. Times in µs. */
export interface Span {
  readonly kind: SpanKind;
  readonly fromUs: number;
  readonly toUs: number;
  /** In the reader's words: `sleep(300)`, `a request`. */
  readonly what: string;
  readonly at: Position | null;
  /** The run ended when it did because of this wait. */
  readonly critical: boolean;
}

export interface TaskSpans {
  readonly task: TaskRecord;
  readonly fromUs: number;
  /** The end of the picture for a task that is pending. */
  readonly toUs: number;
  /** Waits may lie in waits: what comes later lies on top, and says more. */
  readonly spans: readonly Span[];
}

export interface TimelineSpans {
  readonly endUs: number;
  /** In the order in which the tasks were made. */
  readonly tasks: readonly TaskSpans[];
}

const kinds = new Map<string, SpanKind>([
  ["sleep", "sleep"],
  ["request", "request"],
  ["task", "task"],
  ["gather", "task"],
  ["group", "task"],
  ["lock", "queue"],
  ["event", "queue"],
  ["condition", "queue"],
  ["semaphore", "queue"],
  ["barrier", "queue"],
  ["queue", "queue"],
]);

/** Who was where when, for every picture of a run: the terminal's, the page's, the trace viewer's. */
export function timelineSpans(run: TimelineInput): TimelineSpans {
  const story = tellStory(run);
  const endUs = run.tasks.reduce((most, task) => Math.max(most, micros(task.endedMs ?? task.createdMs)), story.endUs);
  // Of a trace that was cut off nobody knows what the end waited for.
  const path = isCutOff(run) ? [] : criticalPath(story).stretches;
  const critical = new Set(path.map(({ wait }) => wait.number));
  const tasks = run.tasks.map((task): TaskSpans => {
    const toUs = task.endedMs === null ? endUs : micros(task.endedMs);
    return { task, fromUs: micros(task.createdMs), toUs, spans: spansOf(story, task, toUs, run.requests, critical) };
  });
  return { endUs, tasks };
}

/** The tasks that the end of the run waited for, the longest wait first. */
export function longestCritical(tasks: readonly TaskSpans[]): TaskRecord[] {
  return tasks
    .map(({ task, spans }) => ({
      task,
      us: spans.filter(({ critical }) => critical).reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0),
    }))
    .filter(({ us }) => us > 0)
    .toSorted((a, b) => b.us - a.us)
    .map(({ task }) => task);
}

function spansOf(
  story: Story,
  task: TaskRecord,
  toUs: number,
  requests: readonly RequestRecord[],
  critical: ReadonlySet<number>,
): Span[] {
  return (story.tasks.get(task.id)?.waits ?? [])
    .toSorted((a, b) => Number(b.kind === "native") - Number(a.kind === "native") || a.beganRow - b.beganRow)
    .map((wait) => {
      const kind = isRequestWait(wait, requests) ? "request" : (kinds.get(wait.kind) ?? "other");
      return {
        kind,
        fromUs: wait.beganUs,
        toUs: Math.min(wait.endedUs, toUs),
        what: kind === "request" && wait.kind === "native" ? "a request" : shownWait(wait.what),
        at: wait.frames.at(-1)?.at ?? null,
        critical: critical.has(wait.number),
      };
    });
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
