import { readdirSync } from "node:fs";
import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { fitsFiles, plainNames } from "./file-globs.ts";
import { candidates, resolvePath } from "./imports.ts";
import type { Rejection, SubmissionFile } from "./program.ts";
import { readSafely, type SafeRead } from "./safe-read.ts";

export interface ReadRequest {
  /** Absolute path of the submission's own folder. Nothing outside is read. */
  readonly root: string;
  /** The entry file, below `root`, with `/`. */
  readonly entry: string;
  /** What the entry file may import: names and globs (`*`, `?`, `**`) below `root`. */
  readonly globs: readonly string[];
  /** Absolute path of a folder whose files nobody hands in, not even under another name. Default: none. */
  readonly kept?: string;
  /** How a path below `root` is shown. Default: as it is. */
  readonly display?: (inside: string) => string;
}

export type ReadResult =
  | { readonly files: readonly SubmissionFile[]; readonly rejection: null }
  | { readonly files: readonly []; readonly rejection: Rejection };

/** More files than any submission has; a chain of imports longer than that is a mistake or an attack. */
const MAX_FILES = 100;

/** UTF-16 units of all files together. */
const MAX_TEXT = 1024 * 1024;

/**
 * Reads a submission once: the entry file, the named files that are there, and of those that a glob fits the ones that an import
 * mentions. The rejection is `unreadable` and names the file that cannot be read.
 */
export function readSubmission(request: ReadRequest): ReadResult {
  const files = new Map<string, SubmissionFile>();
  const readOnce = reader(request);
  const waiting = [request.entry, ...plainNames(request.globs).filter((name) => isThere(readOnce(name)))];
  let length = 0;
  for (let inside = waiting.shift(); inside !== undefined; inside = waiting.shift()) {
    if (files.has(inside)) continue;
    if (files.size >= MAX_FILES)
      return rejected(request, inside, `is one file too many: at most ${MAX_FILES} files are read`);
    if (!/(?<!\.d)\.m?ts$/.test(inside)) {
      if (inside !== request.entry) continue;
      const found = readOnce(inside);
      return rejected(
        request,
        inside,
        "refusal" in found ? found.refusal : "is not a TypeScript file: its name must end in .ts",
      );
    }
    const read = readOnce(inside);
    if ("refusal" in read) return rejected(request, inside, read.refusal);
    length += read.text.length;
    if (length > MAX_TEXT) return rejected(request, inside, "is too much: all files together may have at most 1 MB");
    files.set(inside, { path: inside, display: shown(request, inside), text: read.text });
    waiting.push(...mentioned(read.text, inside, request.globs, readOnce));
  }
  return { files: [...files.values()], rejection: null };
}

type ReadOnce = (inside: string) => SafeRead;

/** A text may mention a path a thousand times, and a file may change meanwhile: the first look counts. */
function reader({ root, kept }: ReadRequest): ReadOnce {
  const looks = new Map<string, SafeRead>();
  return (inside) => {
    const look = looks.get(inside) ?? readSafely(root, inside, kept ?? null);
    looks.set(inside, look);
    return look;
  };
}

/** A named file that is missing only matters when it is imported, and then the import is what is wrong. */
function isThere(read: SafeRead): boolean {
  return !("refusal" in read && read.refusal.startsWith("does not exist"));
}

/** Files that a relative specifier in the text may mean: every such string counts, which can only be too many. */
function mentioned(text: string, from: string, globs: readonly string[], readOnce: ReadOnce): string[] {
  const found: string[] = [];
  for (const [, specifier = ""] of text.matchAll(/["'`](\.\.?\/[^"'`\r\n]*)["'`]/g)) {
    const wanted = resolvePath(specifier, from);
    if (wanted === null) continue;
    const there = candidates(wanted).find((candidate) => fitsFiles(candidate, globs) && isThere(readOnce(candidate)));
    if (there !== undefined) found.push(there);
  }
  return found;
}

function rejected(request: ReadRequest, inside: string, what: string): ReadResult {
  const file = shown(request, inside);
  const guess = what === "does not exist" ? nearby(request, inside) : null;
  const message = `${file} ${what}.${guess === null ? "" : ` Did you mean ${shown(request, guess)}?`}`;
  return { files: [], rejection: { code: "unreadable", message, file, line: null, column: null } };
}

function nearby(request: ReadRequest, inside: string): string | null {
  const folder = path.posix.dirname(inside);
  try {
    const names = readdirSync(path.join(request.root, folder)).filter((name) => /\.m?ts$/.test(name));
    if (names.length === 0) return null;
    const best = closest(path.posix.basename(inside), names);
    return distance(best, path.posix.basename(inside)) > 3 ? null : path.posix.join(folder, best);
  } catch {
    return null;
  }
}

function shown(request: ReadRequest, inside: string): string {
  return request.display?.(inside) ?? inside;
}
