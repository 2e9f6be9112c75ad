import { toldUntil } from "../../explain/index.ts";
import { showDuration } from "../../values/index.ts";
import type { TaskRecord } from "../../sandbox/index.ts";
import { taskLabel } from "../task-label.ts";
import {
  longestCritical,
  timelineSpans,
  type Span,
  type SpanKind,
  type TaskSpans,
  type TimelineInput,
} from "../timeline-spans.ts";
import { whatIsMissing } from "../timeline-missing.ts";
import { storyEvents } from "./events.ts";
import { html, jsonData, type Markup } from "./markup.ts";
import { fullName, tellingNames } from "./task-names.ts";
import { taskTable } from "./task-table.ts";

const rowHeight = 26;
const barHeight = 16;
const axisHeight = 24;
/** Of the whole width. */
const thinnest = 0.002;
/** As many rows as the picture shows before one has to scroll; see `.tracks` in the style. */
const mostRowsInSight = 21;
/** More rows than these help nobody; the table below has them all. */
const mostRows = 200;
/** Of them, as many as a sheet of paper has room for; the style cuts the picture off there. A printer's driver takes minutes for hundreds of hatched bars. */
const mostRowsOnPaper = 34;
/** Three labels of more letters would run into each other on a telephone; the style leaves out the middle one. */
const mostLettersNarrow = 9;

const kindWords: Readonly<Record<SpanKind, string>> = {
  sleep: "sleep",
  request: "request",
  task: "another task",
  queue: "lock, event or queue",
  other: "something else",
};

export interface TimelinePicture {
  /** Unique in the page. */
  readonly id: string;
  readonly caption: string;
  /** How much time the whole width is, in µs; at least the run's own. So two pictures can be compared. */
  readonly scaleUs: number;
  /** Lines of the source that the picture may point at; null for a run whose source is not shown. */
  readonly lineId: ((file: string, line: number) => string) | null;
}

/**
 * The tasks over virtual time as SVG: complete without any script, which only adds zoom, the event under the pointer, and stepping. Widths are
 * percentages, so that zooming stretches time and not the letters.
 */
export function timelineFigure(run: TimelineInput, { id, caption, scaleUs, lineId }: TimelinePicture): Markup {
  const { endUs: ownUs, tasks } = timelineSpans(run);
  const endUs = Math.max(scaleUs, ownUs);
  const rows = drawnRows(tasks);
  const missing = whatIsMissing(run);
  const height = axisHeight + rows.length * rowHeight;
  const { events, more } = storyEvents(run);
  const nameOf = tellingNames(run.tasks);
  const rowOf = new Map(rows.map(({ task }, row) => [task.id, row]));
  const data = events.map((event) => ({
    at: endUs === 0 ? 0 : event.us / endUs,
    row: rowOf.get(event.task) ?? -1,
    line: lineId !== null && event.file !== null && event.line !== null ? lineId(event.file, event.line) : null,
    text: event.text,
  }));
  return html`<figure
    class="timeline"
    id="${id}"
    tabindex="0"
    aria-label="${caption}. Arrow keys step through the events."
  >
    <figcaption>${caption}, ${showDuration(ownUs / 1000)}</figcaption>
    <div class="controls" hidden>
      <button type="button" data-do="out" aria-label="Zoom out">−</button
      ><button type="button" data-do="in" aria-label="Zoom in">+</button
      ><button type="button" data-do="fit">Fit</button> <button type="button" data-do="back">Previous event</button
      ><button type="button" data-do="on">Next event</button>
      <label>Event <input type="range" min="0" max="${Math.max(0, events.length - 1)}" value="0" step="1" /></label>
      <output aria-live="polite"
        >Step through the events with the arrow keys or the buttons, or point at a bar. + and − zoom, Escape starts
        over.</output
      >
    </div>
    <div
      class="tracks"
      ${rows.length > mostRowsInSight ? html`tabindex="0" role="group" aria-label="${caption}: all rows"` : null}
    >
      <ol class="names">
        ${rows.map(({ task }) => html`<li title="${fullName(task)}"><span>${taskLabel(task)}</span> <small class="${task.state}">${task.state}</small></li>`)}
      </ol>
      <div class="scroll" role="group" aria-label="${caption}: the whole time">
        <svg
          role="img"
          aria-label="${spoken(tasks, ownUs, missing)}"
          data-end="${endUs}"
          width="100%"
          height="${height}"
        >
          ${axis(endUs, height)}
          ${rows.map((row, index) => bar(row, index, { endUs, toldUs: toldUntil(run), lineId, nameOf }))}
          <line class="cursor" x1="0" x2="0" y1="0" y2="${height}" visibility="hidden" />
        </svg>
      </div>
    </div>
    ${legend(rows, missing !== null)} ${missing === null ? null : html`<p class="more">${capitalized(missing)}.</p>`}
    ${orderNote(tasks, rows)}
    ${rows.length > mostRowsOnPaper ? html`<p class="more paper">On paper the picture has the first ${mostRowsOnPaper} tasks only.</p>` : null}
    ${more > 0 ? html`<p class="more">${more} more events are left out of the steps.</p>` : null}
    <details>
      <summary>The same as a table</summary>
      <div class="wide" tabindex="0" role="group" aria-label="${caption}: as a table">${taskTable(tasks)}</div>
    </details>
    <script type="application/json">
      ${jsonData(data)}
    </script>
  </figure>`;
}

/**
 * All, or as many as help, in the order in which they were made. Where one would have to scroll, what the end waited for comes before the
 * others: it is what the picture is for.
 */
