import type { Repair, SubmissionFile } from "../../compile/index.ts";

/** The files with these repairs made. They must not overlap; what several of them need alike, as an import, is put in once. */
export function repairedFiles(files: readonly SubmissionFile[], repairs: readonly Repair[]): readonly SubmissionFile[] {
  return files.map((file) => {
    const edits = new Map(
      repairs
        .filter(({ path }) => path === file.path)
        .flatMap((repair) => repair.edits)
        .map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit]),
    );
    let text = "";
    let next = 0;
    // Those of one place keep their order.
    for (const { start, end, text: put } of [...edits.values()].toSorted((a, b) => a.start - b.start)) {
      text += file.text.slice(next, start) + put;
      next = end;
    }
    return { ...file, text: text + file.text.slice(next) };
  });
}
