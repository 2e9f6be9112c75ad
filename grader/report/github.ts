import { createHash } from "node:crypto";
import type { Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { githubAnnotations } from "./github-annotations.ts";
import type { TamperedFile } from "./tampered.ts";
import { reportText } from "./text.ts";

/**
 * For the log of a GitHub workflow: annotations first, then the text report. The report holds what a submission made, so GitHub obeys
 * nothing in it; it ends with a token that a submission cannot print, as it would have to hold its own hash.
 */
export function reportGithub(
  grades: readonly Grade[],
  courseFolder: string,
  tampered: readonly TamperedFile[] = [],
  faults: readonly ExerciseError[] = [],
): string {
  const text = reportText(grades, { color: false, columns: 100 }, tampered);
  const token = createHash("sha256").update(text).digest("hex");
  return [
    ...githubAnnotations(grades, tampered, courseFolder, faults),
    `::stop-commands::${token}`,
    text.trimEnd(),
    `::${token}::`,
    "",
  ].join("\n");
}
