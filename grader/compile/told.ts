import type { Diagnostic } from "./program.ts";

/** So many errors are told, and as many warnings. Whoever has mended those asks again. */
export const MOST_TOLD = 100;

/** UTF-16 units of a message or a hint. A name in it may be as long as the file. */
const LONGEST = 1000;

/**
 * What is told of all that was found: the first errors and the first warnings, and of what severity how many more there are.
 *
 * @param found in order
 * @param unexplained errors that are not even among `found`
 */
export function told(found: readonly Diagnostic[], unexplained: number): Diagnostic[] {
  const errors = found.filter(({ severity }) => severity === "error");
  const warnings = found.filter(({ severity }) => severity === "warning");
  const kept = new Set([...errors.slice(0, MOST_TOLD), ...warnings.slice(0, MOST_TOLD)]);
  return [
    ...found.filter((each) => kept.has(each)).map(shortened),
    ...more(errors, unexplained, "error"),
    ...more(warnings, 0, "warning"),
  ];
}

function more(all: readonly Diagnostic[], unexplained: number, severity: Diagnostic["severity"]): Diagnostic[] {
  const last = all[Math.min(all.length, MOST_TOLD) - 1];
  const count = Math.max(0, all.length - MOST_TOLD) + unexplained;
  if (last === undefined || count === 0) return [];
  const message = `${count} more ${severity}${count === 1 ? " is" : "s are"} not shown.`;
  const hint = "Fix the first ones and try again: many of the others may go away with them.";
  return [{ ...last, code: "more", severity, message, hint }];
}

function shortened(diagnostic: Diagnostic): Diagnostic {
  const { message, hint } = diagnostic;
  return { ...diagnostic, message: short(message), hint: hint === null ? null : short(hint) };
}

function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
