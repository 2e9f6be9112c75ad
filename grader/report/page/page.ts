import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot, runsFromSource } from "../../package-root.ts";
import type { Grade } from "../../score/index.ts";
import { classView } from "./class-view.ts";
import { gradeView, type ReferenceRuns } from "./grade-view.ts";
import { tamperedText, type TamperedFile } from "../tampered.ts";
import { html, ownElement, type Markup } from "./markup.ts";
import { style } from "./style.ts";

/** Of more submissions than these, only the class is shown. */
const mostInFull = 40;

/**
 * One file that needs nothing else: no network, no fonts. Whatever a submission says is text in it, and should that ever fail, the page's own
 * policy lets no script run but ours.
 *
 * @param references the solution's runs, by exercise
 */
export function reportHtml(
  grades: readonly Grade[],
  references: ReadonlyMap<string, ReferenceRuns> = new Map(),
  tampered: readonly TamperedFile[] = [],
): string {
  const inFull = grades.length <= mostInFull;
  const ids = new Map(grades.map((grade, index) => [grade, `g${index + 1}`]));
  const title = grades.length === 1 ? `${grades[0]!.exercise}: ${grades[0]!.title}` : `${grades.length} submissions`;
  const browserScript = readFileSync(
    path.join(packageRoot, runsFromSource ? "" : "dist", "grader/report/page/browser.js"),
    "utf8",
  );
  const policy =
    `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(browserScript)}; ` +
    `base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · chronograde</title>
        ${ownElement("style", style)}
      </head>
      <body>
        ${patterns}
        <main>
          <h1>${title}</h1>
          ${tamperedList(tampered)}
          ${grades.length === 1 ? null : classView(grades, (grade) => (inFull ? `#${ids.get(grade)}` : null))}
          ${inFull ? grades.map((grade) => gradeView(ids.get(grade)!, grade, references.get(grade.exercise) ?? new Map(), grades.length === 1)) : html`<p class="more">To see a submission in full, grade it alone.</p>`}
        </main>
        ${ownElement("script", browserScript)}
      </body>
    </html> `;
  return page.text;
}

function tamperedList(tampered: readonly TamperedFile[]): Markup | null {
  if (tampered.length === 0) return null;
  return html`<section class="class">
    <h2>Changed, and not part of a submission: ${tampered.length}</h2>
    <ul>
      ${tampered.map((each) => html`<li>${tamperedText(each)}</li>`)}
    </ul>
  </section>`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const patterns: Markup = html`<svg class="patterns" aria-hidden="true">
  <defs>
    <pattern id="p-sleep" width="8" height="8" patternUnits="userSpaceOnUse">
      <rect width="8" height="8" />
      <path d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" />
    </pattern>
    <pattern id="p-task" width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" />
      <circle cx="3" cy="3" r="1.2" />
    </pattern>
    <pattern id="p-queue" width="8" height="8" patternUnits="userSpaceOnUse">
      <rect width="8" height="8" />
      <path d="M0 0 8 8M8 0 0 8" />
    </pattern>
  </defs>
</svg>`;
