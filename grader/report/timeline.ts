import { showDuration } from "../values/index.ts";
import { columnsOf } from "./columns.ts";
import type { TaskRecord } from "../sandbox/index.ts";
import type { Paint } from "./paint.ts";
import { foldTasks } from "./timeline-fold.ts";
import { longestCritical, timelineSpans, type SpanKind, type TaskSpans, type TimelineInput } from "./timeline-spans.ts";
import { fit, wrap } from "./wrap.ts";

interface Mark {
  readonly glyph: string;
  readonly legend: string;
}

const marks: Readonly<Record<SpanKind, Mark>> = {
  sleep: { glyph: "~", legend: "sleep" },
  request: { glyph: "=", legend: "request" },
  task: { glyph: ".", legend: "another task" },
  queue: { glyph: "#", legend: "lock, event or queue" },
  other: { glyph: "-", legend: "something else" },
};
/** Around each wait because of which the run ended when it did. */
const criticalMark: Mark = { glyph: "[ ]", legend: "what the end waited for" };

const stateWidth = 9;
/** Of the lines of the legend. */
const widestMark = 29;

/**
 * One row a task in the order they were made, virtual time across. What a task waits for is told by the sign, not by color;
 * brackets hold the waits of the critical path.
 */
export function timeline(run: TimelineInput, columns: number, paint: Paint): string[] {
  if (run.tasks.length === 0) return [];
  const { endUs, tasks } = timelineSpans(run);
  const spansOf = new Map(tasks.map((each) => [each.task, each]));
  const rows = foldTasks(run.tasks, longestCritical(tasks));
  const nameWidth = Math.min(
    Math.max(...rows.map((row) => columnsOf(row.label)), 4),
    Math.max(8, Math.floor(columns / 3)),
  );
  const barWidth = columns - nameWidth - stateWidth - 4;
  const used = new Set<Mark>();
  const lines = rows.map((row) => {
    const label = fit(row.label, nameWidth);
    if (row.folded !== null) return paint.dim(`${label}  ${row.folded}`);
    const bar = endUs === 0 || barWidth < 10 ? "" : drawBar(spansOf.get(row.task)!, { endUs, barWidth, used });
    return `${label}  ${bar}${bar === "" ? "" : "  "}${paintState(row.task.state, paint)}`.trimEnd();
  });
  if (endUs === 0) return [paint.dim(`${fit("", nameWidth)}  all of it at 0 ms`), ...lines];
  if (barWidth < 10) return lines;
  const legendAt = columns - nameWidth - 2 < widestMark ? 0 : nameWidth + 2;
  return [
    paint.dim(`${fit("", nameWidth)}  ${scale(endUs, barWidth)}`),
    ...lines,
    ...[...legend(used, columns - legendAt), ...whatIsMissing(run, columns - legendAt)].map((line) =>
      paint.dim(`${" ".repeat(legendAt)}${line}`),
    ),
  ];
}

/** Of a run with too many events to tell all of them. */
function whatIsMissing({ trace }: TimelineInput, columns: number): string[] {
  if (trace.cutFrom === undefined) return [];
  const until = showDuration((trace.at[trace.cutFrom - 1] ?? 0) / 1000);
  return wrap(`too much happened to draw all of it: waits that began after ${until} are left out`, columns);
}

function legend(used: ReadonlySet<Mark>, columns: number): string[] {
  if (used.size === 0) return [];
  const lines = ["waits for:"];
  // A Set keeps the order of first use; the brackets explain themselves best after the signs.
  for (const mark of [...used].toSorted((a, b) => Number(a === criticalMark) - Number(b === criticalMark))) {
    const longer = `${lines.at(-1)!}  ${mark.glyph} ${mark.legend}`;
    if (longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(`  ${mark.glyph} ${mark.legend}`);
  }
  return lines;
}

function drawBar(
  { fromUs, toUs, spans }: TaskSpans,
  { endUs, barWidth, used }: { endUs: number; barWidth: number; used: Set<Mark> },
): string {
  // Between two cells: what begins when something else ends begins in the next cell.
  const edgeOf = (us: number) => Math.round((us / endUs) * barWidth);
  const cellOf = (us: number) => Math.min(barWidth - 1, edgeOf(us));
  const cells = Array.from({ length: barWidth }, () => " ");
  if (fromUs === toUs) {
    cells[cellOf(fromUs)] = "|";
    return cells.join("");
  }
  const lastOf = (start: number, end: number) => Math.max(cellOf(start), edgeOf(end) - 1);
  const draw = (start: number, end: number, mark: Mark) => {
    used.add(mark);
    cells.fill(mark.glyph, cellOf(start), lastOf(start, end) + 1);
  };
  draw(fromUs, toUs, marks.other);
  for (const span of spans) draw(span.fromUs, span.toUs, marks[span.kind]);
  if (!cells.includes(marks.other.glyph)) used.delete(marks.other);
  for (const span of spans.filter(({ critical }) => critical)) {
    const [first, last] = [cellOf(span.fromUs), lastOf(span.fromUs, span.toUs)];
    // Too short for two brackets: the sign itself says what went by there.
    if (first === last) continue;
    used.add(criticalMark);
    cells[first] = "[";
    cells[last] = "]";
  }
  return cells.join("");
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
