import type { Diagnostic } from "../compile/index.ts";
import type { Finding } from "./grade.ts";
import { isOfTrial } from "./trial-words.ts";

/** What only trying has told of a line that a warning is about: its text says more of what is wrong there, and so asks the better question. */
export function askedByWarning(finding: Finding, diagnostics: readonly Diagnostic[]): Finding {
  const { at, message } = finding;
  if (at === null || !isOfTrial(message)) return finding;
  const warning = diagnostics.find(
    ({ severity, file, line, hint }) => severity === "warning" && hint !== null && file === at.file && line === at.line,
  );
  if (warning === undefined) return finding;
  // A program that stands alone would do so; this one is called.
  const isExtra = warning.code === "entry-called";
  return { ...finding, message: isExtra ? message.replace(callIt, "") : message, hint: warning.hint };
}

const callIt = / Put the code into an async function and write run\(main\)\.(?= )/u;
