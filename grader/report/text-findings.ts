import type { Diagnostic } from "../compile/index.ts";
import type { Position } from "../values/index.ts";
import type { News } from "./told-before.ts";
import type { Pen } from "./text-style.ts";

/** Who has more mistakes than this in one file mends the first ones first. */
const mostDiagnostics = 10;

export function writeDiagnostics(pen: Pen, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter((each) => each.severity === "error");
  const warnings = diagnostics.filter((each) => each.severity === "warning");
  // What one learns from a warning is learned from the first of its kind; of the others, only the place is news.
  const firsts = warnings.filter(({ code }, index) => warnings.findIndex((each) => each.code === code) === index);
  const ordered = [...errors, ...firsts];
  for (const each of ordered.slice(0, mostDiagnostics)) {
    pen.blank();
    const sign = each.severity === "error" ? pen.paint.red("✗") : pen.paint.yellow("!");
    pen.line(0, `${sign} ${each.code}`);
    pen.prose(2, each.message);
    pen.frame(2, each);
    if (each.hint !== null) pen.prose(2, `Try: ${each.hint}`, pen.paint.cyan);
    const again = each.severity === "error" ? [] : warnings.filter(({ code }) => code === each.code).slice(1);
    if (again.length > 0) pen.prose(2, `The same kind: ${placesOf(again)}.`);
  }
  const more = ordered.length - mostDiagnostics;
  if (more > 0) {
    pen.blank();
    pen.prose(0, `and ${more} more. The first ones often cause the rest.`);
  }
}

function placesOf(warnings: readonly Diagnostic[]): string {
  const places = warnings.slice(0, mostDiagnostics).map(({ file, line }) => `${file}:${line}`);
  const more = warnings.length - places.length;
  return `${places.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

/** What came, where, what to try. `why` is the instructor's own word. */
export function writeFinding(pen: Pen, indent: number, at: Position | null, { message, hint, why }: News): void {
  pen.prose(indent, message);
  pen.frame(indent, at);
  if (why !== null) pen.prose(indent, `Your instructor says: ${why}`);
  if (hint !== null) pen.prose(indent, `Try: ${hint}`, pen.paint.cyan);
}

/** The code is what one searches the documentation for; a message that begins with it need not be told twice. */
export function reasonText(code: string, message: string): string {
  return message.toLowerCase().startsWith(code) ? message : `${code}: ${message}`;
}
