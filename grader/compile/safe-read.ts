import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import path from "node:path";

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 256 * 1024;

/** The text of a file, or a sentence that begins with a verb: "is a folder", "does not exist". */
export type SafeRead = { readonly text: string } | { readonly refusal: string };

/**
 * Reads one file below `root`: a regular file under its exact name, no link in the path below `root`, at most 256 KB, strict UTF-8
 * without NUL. A byte order mark is left out. Opened once and checked again when open, so that nothing can be exchanged between.
 *
 * @param inside path below `root`, with `/`
 * @param kept absolute path of a folder whose files nobody hands in, not even under another name (a hard link)
 */
export function readSafely(root: string, inside: string, kept: string | null = null): SafeRead {
  try {
    const refusal = refusePath(root, inside);
    return refusal === null ? readOpened(path.join(root, inside), kept) : { refusal };
  } catch (error) {
    return { refusal: reason(error) };
  }
}

function refusePath(root: string, inside: string): string | null {
  const names = inside.split("/");
  if (names.some((name) => name === "" || name === "." || name === ".." || name.includes("\0"))) {
    return "is outside the submission's folder";
  }
  let folder = root;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const found = lstatSync(path.join(folder, name));
    if (found.isSymbolicLink()) {
      return isLast
        ? "is a link; hand in the file itself"
        : `lies in ${JSON.stringify(name)}, which is a link; hand in the folder itself`;
    }
    if (!isLast && !found.isDirectory()) return "does not exist";
    if (isLast && found.isDirectory()) return "is a folder; name the TypeScript file in it";
    if (isLast && !found.isFile()) return "is not a regular file";
    // A file system that ignores case would find it under another name, and only this machine would.
    if (!readdirSync(folder).includes(name))
      return "does not exist under exactly this name (check uppercase and lowercase)";
    folder = path.join(folder, name);
  }
  const parent = realpathSync(path.dirname(path.join(root, inside)));
  const expected = path.join(realpathSync(root), ...names.slice(0, -1));
  return parent === expected ? null : "is outside the submission's folder";
}

function readOpened(file: string, kept: string | null): SafeRead {
  // O_NONBLOCK: opening a FIFO would wait for a writer. Windows has neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const descriptor = openSync(file, flags);
  try {
    const opened = fstatSync(descriptor);
    if (!opened.isFile()) return { refusal: "is not a regular file" };
    if (opened.nlink > 1 && kept !== null && isIn(kept, file, opened)) {
      return {
        refusal: "is one of the course's own files under another name (a hard link); hand in a file of your own",
      };
    }
    const buffer = Buffer.allocUnsafe(MAX_FILE_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    }
    if (length > MAX_FILE_BYTES) return { refusal: "is too large: at most 256 KB of source text are read" };
    return decode(buffer.subarray(0, length));
  } finally {
    closeSync(descriptor);
  }
}

/** Is it one of the folder's files, and was not asked for under its name there? */
function isIn(folder: string, file: string, opened: Stats): boolean {
  if (!path.relative(folder, file).startsWith("..") || !existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).some((name) => {
    const { dev, ino } = lstatSync(path.join(folder, name));
    return dev === opened.dev && ino === opened.ino;
  });
}

function decode(bytes: Buffer): SafeRead {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return { refusal: "is saved as UTF-16; save it as UTF-8" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { refusal: `is not UTF-8 text (line ${firstBadLine(bytes)}); save it as UTF-8` };
  }
  const nul = text.indexOf("\0");
  if (nul === -1) return { text };
  return { refusal: `has a NUL character on line ${lineOf(text, nul)}; delete it` };
}

function firstBadLine(bytes: Buffer): number {
  const decoded = bytes.toString("utf8");
  // A file may hold U+FFFD rightly; then this line is a little early, never wrong about the cause.
  return lineOf(decoded, Math.max(0, decoded.indexOf("\uFFFD")));
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n|\n|\r/).length;
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
      return "does not exist";
    case "EACCES":
    case "EPERM":
      return "cannot be read by this user: give the permission to (chmod a+r)";
    case "ELOOP":
      return "is a link; hand in the file itself";
    case "EISDIR":
      return "is a folder; name the TypeScript file in it";
    default:
      return `cannot be read (${String(code)})`;
  }
}
