import type { Repair, SubmissionFile } from "../../compile/index.ts";

/** The files with these repairs made; they must not overlap. */
export function repairedFiles(files: readonly SubmissionFile[], repairs: readonly Repair[]): readonly SubmissionFile[] {
  return files.map((file) => {
    const edits = repairs.filter(({ path }) => path === file.path).flatMap((repair) => repair.edits);
    let { text } = file;
    for (const { start, end, text: put } of edits.toSorted((a, b) => b.start - a.start)) {
      text = text.slice(0, start) + put + text.slice(end);
    }
    return { ...file, text };
  });
}
