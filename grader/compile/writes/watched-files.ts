import { refuseTooDeep, TooDeep } from "../depth.ts";
import type { SubmissionFile } from "../program.ts";
import type { TypeScript } from "../typescript.ts";
import { watched } from "./watched.ts";
import type { WritePlace } from "./write-place.ts";

/** The files of a program that says what it keeps, and where. Of a file that cannot be watched nothing is said. */
export function watchedFiles(
  ts: TypeScript,
  files: readonly SubmissionFile[],
): { readonly files: readonly SubmissionFile[]; readonly places: readonly WritePlace[] } {
  const places: WritePlace[] = [];
  const changed = files.map((file) => {
    const seen = watchedFile(ts, file, places.length);
    places.push(...(seen?.places ?? []));
    return seen?.file ?? file;
  });
  return { files: changed, places };
}

function watchedFile(ts: TypeScript, file: SubmissionFile, first: number): ReturnType<typeof watched> {
  try {
    const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true);
    refuseTooDeep(ts, source);
    return watched(ts, file, source, first);
  } catch (error) {
    // The parser's own stack has an end, too.
    if (error instanceof TooDeep || error instanceof RangeError) return null;
    throw error;
  }
}
