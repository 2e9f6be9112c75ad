import path from "node:path";
import { MAX_FILE_BYTES } from "../../compile/index.ts";
import type { TamperedFile } from "../../report/index.ts";
import type { Exercise } from "../../spec/index.ts";
import type { Git, TreeFile } from "./git.ts";
import { isHandedIn } from "./ownership.ts";

/** More than any submission has: each is a file that somebody has to write and to read. */
const mostFiles = 200;

export interface HandedIn {
  /** Paths relative to the exercise's folder, as they may be written on any file system. */
  readonly files: readonly { readonly inside: string; readonly object: string }[];
  readonly refused: readonly TamperedFile[];
}

/**
 * What the head has of an exercise's submission, as data. A file that is not one, or whose name could be taken for something else, is not
 * handed in: it is named, and the rest is graded.
 *
 * @param folder the exercise's, relative to the repository
 */
export function handedIn(git: Git, head: string, folder: string, exercise: Exercise): HandedIn {
  const found = git.files(head, [`${folder}/`]).flatMap((file) => {
    const inside = file.shown.slice(folder.length + 1);
    return isHandedIn(exercise, inside) ? [{ inside, file }] : [];
  });
  const files: { inside: string; object: string }[] = [];
  const refused: TamperedFile[] = [];
  for (const { inside, file } of found) {
    const why =
      refusal(inside, file) ??
      (files.length >= mostFiles ? `There are too many files: at most ${mostFiles} can be handed in.` : null);
    if (why === null) files.push({ inside, object: file.object });
    else refused.push({ path: file.shown, change: "refused", message: why });
  }
  return { files, refused };
}

function refusal(inside: string, { path: exact, mode, size }: TreeFile): string | null {
  if (mode === "120000") return "It is a link, which is never followed: hand in the file itself.";
  if (mode === "160000") return "It is a submodule, which is never fetched: hand in the files themselves.";
  if (mode !== "100644" && mode !== "100755") return `It is not a regular file: git has it with the mode ${mode}.`;
  if (exact === null || !isPlain(inside)) {
    return "Its name is not safe on every system. Use only letters, digits, spaces and . _ - + @ ( ), without a - or space at the start or a dot or space at the end.";
  }
  if (size === null || size > MAX_FILE_BYTES) return `It has ${size} bytes; at most ${MAX_FILE_BYTES} are read.`;
  return null;
}

/** Every folder of it, too. */
function isPlain(inside: string): boolean {
  return (
    path.posix.normalize(inside) === inside &&
    inside.split("/").every((name) => /^(?![-. ])[\p{L}\p{M}\p{N} ._+@()-]{1,200}(?<![. ])$/u.test(name))
  );
}
