import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ownPrefix, removeAbandoned } from "../processes/index.ts";
import { CallError } from "./call-error.ts";

export interface TemporaryFolder {
  readonly path: string;
  /** With all that is in it. Happens by itself when the process ends; if it is killed, a later one does it. */
  remove(): void;
}

/**
 * A folder for this process alone.
 *
 * @throws CallError when there is no place for temporary files
 */
export function temporaryFolder(what: string): TemporaryFolder {
  const kind = `chronograde-${what}-`;
  removeAbandoned(tmpdir(), kind);
  let folder: string;
  try {
    folder = mkdtempSync(path.join(tmpdir(), ownPrefix(kind)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new CallError(
      `No temporary folder can be made in "${tmpdir()}" (${code}). Set TMPDIR to a folder that is there and can be written.`,
    );
  }
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
    process.off("exit", remove);
  };
  process.on("exit", remove);
  return { path: folder, remove };
}
