import type { Diagnostic } from "../compile/index.ts";
import type { Finding } from "../score/index.ts";
import type { Pen } from "./text-style.ts";

/** Who has more mistakes than this in one file mends the first ones first. */
const mostDiagnostics = 10;

export function writeDiagnostics(pen: Pen, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter((each) => each.severity === "error");
  const ordered = [...errors, ...diagnostics.filter((each) => each.severity === "warning")];
  for (const each of ordered.slice(0, mostDiagnostics)) {
    pen.blank();
    const sign = each.severity === "error" ? pen.paint.red("✗") : pen.paint.yellow("!");
    pen.line(0, `${sign} ${each.code}`);
    pen.prose(2, each.message);
    pen.frame(2, each);
    if (each.hint !== null) pen.prose(2, `Try: ${each.hint}`, pen.paint.cyan);
  }
  const more = ordered.length - mostDiagnostics;
  if (more > 0) {
    pen.blank();
    pen.prose(0, `and ${more} more. The first ones often cause the rest.`);
  }
}

/** What came, where, what to try. `why` is the instructor's own word. */
export function writeFinding(pen: Pen, indent: number, finding: Finding, why: string | null): void {
  pen.prose(indent, finding.message);
  pen.frame(indent, finding.at);
  if (why !== null) pen.prose(indent, `Your instructor says: ${why}`);
  if (finding.hint !== null) pen.prose(indent, `Try: ${finding.hint}`, pen.paint.cyan);
}

/** The code is what one searches the documentation for; a message that begins with it need not be told twice. */
export function reasonText(code: string, message: string): string {
  return message.toLowerCase().startsWith(code) ? message : `${code}: ${message}`;
}
