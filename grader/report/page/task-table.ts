import { showDuration } from "../../values/index.ts";
import { foldTasks, type TimelineRow } from "../timeline-fold.ts";
import type { Span, TaskSpans } from "../timeline-spans.ts";
import { html, type Markup } from "./markup.ts";
import { tellingNames } from "./task-names.ts";

/** Of one task; more help nobody. */
const mostWaits = 200;
/** Of them, those that a reader of paper gets. */
const mostWaitsOnPaper = 12;

/** Every task in words. On paper, where nobody can scroll, alike ones are a few and a sum, as in the terminal. */
export function taskTable(tasks: readonly TaskSpans[]): Markup {
  const folded = foldTasks(tasks);
  const alone = new Set(folded.filter((row) => row.folded === null).map(({ spans }) => spans.task.id));
  const telling = tellingNames(tasks.map(({ task }) => task));
  const sums = new Map(folded.filter((row) => row.folded !== null).map((row) => [row.spans.task.id, row]));
  return html`<table class="tasks">
    <thead>
      <tr>
        <th scope="col">task</th>
        <th scope="col">created</th>
        <th scope="col">ended</th>
        <th scope="col">state</th>
        <th scope="col">waits</th>
      </tr>
    </thead>
    <tbody>
      ${tasks.map((each) => [sumRow(sums.get(each.task.id)), taskRow(telling(each.task), each, alone.has(each.task.id))])}
    </tbody>
  </table>`;
}

function taskRow(name: string, { task, spans }: TaskSpans, isOnPaper: boolean): Markup {
  const shown = spans.slice(0, mostWaits);
  const more = shown.length - mostWaitsOnPaper;
  return html`<tr class="${isOnPaper ? "" : "unfolded"}">
    <th scope="row">${name}</th>
    <td>${showDuration(task.createdMs)}</td>
    <td>${task.endedMs === null ? "not" : showDuration(task.endedMs)}</td>
    <td>${task.state}</td>
    <td>
      ${shown.slice(0, mostWaitsOnPaper).map(waitLine)}${
        more <= 0
          ? null
          : html`<span class="unfolded">${shown.slice(mostWaitsOnPaper).map(waitLine)}</span
              ><span class="paper">and ${more} more</span>`
      }
    </td>
  </tr>`;
}

function waitLine({ fromUs, toUs, what, at }: Span): Markup {
  return html`${showDuration(fromUs / 1000)}–${showDuration(toUs / 1000)}
    ${what}${at === null ? "" : `, line ${at.line}`}<br />`;
}

function sumRow(row: TimelineRow | undefined): Markup | null {
  if (row === undefined) return null;
  return html`<tr class="paper">
    <th scope="row">${row.label}</th>
    <td colspan="4">${row.folded}</td>
  </tr>`;
}
