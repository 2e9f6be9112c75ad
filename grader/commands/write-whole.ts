import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes a file so that nobody ever sees half of it: beside its place first, then renamed over it. A link is followed; what is no
 * regular file (a pipe, a device) is written to and stays what it is.
 */
export function writeWhole(file: string, text: string | Uint8Array): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) {
    writeFileSync(file, text);
    return;
  }
  const place = found === undefined ? file : realpathSync(file);
  const beside = `${place}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
