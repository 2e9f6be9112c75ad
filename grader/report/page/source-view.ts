import type { Finding, Grade } from "../../score/index.ts";
import { asLines, html, type Markup } from "./markup.ts";

/** A finding with the words that head it. */
export interface Note {
  readonly title: string;
  readonly finding: Pick<Finding, "message" | "hint" | "at">;
}

export function lineId(grade: string, file: string, line: number): string {
  return `${grade}-${file.replaceAll(/[^\w.-]/g, "_")}-${line}`;
}

/** The learner's files, with what was found beside the line that it is about. */
export function sourceView(id: string, grade: Grade, notes: readonly Note[]): Markup {
  return html`${grade.sources.map(({ file, text }) => {
    const lines = text.replace(/^\uFEFF/, "").split(/\r\n|[\n\r\u2028\u2029]/);
    if (lines.at(-1) === "") lines.pop();
    const here = notes.filter(({ finding }) => finding.at?.file === file);
    return html`<section class="source" aria-label="${file}">
      <h4>${file}</h4>
      <ol>
        ${lines.map((line, index) => {
          const own = here.filter(({ finding }) => finding.at!.line === index + 1);
          return html`<li id="${lineId(id, file, index + 1)}" class="${own.length > 0 ? "marked" : "plain"}">
            <code>${line === "" ? " " : asLines(line)}</code>${own.map(note)}
          </li>`;
        })}
      </ol>
    </section>`;
  })}`;
}

function note({ title, finding }: Note): Markup {
  return html`<aside>
    <strong>${title}</strong> ${finding.message}${finding.hint === null ? null : html` <em>Try: ${finding.hint}</em>`}
  </aside>`;
}
