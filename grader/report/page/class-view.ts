import type { Grade } from "../../score/index.ts";
import { clusterFindings } from "../clusters.ts";
import { shownPoints } from "../numbers.ts";
import { summarize } from "../summary.ts";
import { html, type Markup } from "./markup.ts";

const bands = 10;

/** A class at a glance: how it went, which mistake to teach, and one row a submission. */
export function classView(grades: readonly Grade[], hrefOf: (grade: Grade) => string | null): Markup {
  const { graded, passed, failed, rejected, errors } = summarize(grades);
  const several = hasSeveral(grades);
  const [first] = grades;
  return html`<section class="class">
    <h2>
      ${graded} graded: ${passed} passed, ${failed} failed, ${rejected}
      rejected${errors > 0 ? `, ${errors} not graded` : ""}
    </h2>
    ${distribution(grades)} ${clusterList(grades, hrefOf)}
    <div class="wide" role="region" aria-label="One row per submission" tabindex="0">
      <table class="submissions">
        <caption>
          ${several || first === undefined ? "" : `${first.exercise}: ${first.title}. `}One row per submission
        </caption>
        <thead>
          <tr>
            <th scope="col">submission</th>
            ${several ? html`<th scope="col">exercise</th>` : null}
            <th scope="col">status</th>
            <th scope="col">points</th>
            <th scope="col">percent</th>
          </tr>
        </thead>
        <tbody>
          ${grades.map(
            (grade) =>
              html`<tr>
                <th scope="row">${link(grade, hrefOf)}</th>
                ${several ? html`<td>${grade.exercise}</td>` : null}
                <td class="${grade.status}">${grade.status === "error" ? "not graded" : grade.status}</td>
                <td>
                  ${grade.score === null ? "" : `${shownPoints(grade.score, grade.maxScore)} of ${shownPoints(grade.maxScore)}`}
                </td>
                <td>${grade.percent ?? ""}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Exercises, of which each row then says its own. */
function hasSeveral(grades: readonly Grade[]): boolean {
  return new Set(grades.map(({ exercise }) => exercise)).size > 1;
}

function link(grade: Grade, hrefOf: (grade: Grade) => string | null): Markup {
  const href = hrefOf(grade);
  return href === null ? html`${grade.submission}` : html`<a href="${href}">${grade.submission}</a>`;
}

function distribution(grades: readonly Grade[]): Markup {
  const counts = Array.from({ length: bands + 1 }, () => 0);
  for (const { percent } of grades) if (percent !== null) counts[Math.floor(percent / bands)]! += 1;
  const most = Math.max(1, ...counts);
  const words = (band: number) => (band === bands ? "100%" : `${band * bands}–${band * bands + bands - 1}%`);
  return html`<table class="distribution">
    <caption>
      How many reached which score
    </caption>
    <tbody>
      ${counts.map(
        (count, band) =>
          html`<tr>
            <th scope="row">${words(band)}</th>
            <td>
              <svg width="100%" height="14" aria-hidden="true">
                <rect width="${Math.round((count / most) * 100)}%" height="14" />
              </svg>
            </td>
            <td>${count}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function clusterList(grades: readonly Grade[], hrefOf: (grade: Grade) => string | null): Markup | null {
  const clusters = clusterFindings(grades);
  if (clusters.length === 0) return null;
  const several = hasSeveral(grades);
  return html`<h3>What went wrong, most often first</h3>
    <ol class="clusters">
      ${clusters.map(
        ({ title, exercise, example, grades: same }) =>
          html`<li>
            <strong>${same.length} of ${grades.length}</strong>: ${several ? `${exercise}: ` : ""}${title}.
            ${example === null ? html`<code>--reveal</code> shows how.` : html`<q>${example}</q>`}
            <details>
              <summary>Who</summary>
              <ul>
                ${same.map((grade) => html`<li>${link(grade, hrefOf)}</li>`)}
              </ul>
            </details>
          </li>`,
      )}
    </ol>`;
}
