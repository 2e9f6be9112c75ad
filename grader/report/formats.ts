import type { Isolation } from "../sandbox/index.ts";
import type { Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { reportCsv } from "./csv.ts";
import { jsonParts } from "./json.ts";
import type { ReferenceRuns } from "./page/grade-view.ts";
import { reportHtml } from "./page/page.ts";
import { reportClassroom50 } from "./classroom50.ts";
import { reportExercism } from "./exercism.ts";
import { reportGithub } from "./github.ts";
import { reportGradescope } from "./gradescope.ts";
import { reportJunit } from "./junit.ts";
import type { ShardPart } from "./shard.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TamperedFile } from "./tampered.ts";
import type { TextStyle } from "./text-style.ts";
import { textParts } from "./text.ts";
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
  /** The files of a pull request that it may not change; empty for everything else that is graded. */
  readonly tampered: readonly TamperedFile[];
  readonly surroundings: Surroundings;
  /** Null: this is all that was asked for. */
  readonly shard: ShardPart | null;
}

/** Every format that `--format` takes: one pure function each. What is as long as its submissions are many comes in parts. */
export const formats = {
  text: ({ grades, tampered }, style) => textParts(grades, style, tampered),
  json: ({ grades, exerciseErrors, isolation, tampered, shard }) =>
    jsonParts(grades, exerciseErrors, isolation, tampered, shard),
  csv: ({ grades, tampered }) => reportCsv(grades, tampered),
  html: ({ grades, references, tampered }) => reportHtml(grades, references, tampered),
  trace: ({ grades, tampered }) => reportTrace(grades, tampered),
  junit: ({ grades, tampered }) => reportJunit(grades, tampered),
  gradescope: ({ grades, tampered }) => reportGradescope(grades, tampered),
  exercism: ({ grades, tampered }) => reportExercism(grades, tampered),
  github: ({ grades, tampered, surroundings }) => reportGithub(grades, surroundings.courseFolder, tampered),
  classroom50: ({ grades, tampered, surroundings }) => reportClassroom50(grades, surroundings.classroom, tampered),
} satisfies Record<string, (report: Report, style: TextStyle) => string | Iterable<string>>;

export type Format = keyof typeof formats;
