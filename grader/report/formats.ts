import type { Isolation } from "../sandbox/index.ts";
import type { Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { reportCsv } from "./csv.ts";
import { reportJson } from "./json.ts";
import type { ReferenceRuns } from "./page/grade-view.ts";
import { reportHtml } from "./page/page.ts";
import type { TextStyle } from "./text-style.ts";
import { reportText } from "./text.ts";
import { reportTrace } from "./trace.ts";

/** All that a format may want to know. Each takes what it can show. */
export interface Report {
  readonly grades: readonly Grade[];
  /** Exercises that are wrong themselves. */
  readonly exerciseErrors: readonly ExerciseError[];
  /** Null when nothing was graded. */
  readonly isolation: Isolation | null;
  /** The solution's runs, by exercise, for the formats that show them. */
  readonly references: ReadonlyMap<string, ReferenceRuns>;
}

/** Every format that `--format` takes: one pure function each. */
export const formats = {
  text: ({ grades }, style) => reportText(grades, style),
  json: ({ grades, exerciseErrors, isolation }) => reportJson(grades, exerciseErrors, isolation),
  csv: ({ grades }) => reportCsv(grades),
  html: ({ grades, references }) => reportHtml(grades, references),
  trace: ({ grades }) => reportTrace(grades),
} satisfies Record<string, (report: Report, style: TextStyle) => string>;

export type Format = keyof typeof formats;
