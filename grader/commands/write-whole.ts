import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes a file so that nobody ever sees half of it: beside its place first, then renamed over it. */
export function writeWhole(file: string, text: string | Uint8Array): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
