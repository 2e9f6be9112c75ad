import stringWidth from "string-width";
import { showDuration, tellStory, type Told, type Wait } from "../explain/index.ts";
import type { RequestRecord, TaskRecord } from "../sandbox/index.ts";
import type { Paint } from "./paint.ts";
import { foldTasks } from "./timeline-fold.ts";
import { fit } from "./wrap.ts";

export interface TimelineInput extends Told {
  readonly requests: readonly RequestRecord[];
}

interface Mark {
  readonly glyph: string;
  readonly legend: string;
}

const sleeping: Mark = { glyph: "~", legend: "sleep" };
const requesting: Mark = { glyph: "=", legend: "request" };
const awaiting: Mark = { glyph: ".", legend: "another task" };
const queueing: Mark = { glyph: "#", legend: "lock, event or queue" };
const otherwise: Mark = { glyph: "-", legend: "something else" };

const marks = new Map<string, Mark>([
  ["sleep", sleeping],
  ["request", requesting],
  ["task", awaiting],
  ["gather", awaiting],
  ["group", awaiting],
  ["lock", queueing],
  ["event", queueing],
  ["condition", queueing],
  ["semaphore", queueing],
  ["barrier", queueing],
  ["queue", queueing],
]);

const stateWidth = 9;

/** One row a task in the order they were made, virtual time across; what a task waits for is told by the sign, not by color. */
export function timeline(run: TimelineInput, columns: number, paint: Paint): string[] {
  if (run.tasks.length === 0) return [];
  const story = tellStory(run);
  const endUs = run.tasks.reduce((most, task) => Math.max(most, micros(task.endedMs ?? task.createdMs)), story.endUs);
  const rows = foldTasks(run.tasks);
  const nameWidth = Math.min(
    Math.max(...rows.map((row) => stringWidth(row.label)), 4),
    Math.max(8, Math.floor(columns / 3)),
  );
  const barWidth = columns - nameWidth - stateWidth - 4;
  const used = new Set<Mark>();
  const lines = rows.map((row) => {
    const label = fit(row.label, nameWidth);
    if (row.folded !== null) return paint.dim(`${label}  ${row.folded}`);
    const waits = story.tasks.get(row.task.id)?.waits ?? [];
    const bar = endUs === 0 || barWidth < 10 ? "" : drawBar(row.task, waits, run.requests, { endUs, barWidth, used });
    return `${label}  ${bar}${bar === "" ? "" : "  "}${paintState(row.task.state, paint)}`.trimEnd();
  });
  if (endUs === 0) return [paint.dim(`${fit("", nameWidth)}  all of it at 0 ms`), ...lines];
  if (barWidth < 10) return lines;
  return [
    paint.dim(`${fit("", nameWidth)}  ${scale(endUs, barWidth)}`),
    ...lines,
    ...legend(used, columns - nameWidth - 2).map((line) => paint.dim(`${fit("", nameWidth)}  ${line}`)),
  ];
}

function legend(used: ReadonlySet<Mark>, columns: number): string[] {
  if (used.size === 0) return [];
  const lines = ["waits for:"];
  for (const mark of used) {
    const longer = `${lines.at(-1)!}  ${mark.glyph} ${mark.legend}`;
    if (longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(`  ${mark.glyph} ${mark.legend}`);
  }
  return lines;
}

function drawBar(
  task: TaskRecord,
  waits: readonly Wait[],
  requests: readonly RequestRecord[],
  { endUs, barWidth, used }: { endUs: number; barWidth: number; used: Set<Mark> },
): string {
  const cellOf = (us: number) => Math.min(barWidth - 1, Math.floor((us / endUs) * barWidth));
  const from = micros(task.createdMs);
  const to = task.endedMs === null ? endUs : micros(task.endedMs);
  const cells = Array.from({ length: barWidth }, () => " ");
  if (from === to) {
    cells[cellOf(from)] = "|";
    return cells.join("");
  }
  const last = (us: number) => Math.max(cellOf(us - 1), 0);
  const draw = (start: number, end: number, mark: Mark) => {
    used.add(mark);
    cells.fill(mark.glyph, cellOf(start), Math.max(cellOf(start), last(end)) + 1);
  };
  draw(from, to, otherwise);
  // Waits in waits: what is drawn later lies on top, and the inner one says more.
  for (const wait of waits.toSorted(
    (a, b) => Number(b.kind === "native") - Number(a.kind === "native") || a.beganRow - b.beganRow,
  )) {
    const mark = wait.kind === "native" && ofRequest(wait, requests) ? requesting : (marks.get(wait.kind) ?? otherwise);
    draw(wait.beganUs, Math.min(wait.endedUs, to), mark);
  }
  if (!cells.includes(otherwise.glyph)) used.delete(otherwise);
  return cells.join("");
}

/** `await fetch(…)` is a native await, with a request in flight all the while. */
function ofRequest(wait: Wait, requests: readonly RequestRecord[]): boolean {
  return requests.some(
    (request) =>
      request.task === wait.task &&
      micros(request.startMs) <= wait.beganUs &&
      (request.endMs === null || micros(request.endMs) >= wait.endedUs),
  );
}

/** `0 ms            400 ms            800 ms` */
function scale(endUs: number, width: number): string {
  const right = showDuration(endUs / 1000);
  const middle = showDuration(endUs / 2000);
  const left = "0 ms";
  const middleAt = Math.floor(width / 2) - Math.floor(middle.length / 2);
  const room = width - left.length - right.length;
  if (room < 1) return right.padStart(width);
  if (middleAt < left.length + 2 || middleAt + middle.length + 2 > width - right.length) {
    return left + " ".repeat(room) + right;
  }
  return left.padEnd(middleAt) + middle + right.padStart(width - middleAt - middle.length);
}

function paintState(state: TaskRecord["state"], paint: Paint): string {
  if (state === "done") return paint.green(state);
  return state === "failed" ? paint.red(state) : paint.yellow(state);
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
