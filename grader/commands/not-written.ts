import { machineLack } from "../processes/index.ts";
import { CallError } from "./call-error.ts";
import { tidyUpBeside, writeWhole } from "./write-whole.ts";

/** By the system's name for it: why a file was not written, and what helps. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "you may not write there. Choose another folder, or change its permissions."],
  ["EPERM", "you may not write there. Choose another folder, or change its permissions."],
  ["EROFS", "that disk can only be read. Choose another folder."],
  ["ENOENT", "there is no such folder, and none can be made. Choose another."],
  ["ENOTDIR", "a part of that path is a file and no folder. Choose another path."],
  ["EEXIST", "a part of that path is a file and no folder. Choose another path."],
  ["EISDIR", "that is a folder. Name a file in it."],
]);

/** Begins with the system's name for it; one that nobody has thought of is all there is. */
export function whyNotWritten(error: unknown): string {
  const { code = String(error) } = error as NodeJS.ErrnoException;
  const reason = REASONS.get(code);
  return machineLack(error) ?? (reason === undefined ? `${code}.` : `${code}: ${reason}`);
}

/**
 * Writes what a command gives, as `writeWhole` does: all of it or nothing.
 *
 * @throws CallError when it cannot
 */
export function writeResult(file: string, text: string | Iterable<string>): void {
  try {
    tidyUpBeside(file);
    writeWhole(file, text);
  } catch (error) {
    throw new CallError(`The result could not be written to "${file}": ${whyNotWritten(error)}`);
  }
}
