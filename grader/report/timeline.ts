import { showDuration } from "../values/index.ts";
import { columnsOf } from "./columns.ts";
import { toldUntil } from "../explain/index.ts";
import type { TaskRecord } from "../sandbox/index.ts";
import type { Paint } from "./paint.ts";
import { criticalMark, drawBar, type Mark } from "./timeline-bar.ts";
import { foldTasks } from "./timeline-fold.ts";
import { timelineSpans, type TimelineInput } from "./timeline-spans.ts";
import { whatIsMissing } from "./timeline-missing.ts";
import { fit, wrap } from "./wrap.ts";

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
  const rows = foldTasks(tasks);
  const nameWidth = Math.min(
    Math.max(...rows.map((row) => columnsOf(row.label)), 4),
    Math.max(8, Math.floor(columns / 3)),
  );
  const barWidth = columns - nameWidth - stateWidth - 4;
  const hasBars = endUs > 0 && barWidth >= 10;
  const blank = " ".repeat(nameWidth);
  const used = new Set<Mark>();
  const place = { endUs, toldUs: toldUntil(run), width: barWidth, used };
  const lines = rows.flatMap(({ label, spans, folded }) => {
    const name = fit(label, nameWidth);
    if (folded === null) {
      const bar = hasBars ? drawBar(spans, place) : "";
      return [`${name} ${bar} ${paintState(spans.task.state, paint)}`.trimEnd()];
    }
    const [first, ...others] = wrap(folded, columns - nameWidth - 2);
    return [`${name}  ${first}`, ...others.map((line) => `${blank}  ${line}`)].map(paint.dim);
  });
  if (endUs === 0) return [paint.dim(`${blank}  all of it at 0 ms`), ...lines];
  if (!hasBars) return lines;
  const legendAt = columns - nameWidth - 2 < widestMark ? 0 : nameWidth + 2;
  const missing = whatIsMissing(run);
  return [
    paint.dim(`${blank}  ${scale(endUs, barWidth)}`),
    ...lines,
    ...[...legend(used, columns - legendAt), ...(missing === null ? [] : wrap(missing, columns - legendAt))].map(
      (line) => paint.dim(`${" ".repeat(legendAt)}${line}`),
    ),
  ];
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
