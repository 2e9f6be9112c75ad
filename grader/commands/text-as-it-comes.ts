import { TextParts } from "../report/index.ts";
import type { Grade } from "../score/index.ts";
import type { ReportTarget } from "./report-target.ts";
import type { Terminal } from "./terminal.ts";

/** The text report of several submissions on the standard output, told while the others are still graded. */
export interface TextAsItComes {
  part(grade: Grade): void;
  /** @param grades all that were told */
  end(grades: readonly Grade[]): void;
}

/** Null when nobody reads a text on the standard output, or when there is too little to wait for. */
export function textAsItComes(
  reports: readonly ReportTarget[],
  submissions: number,
  terminal: Terminal,
): TextAsItComes | null {
  if (submissions < 2 || !reports.some(isTextHere)) return null;
  const parts = new TextParts(terminal, false);
  return {
    part: (grade) => {
      terminal.progress(null);
      terminal.part(parts.part(grade));
    },
    end: (grades) => {
      if (grades.length > 0) terminal.part(parts.end(grades));
    },
  };
}

/** What `textAsItComes` does not tell. */
export function otherReports(reports: readonly ReportTarget[]): readonly ReportTarget[] {
  return reports.filter((report) => !isTextHere(report));
}

export function isTextHere({ format, file }: ReportTarget): boolean {
  return format === "text" && file === null;
}
