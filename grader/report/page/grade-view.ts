import { showDuration, type Position } from "../../values/index.ts";
import type { CheckGrade, Grade, ScenarioGrade } from "../../score/index.ts";
import { shownPoints } from "../numbers.ts";
import { reasonText } from "../text-findings.ts";
import { timelineSpans, type TimelineInput } from "../timeline-spans.ts";
import { asLines, html, type Markup, type Piece } from "./markup.ts";
import { lineId, sourceView, type Note } from "./source-view.ts";
import { timelineFigure } from "./timeline-svg.ts";

/** The solution's runs of the same scenarios, by name. */
export type ReferenceRuns = ReadonlyMap<string, TimelineInput>;

/**
 * One submission: verdict, findings, source, timelines.
 *
 * @param id unique in the page
 * @param isAlone the page is about this one only, and its heading names the exercise
 */
export function gradeView(id: string, grade: Grade, references: ReferenceRuns, isAlone: boolean): Markup {
  const wasRun = grade.traceHash !== null || grade.reason === null;
  return html`<article id="${id}" aria-labelledby="${id}-title">
    <header>
      <h2 id="${id}-title" class="path">${grade.submission}</h2>
      ${isAlone ? null : html`<p>${grade.exercise}: ${grade.title}</p>`} ${verdict(id, grade)}
    </header>
    ${diagnostics(id, grade)}
    ${
      wasRun
        ? grade.scenarios.map((scenario, index) =>
            scenarioView(`${id}-s${index + 1}`, id, scenario, references.get(scenario.name)),
          )
        : notRun(grade.scenarios)
    }
    ${grade.sources.length === 0 ? null : html`<h3>The source</h3>`}${sourceView(id, grade, notesOf(grade))}
  </article>`;
}

/** Rows of nought for what never ran would hide the one thing that is to be mended. */
function notRun(scenarios: readonly ScenarioGrade[]): Markup | null {
  if (scenarios.length === 0) return null;
  return html`<p class="more">
    Not run: ${scenarios.map(({ name, hidden }) => `${name}${hidden ? " (hidden)" : ""}`).join("; ")}.
  </p>`;
}

function verdict(id: string, grade: Grade): Markup {
  if (grade.score === null || grade.percent === null) {
    return html`<p class="verdict error">
      <strong>not graded</strong>: this costs no points. ${grade.reason?.message ?? ""}
    </p>`;
  }
  const needed = grade.status === "failed" ? html`; ${grade.pass}% needed to pass` : null;
  return html`<p class="verdict ${grade.status}">
      <strong>${grade.status === "passed" ? "✓" : "✗"} ${grade.status}</strong>:
      ${shownPoints(grade.score, grade.maxScore)} of ${shownPoints(grade.maxScore)} points, ${grade.percent}%${needed}
    </p>
    ${gradeReason(id, grade)}
    <dl class="categories">
      ${grade.categories.map(
        ({ category, score, maxScore }) =>
          html`<div>
            <dt>${category}</dt>
            <dd>${shownPoints(score, maxScore)} of ${shownPoints(maxScore)}</dd>
          </div>`,
      )}
    </dl>`;
}

function diagnostics(id: string, grade: Grade): Piece {
  const rows = [
    ...grade.diagnostics.map((each) =>
      item(id, each.code, { ...each, at: each }, each.severity === "error" ? "✗" : "!"),
    ),
    ...grade.rules.filter((rule) => !isToldBy(grade.reason, rule)).map((rule) => item(id, "rule", rule, "✗")),
  ];
  return rows.length === 0
    ? null
    : html`<h3>Before it ran</h3>
        <ul class="checks">
          ${rows}
        </ul>`;
}

function scenarioView(
  id: string,
  grade: string,
  scenario: ScenarioGrade,
  reference: TimelineInput | undefined,
): Markup {
  const { name, hidden, status, elapsedMs, trace, tasks, requests } = scenario;
  const took = elapsedMs === null ? "" : `, ${showDuration(elapsedMs)}`;
  const endMs = (trace?.at.at(-1) ?? 0) / 1000;
  const output = scenario.output.map(({ text }) => text).join("\n");
  return html`<section class="scenario" aria-labelledby="${id}">
    <h3 id="${id}">${status === "passed" ? "✓" : "✗"} ${name}${hidden ? " (hidden)" : ""}${took}</h3>
    ${reasonView(grade, scenario.reason)}
    <ul class="checks">
      ${scenario.findings.map((each) => item(grade, "", each, "!"))}${[...scenario.checks]
        .toSorted((a, b) => Number(a.status === "passed") - Number(b.status === "passed"))
        .map((check) => checkItem(grade, check))}
    </ul>
    ${
      output === ""
        ? null
        : html`<details>
            <summary>What it printed</summary>
            <pre>${asLines(output)}</pre>
          </details>`
    }
    ${trace === null || tasks.length === 0 ? null : pictures(id, grade, { trace, tasks, requests, elapsedMs, endMs }, reference)}
  </section>`;
}

