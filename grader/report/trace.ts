import type { Grade, ScenarioGrade } from "../score/index.ts";
import type { Position } from "../values/index.ts";
import { unseenEscaped } from "./json-text.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { timelineSpans, type Span } from "./timeline-spans.ts";

/**
 * Chrome's trace event format, which Perfetto and chrome://tracing open: a process a scenario, a thread a task, a slice for
 * each wait, an arrow from whoever woke a task. Times are virtual, in µs. A hidden scenario has no trace and is left out.
 */
export function reportTrace(grades: readonly Grade[], tampered: readonly TamperedFile[] = []): string {
  const events: TraceEvent[] = [];
  let pid = 0;
  for (const grade of grades) {
    for (const scenario of grade.scenarios) {
      if (scenario.trace === null) continue;
      pid += 1;
      events.push(...scenarioEvents(grade, scenario, pid));
    }
  }
  const other = tampered.length === 0 ? "" : `"otherData":${JSON.stringify({ tampered: tampered.map(tamperedText) })},`;
  const list = events.map((event) => JSON.stringify(event)).join(",\n");
  return unseenEscaped(`{"displayTimeUnit":"ms",${other}"traceEvents":[\n${list}\n]}\n`);
}

interface TraceEvent {
  readonly ph: "M" | "X" | "i" | "s" | "f";
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly cat?: string;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  readonly s?: "t";
  readonly bp?: "e";
  readonly args?: Readonly<Record<string, string | number | boolean | null>>;
}

function* scenarioEvents(grade: Grade, scenario: ScenarioGrade, pid: number): Iterable<TraceEvent> {
  const trace = scenario.trace!;
  const { tasks, requests, elapsedMs } = scenario;
  const endMs = (trace.at.at(-1) ?? 0) / 1000;
  const name = `${grade.exercise}: ${scenario.name} (${grade.submission})`;
  yield { ph: "M", name: "process_name", pid, tid: 0, args: { name } };
  yield { ph: "M", name: "process_sort_index", pid, tid: 0, args: { sort_index: pid } };
  const { tasks: rows } = timelineSpans({ trace, tasks, requests, elapsedMs, endMs });
  let spare = Math.max(0, ...tasks.map(({ id }) => id));
  for (const { task, fromUs, toUs, spans } of rows) {
    const [own, ...others] = lanes(spans);
    yield* thread(pid, task.id, task.id, task.name);
    const life = { state: task.state, line: showPlace(task.createdAt) };
    yield slice(task.coroutine, "task", fromUs, toUs, { pid, tid: task.id }, life);
    for (const span of own ?? []) yield waitSlice(span, { pid, tid: task.id });
    for (const lane of others) {
      spare += 1;
      yield* thread(pid, spare, task.id, `${task.name}, at the same time`);
      for (const span of lane) yield waitSlice(span, { pid, tid: spare });
    }
  }
  yield* arrows(scenario, pid);
}

function* thread(pid: number, tid: number, sort: number, name: string): Iterable<TraceEvent> {
  yield { ph: "M", name: "thread_name", pid, tid, args: { name } };
  yield { ph: "M", name: "thread_sort_index", pid, tid, args: { sort_index: sort } };
}

function waitSlice({ what, kind, fromUs, toUs, at, critical }: Span, own: { pid: number; tid: number }): TraceEvent {
  return slice(what, kind, fromUs, toUs, own, { line: showPlace(at), "critical path": critical });
}

/**
 * The slices of one thread must nest, and what a task awaits with Promise.all may overlap in any way: what does not nest is put into
 * lanes of its own. In each, what holds others comes before them.
 */
function lanes(spans: readonly Span[]): Span[][] {
  const found: { spans: Span[]; open: number[] }[] = [];
  for (const span of spans.toSorted((a, b) => a.fromUs - b.fromUs || b.toUs - a.toUs)) {
    const lane = found.find(({ open }) => {
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

function slice(
  name: string,
  cat: string,
  fromUs: number,
  toUs: number,
  own: { pid: number; tid: number },
  args: TraceEvent["args"],
): TraceEvent {
  return { ph: "X", name, cat, ts: fromUs, dur: toUs - fromUs, ...own, args: args! };
}

/** Who made whom, who woke whom, who cancelled whom. */
function* arrows({ trace }: ScenarioGrade, pid: number): Iterable<TraceEvent> {
  const names = new Map([
    ["task-created", "creates"],
    ["wait-ended", "wakes"],
    ["cancel-requested", "cancels"],
  ]);
  let id = 0;
  for (const [row, event] of trace!.event.entries()) {
    const name = names.get(event);
    const from = trace!.other[row]!;
    const to = trace!.task[row]!;
    if (name === undefined || from === 0 || to === 0 || to === from) continue;
    id += 1;
    const common = { name, cat: name, id, ts: trace!.at[row]!, pid };
    yield { ph: "s", ...common, tid: from };
    yield { ph: "f", ...common, tid: to, bp: "e" };
  }
}

function showPlace(at: Position | null): string | null {
  return at === null ? null : `${at.file}:${at.line}:${at.column}`;
}
