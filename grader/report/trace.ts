import { toldUntil } from "../explain/index.ts";
import type { Grade, ScenarioGrade } from "../score/index.ts";
import type { Position } from "../values/index.ts";
import { unseenEscaped } from "./json-text.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { whatIsMissing } from "./timeline-missing.ts";
import { timelineSpans, type Span } from "./timeline-spans.ts";
import { arrows } from "./trace-arrows.ts";
import { slice, type Track, type TraceEvent } from "./trace-event.ts";

/**
 * Chrome's trace event format, which Perfetto and chrome://tracing open: a process a scenario, a thread a task, a slice for
 * each wait, an arrow from whoever woke a task. Times are virtual, in µs. A hidden scenario has no trace and is left out.
 */
export function reportTrace(grades: readonly Grade[], tampered: readonly TamperedFile[] = []): string {
  const events: TraceEvent[] = [];
  let arrow = 0;
  let tracks = 0;
  for (const grade of grades) {
    for (const scenario of grade.scenarios) {
      if (scenario.trace === null) continue;
      for (const event of scenarioEvents(grade, scenario, tracks + 1, () => ++arrow)) {
        events.push(event);
        tracks = Math.max(tracks, event.tid);
      }
    }
  }
  const other = tampered.length === 0 ? "" : `"otherData":${JSON.stringify({ tampered: tampered.map(tamperedText) })},`;
  const list = events.map((event) => JSON.stringify(event)).join(",\n");
  return unseenEscaped(`{"displayTimeUnit":"ms",${other}"traceEvents":[\n${list}\n]}\n`);
}

/**
 * Threads are numbered through all processes, and the first task has the number of its process: viewers take that thread for the main one
 * and draw it first.
 */
function* scenarioEvents(
  grade: Grade,
  scenario: ScenarioGrade,
  pid: number,
  nextArrow: () => number,
): Iterable<TraceEvent> {
  const trace = scenario.trace!;
  const { tasks, requests, elapsedMs } = scenario;
  const endMs = (trace.at.at(-1) ?? 0) / 1000;
  const name = `${grade.exercise}: ${scenario.name} (${grade.submission})`;
  yield { ph: "M", name: "process_name", pid, tid: pid, args: { name } };
  yield { ph: "M", name: "process_sort_index", pid, tid: pid, args: { sort_index: pid } };
  const run = { trace, tasks, requests, elapsedMs, endMs };
  const missing = whatIsMissing(run);
  if (missing !== null) yield { ph: "i", s: "p", name: missing, cat: "cut", ts: toldUntil(run), pid, tid: pid };
  const { tasks: rows } = timelineSpans(run);
  const tracks = new Map(rows.map(({ task, toUs }, index) => [task.id, { pid, tid: pid + index, toUs }]));
  let spare = pid + rows.length;
  for (const [index, { task, fromUs, toUs, spans }] of rows.entries()) {
    const own = { pid, tid: pid + index };
    const [first, ...others] = lanes(spans);
    yield* thread(own, index, task.name);
    yield slice(task.coroutine, "task", fromUs, toUs, own, { state: task.state, line: showPlace(task.createdAt) });
    for (const span of first ?? []) yield waitSlice(span, own);
    for (const lane of others) {
      const track = { pid, tid: spare++ };
      yield* thread(track, index, `${task.name}, at the same time`);
      for (const span of lane) yield waitSlice(span, track);
    }
  }
  yield* arrows(trace, tracks, nextArrow);
}

function* thread(track: Track, sort: number, name: string): Iterable<TraceEvent> {
  yield { ph: "M", name: "thread_name", ...track, args: { name } };
  yield { ph: "M", name: "thread_sort_index", ...track, args: { sort_index: sort } };
}

function waitSlice({ what, kind, fromUs, toUs, at, critical }: Span, track: Track): TraceEvent {
  return slice(what, kind, fromUs, toUs, track, { line: showPlace(at), "critical path": critical });
}

/** Of more lanes only the last ones are tried: where thousands overlap, thousands are needed anyway. */
const mostTried = 50;

/**
 * The slices of one thread must nest, and what a task awaits with Promise.all may overlap in any way: what does not nest is put into
 * lanes of its own. In each, what holds others comes before them.
 */
function lanes(spans: readonly Span[]): Span[][] {
  const found: { spans: Span[]; open: number[] }[] = [];
  for (const span of spans.toSorted((a, b) => a.fromUs - b.fromUs || b.toUs - a.toUs)) {
    const lane = found.slice(-mostTried).find(({ open }) => {
      while (open.length > 0 && open.at(-1)! <= span.fromUs) open.pop();
      return open.length === 0 || span.toUs <= open.at(-1)!;
    });
    if (lane === undefined) found.push({ spans: [span], open: [span.toUs] });
    else {
      lane.spans.push(span);
      lane.open.push(span.toUs);
    }
  }
  return found.map((lane) => lane.spans);
}

function showPlace(at: Position | null): string | null {
  return at === null ? null : `${at.file}:${at.line}:${at.column}`;
}
