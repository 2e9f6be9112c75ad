import { closeSync, lstatSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { besideOf, removeAbandonedBeside } from "../processes/index.ts";

/**
 * Writes a file so that nobody ever sees half of it: beside its place first, then renamed over it. What is no regular file (`/dev/stdout`,
 * a pipe) is written to as it is, and a link stays a link.
 */
export function writeWhole(file: string, text: string | Uint8Array | Iterable<string>): void {
  const place = behindLinks(file);
  if (place === null) {
    writeParts(file, text);
    return;
  }
  const beside = besideOf(place);
  try {
    writeParts(beside, text);
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** What is left of writing that file from when a process was killed at it, which is the whole folder to look through: for few files only. */
export function tidyUpBeside(file: string): void {
  const place = behindLinks(file);
  if (place !== null) removeAbandonedBeside(place);
}

function writeParts(file: string, text: string | Uint8Array | Iterable<string>): void {
  if (typeof text === "string" || text instanceof Uint8Array) {
    writeFileSync(file, text);
    return;
  }
  const open = openSync(file, "w");
  try {
    for (const part of text) writeFileSync(open, part);
  } finally {
    closeSync(open);
  }
}

/** Where the regular file is or will be; null when there is something else. */
function behindLinks(file: string): string | null {
  try {
    const place = realpathSync(file);
    return lstatSync(place).isFile() ? place : null;
  } catch {
    return file;
  }
}
