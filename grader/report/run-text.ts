import type { Diagnostic } from "../compile/index.ts";
import type { Run } from "../sandbox/index.ts";
import { runFindings } from "../score/index.ts";
import type { Source } from "./frame.ts";
import { paintWith } from "./paint.ts";
import { reasonText, writeDiagnostics, writeFinding } from "./text-findings.ts";
import { penFor, usableColumns, type Pen, type TextStyle } from "./text-style.ts";
import type { TimelineInput } from "./timeline-spans.ts";
import { ToldBefore } from "./told-before.ts";
import { timeline } from "./timeline.ts";

/** What the compiler has to say, each with its code frame; empty for nothing. */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  style: TextStyle,
): string {
  const pen = open(sources, style);
  writeDiagnostics(pen, diagnostics);
  return pen.text.trim();
}

/** What is to be said about a run that nobody grades: why it stopped, what it threw, its warnings, and on request its timeline. */
export function reportRun(
  run: Run,
  sources: readonly Source[],
  style: TextStyle & { readonly timeline: boolean },
): string {
  const pen = open(sources, style);
  const told = new ToldBefore();
  if (run.outcome.kind === "stopped") {
    const { code, message, file, line, column } = run.outcome.reason;
    pen.prose(0, reasonText(code, message), pen.paint.red);
    if (file !== null && line !== null) pen.frame(0, { file, line, column: column ?? 1 });
  }
  for (const finding of runFindings(run)) {
    pen.blank();
    writeFinding(pen, 0, finding.at, told.news(finding, null));
  }
  if (style.timeline) {
    pen.blank();
    for (const line of timeline(run, pen.columns, pen.paint)) pen.line(0, line);
  }
  // The axis of a timeline begins with spaces.
  return pen.text.replace(/^\n+/, "").trimEnd();
}

/** The tasks of a run over time, line by line. */
export function realTimeline(run: TimelineInput, { color, columns }: TextStyle): string[] {
  return timeline(run, usableColumns(columns), paintWith(color));
}

function open(sources: readonly Source[], style: TextStyle): Pen {
  return penFor({ color: style.color, columns: usableColumns(style.columns), paint: paintWith(style.color) }, sources);
}