/** Both over the same length of time. */
function pictures(id: string, grade: string, own: TimelineInput, reference: TimelineInput | undefined): Markup {
  const scaleUs = Math.max(timelineSpans(own).endUs, reference === undefined ? 0 : timelineSpans(reference).endUs);
  const lines = (file: string, line: number) => lineId(grade, file, line);
  const mine = timelineFigure(own, { id: `${id}-t`, caption: "This submission", scaleUs, lineId: lines });
  if (reference === undefined) return mine;
  const theirs = { id: `${id}-r`, caption: "The solution of the course", scaleUs, lineId: null };
  return html`${mine}${timelineFigure(reference, theirs)}`;
}

function checkItem(grade: string, check: CheckGrade): Markup {
  const points = `${shownPoints(check.score, check.maxScore)} of ${shownPoints(check.maxScore)} points`;
  const head = `${check.title} (${check.category}, ${points})`;
  const why = check.why === null ? null : html`<p class="why">${check.why}</p>`;
  if (check.finding === null)
    return html`<li class="${check.status}">${check.status === "passed" ? "✓" : "✗"} ${head}${why}</li>`;
  return item(grade, head, check.finding, "✗", why);
}

/** Why there are no points, unless it is told below: by the scenario that was stopped, or as the first of the diagnostics. */
function gradeReason(id: string, grade: Grade): Piece {
  const { reason, reasonScenario } = grade;
  if (reason === null) return null;
  const stopped = grade.scenarios.findIndex(({ name, withheld }) => name === reasonScenario && !withheld);
  if (stopped !== -1)
    return html`<p class="reason">
      Stopped in <a href="#${id}-s${stopped + 1}">${reasonScenario}</a>: ${reason.code}
    </p>`;
  if (grade.diagnostics.some((each) => isToldBy(reason, { ...each, at: each }))) return null;
  const rule = grade.rules.find((each) => isToldBy(reason, each));
  const hint = rule === undefined || rule.hint === null || reason.message.endsWith(rule.hint) ? null : rule.hint;
  return html`${reasonView(id, reason)}${hint === null ? null : html`<p class="hint">Try: ${hint}</p>`}`;
}

/** The reason has the first one's words; behind them the instructor's own, or how many more there are. */
function isToldBy(reason: Grade["reason"], { at, message }: Note["finding"]): boolean {
  return reason !== null && reason.line === (at?.line ?? null) && reason.message.startsWith(message);
}

function reasonView(grade: string, reason: Grade["reason"]): Piece {
  if (reason === null) return null;
  return html`<p class="reason">
    ${asLines(reasonText(reason.code, reason.message))}${placeLink(grade, placeOf(reason))}
  </p>`;
}

function placeOf({ file, line, column }: NonNullable<Grade["reason"]>): Position | null {
  return file === null || line === null ? null : { file, line, column: column ?? 1 };
}

function placeLink(grade: string, at: Position | null): Piece {
  if (at === null) return null;
  return html` <a href="#${lineId(grade, at.file, at.line)}">${at.file}:${at.line}:${at.column}</a>`;
}

function item(grade: string, head: string, finding: Note["finding"], sign: string, why: Piece = null): Markup {
  const { at, hint, message } = finding;
  return html`<li class="${sign === "!" ? "warned" : "failed"}">
    ${sign}
    ${head === "" ? null : html`<strong>${head}</strong> `}${message}${placeLink(grade, at)}${why}${hint === null ? null : html`<p class="hint">Try: ${hint}</p>`}
  </li>`;
}

function notesOf(grade: Grade): Note[] {
  return [
    ...grade.diagnostics.map((each) => ({ title: each.code, finding: { ...each, at: each } })),
    ...grade.rules.map((finding) => ({ title: "rule", finding })),
    ...grade.scenarios.flatMap((scenario) => [
      ...stopOf(scenario),
      ...scenario.findings.map((finding) => ({ title: scenario.name, finding })),
      ...scenario.checks.flatMap(({ title, finding }) =>
        finding === null ? [] : [{ title: `${scenario.name}, ${title}`, finding }],
      ),
    ]),
  ].filter(({ finding }) => finding.at !== null);
}

/** Where a run was stopped; who waited for whom stands in the list above. */
function stopOf({ name, reason }: ScenarioGrade): Note[] {
  if (reason === null) return [];
  const [message = ""] = reasonText(reason.code, reason.message).split("\n", 1);
  return [{ title: name, finding: { message, hint: null, at: placeOf(reason) } }];
}
