import type { Diagnostic } from "../compile/index.ts";
import type { Finding } from "./grade.ts";

/** What only trying has told of a line that a warning is about: its text says more of what is wrong there, and so asks the better question. */
export function askedByWarning(finding: Finding, diagnostics: readonly Diagnostic[]): Finding {
  const { at, message } = finding;
  if (at === null || !/ makes? the difference: | Something is missing on line/u.test(message)) return finding;
  const warning = diagnostics.find(
    ({ severity, file, line, hint }) => severity === "warning" && hint !== null && file === at.file && line === at.line,
  );
  return warning === undefined ? finding : { ...finding, hint: warning.hint };
}
