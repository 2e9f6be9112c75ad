import type { CheckedSubmission } from "../checked.ts";
import type { LoadedFile } from "../project.ts";

/** The files in which such words stand at all: all others need not be gone through, which would use up what may be read of a submission. */
export function filesWith({ files }: CheckedSubmission, words: RegExp): readonly LoadedFile[] {
  return files.filter(({ source }) => words.test(source.text));
}
