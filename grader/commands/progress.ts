import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Course } from "./course.ts";
import { readRegular } from "./read-regular.ts";
import { writeWhole } from "./write-whole.ts";

const Entry = z.object({
  /** Hash of the submission that this result belongs to: an edited file has no result. */
  submission: z.string().optional(),
  percent: z.number().nullable().optional(),
  passed: z.boolean().optional(),
  /** How many hints the learner has asked for. */
  hints: z.number().int().nonnegative().optional(),
});
export type ProgressEntry = z.infer<typeof Entry>;
const Progress = z.object({ version: z.literal(1), exercises: z.record(z.string(), Entry) });

/**
 * What a learner has reached, in `.chronograde/progress.json` of the course: a convenience for `list` and `hint`, never the
 * source of a mark. A file that cannot be read counts as no progress.
 */
export function readProgress(course: Course): Map<string, ProgressEntry> {
  try {
    const text = readRegular(progressFile(course)).toString("utf8");
    return new Map(Object.entries(Progress.parse(JSON.parse(text)).exercises));
  } catch {
    return new Map();
  }
}

export function noteProgress(course: Course, id: string, change: ProgressEntry): void {
  const all = readProgress(course);
  all.set(id, { ...all.get(id), ...change });
  try {
    mkdirSync(path.dirname(progressFile(course)), { recursive: true });
    const exercises = Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    writeWhole(progressFile(course), `${JSON.stringify({ version: 1, exercises }, null, 2)}\n`);
  } catch {
    // A read-only course grades all the same; it only forgets.
  }
}

/** Hash of a submission file's bytes; null when there is none that can be read. */
export function submissionHash(file: string): string | null {
  try {
    return createHash("sha256").update(readRegular(file)).digest("hex");
  } catch {
    return null;
  }
}

function progressFile(course: Course): string {
  return path.join(course.root, ".chronograde", "progress.json");
}
