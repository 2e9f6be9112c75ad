import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CallError } from "./call-error.ts";
import type { NewFile } from "./template.ts";
import { whyNotWritten } from "./not-written.ts";
import { writeWhole } from "./write-whole.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * Writes all of the files or none.
 *
 * @param root absolute; made when it is not there
 * @throws CallError after everything has been put back as it was
 */
export function writeAll(root: string, files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  let current = root;
  try {
    for (const { path: inside, text } of files) {
      current = path.join(root, inside);
      const first = makeFolder(path.dirname(current));
      if (first !== undefined) undo.push(() => rmSync(first, { recursive: true, force: true }));
      const file = current;
      const before = existsSync(file) ? readFileSync(file) : null;
      writeWhole(file, text);
      undo.push(() => (before === null ? rmSync(file, { force: true }) : writeWhole(file, before)));
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    const file = path.relative(process.cwd(), current);
    throw new CallError(`"${file}" could not be written. ${whyNotWritten(error)} Nothing was changed.`);
  }
}
