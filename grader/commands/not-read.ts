import { readFileSync } from "node:fs";
import { CallError } from "./call-error.ts";

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file."],
  ["ENOTDIR", "a part of that path is a file and no folder."],
  ["EISDIR", "that is a folder. Name a file in it."],
  ["EACCES", "you may not read it."],
]);

/**
 * The text of a file that an earlier call wrote.
 *
 * @throws CallError when it cannot be read
 */
export function readResult(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new CallError(`"${file}" could not be read: ${REASONS.get(code) ?? `${code}.`}`);
  }
}