function drawnRows(tasks: readonly TaskSpans[]): readonly TaskSpans[] {
  if (tasks.length <= mostRowsInSight) return tasks;
  const waitedFor = new Set(longestCritical(tasks).slice(0, mostRows / 2));
  const [entry, ...others] = tasks;
  const first = [entry!, ...others.filter(({ task }) => waitedFor.has(task))];
  return [...first, ...others.filter(({ task }) => !waitedFor.has(task))].slice(0, mostRows);
}

function orderNote(tasks: readonly TaskSpans[], rows: readonly TaskSpans[]): Markup | null {
  if (rows.length <= mostRowsInSight) return null;
  const part = rows.length < tasks.length ? `${rows.length} of ${tasks.length} tasks are drawn. ` : "";
  const order = isMarked(rows)
    ? `Below ${taskLabel(tasks[0]!.task)} come the tasks that the end waited for, then the others in the order in which they were made.`
    : "They stand in the order in which they were made.";
  return html`<p class="more">${part}${order}</p>`;
}

/** What the end waited for is known, and drawn. */
function isMarked(rows: readonly TaskSpans[]): boolean {
  return rows.some(({ spans }) => spans.some(({ critical }) => critical));
}

function axis(endUs: number, height: number): Markup {
  const parts = (endUs === 0 ? [0] : [0, 0.25, 0.5, 0.75, 1]).map((part) => ({
    part,
    label: showDuration((endUs * part) / 1000),
  }));
  const isLong = parts.some(({ label }) => label.length > mostLettersNarrow);
  return html`<g class="axis${isLong ? " long" : ""}"
    >${parts.map(({ part, label }) => {
      const anchor = part === 0 ? "start" : part === 1 ? "end" : "middle";
      const rank = part === 0.5 ? "half" : part === 0 || part === 1 ? "end" : "quarter";
      return html`<line x1="${percent(part)}" x2="${percent(part)}" y1="${axisHeight - 6}" y2="${height}" /><text
          class="${rank}"
          x="${percent(part)}"
          y="12"
          text-anchor="${anchor}"
          >${label}</text
        >`;
    })}</g
  >`;
}

interface BarPlace {
  readonly endUs: number;
  readonly toldUs: number;
  readonly lineId: TimelinePicture["lineId"];
  readonly nameOf: (task: TaskRecord) => string;
}

function bar({ task, fromUs, toUs, spans }: TaskSpans, row: number, { endUs, toldUs, lineId, nameOf }: BarPlace) {
  const name = nameOf(task);
  const y = axisHeight + row * rowHeight + (rowHeight - barHeight) / 2;
  const box = (from: number, to: number) => {
    const [a, b] = endUs === 0 ? [0, 1] : [from / endUs, to / endUs];
    const part = b - a;
    // What would be too thin to see is drawn wider, and told how wide it is, for who zooms in.
    const thin = part < thinnest ? html` data-part="${part}"` : null;
    return html`x="${percent(a)}" width="${percent(Math.max(part, thinnest))}" y="${y}" height="${barHeight}"${thin}`;
  };
  const life = `${name}: ${task.state}, ${showDuration(fromUs / 1000)} to ${showDuration(toUs / 1000)}`;
  return html`<g
    ><rect class="life ${task.state}" ${box(fromUs, toUs)}><title>${life}</title></rect>${
      toldUs < toUs
        ? html`<rect class="untold" ${box(Math.max(fromUs, toldUs), toUs)}><title>${name}: not known</title></rect>`
        : null
    }${spans.map((span) => {
      const text = spanText(name, span);
      const line =
        lineId !== null && span.at !== null ? html` data-line="${lineId(span.at.file, span.at.line)}"` : null;
      return html`<rect
        class="wait ${span.kind}${span.critical ? " critical" : ""}"
        ${box(span.fromUs, span.toUs)}${line}
        ><title>${text}</title></rect
      >`;
    })}</g
  >`;
}

function spanText(task: string, { fromUs, toUs, what, at, critical }: Span): string {
  const where = at === null ? "" : `, line ${at.line}`;
  const why = critical ? "; the end of the run waited for this" : "";
  return `${task}, ${showDuration(fromUs / 1000)} to ${showDuration(toUs / 1000)} (${showDuration((toUs - fromUs) / 1000)}): ${what}${where}${why}`;
}

function legend(rows: readonly TaskSpans[], isCut: boolean): Markup | null {
  const used = new Set(rows.flatMap(({ spans }) => spans.map(({ kind }) => kind)));
  if (used.size === 0) return null;
  const kinds = (Object.keys(kindWords) as SpanKind[]).filter((kind) => used.has(kind));
  const key = (classes: string, words: string) =>
    html`<li>
      <svg width="28" height="14" aria-hidden="true">
        <rect class="${classes}" x="1" y="1" width="26" height="12" />
      </svg>
      ${words}
    </li>`;
  return html`<ul class="legend">
    <li>waits for</li>
    ${kinds.map((kind) => key(`wait ${kind}`, kindWords[kind]))}
    ${isMarked(rows) ? key("wait critical none", "what the end waited for") : null}${isCut ? key("untold", "not known") : null}
  </ul>`;
}

function spoken(tasks: readonly TaskSpans[], endUs: number, missing: string | null): string {
  const states = ["done", "failed", "cancelled", "pending"]
    .map((state) => ({ state, count: tasks.filter(({ task }) => task.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  const left = missing === null ? "" : ` ${capitalized(missing)}.`;
  return `${tasks.length} ${tasks.length === 1 ? "task" : "tasks"} over ${showDuration(endUs / 1000)}: ${states.join(", ")}.${left} The table below says the same in words.`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function percent(part: number): string {
  return `${Math.round(part * 1e6) / 1e4}%`;
}
