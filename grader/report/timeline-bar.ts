import type { Span, SpanKind, TaskSpans } from "./timeline-spans.ts";

export interface Mark {
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
/** What a run with too many events no longer tells. */
const untoldMark: Mark = { glyph: "?", legend: "not known" };
/** Around each wait because of which the run ended when it did. */
export const criticalMark: Mark = { glyph: "[ ]", legend: "what the end waited for" };

/** Below this, brackets would leave nothing of the sign between them. */
const roomy = 3;

export interface BarPlace {
  readonly endUs: number;
  /** Until when all is told. */
  readonly toldUs: number;
  readonly width: number;
  /** Gets the marks that were drawn. */
  readonly used: Set<Mark>;
}

/** What one task waited for, in `width` cells and one more on either side, which is blank but for a bracket that has no room within. */
export function drawBar({ fromUs, toUs, spans }: TaskSpans, { endUs, toldUs, width, used }: BarPlace): string {
  // Between two cells: what begins when something else ends begins in the next cell.
  const edgeOf = (us: number) => 1 + Math.round((us / endUs) * width);
  const cellOf = (us: number) => Math.min(width, edgeOf(us));
  const cells = Array.from({ length: width + 2 }, () => " ");
  if (fromUs === toUs) {
    cells[cellOf(fromUs)] = "|";
    return cells.join("");
  }
  const lastOf = (start: number, end: number) => Math.max(cellOf(start), edgeOf(end) - 1);
  const draw = (start: number, end: number, mark: Mark) =>
    void cells.fill(mark.glyph, cellOf(start), lastOf(start, end) + 1);
  draw(fromUs, toUs, marks.other);
  if (toldUs < toUs) draw(Math.max(fromUs, toldUs), toUs, untoldMark);
  for (const span of spans) draw(span.fromUs, span.toUs, marks[span.kind]);
  const drawn = new Set(cells);
  for (const mark of [...spans.map(({ kind }) => marks[kind]), marks.other, untoldMark]) {
    if (drawn.has(mark.glyph)) used.add(mark);
  }
  const critical = spans.filter((span) => span.critical);
  for (const [first, last] of stretches(critical, ({ fromUs: start, toUs: end }) => [
    cellOf(start),
    lastOf(start, end),
  ])) {
    if (bracket(cells, first, last)) used.add(criticalMark);
  }
  return cells.join("");
}

type Stretch = [first: number, last: number];

/** Waits too short for brackets of their own share a pair with those that follow at once. */
function stretches(spans: readonly Span[], cellsOf: (span: Span) => Stretch): Stretch[] {
  const found: Stretch[] = [];
  const isShort = ([first, last]: Stretch) => last - first + 1 < roomy;
  let mayGrow = false;
  for (const stretch of spans.toSorted((a, b) => a.fromUs - b.fromUs || a.toUs - b.toUs).map(cellsOf)) {
    const before = found.at(-1);
    if (before !== undefined && mayGrow && isShort(stretch) && stretch[0] <= before[1] + 1) {
      before[1] = Math.max(before[1], stretch[1]);
    } else {
      found.push(stretch);
      mayGrow = isShort(stretch);
    }
  }
  return found;
}

/** A stretch too short to hold them has them outside, where nothing stands. False where there is no room at all: the sign alone is left. */
function bracket(cells: string[], first: number, last: number): boolean {
  const isShort = last - first + 1 < roomy;
  const [open, close] =
    isShort && cells[first - 1] === " " && cells[last + 1] === " " ? [first - 1, last + 1] : [first, last];
  if (open === close) return false;
  cells[open] = "[";
  cells[close] = "]";
  return true;
}
