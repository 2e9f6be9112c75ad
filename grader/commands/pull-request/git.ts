import { spawnSync } from "node:child_process";
import { machineLack } from "../../processes/index.ts";
import { CallError } from "../call-error.ts";

/**
 * Reads a repository in which somebody else's commit may lie: plumbing only, no work tree, no hook, no filter, no pager, no program that
 * a configuration names, no network.
 */
export interface Git {
  /** The commit's full name, or null when there is none of this name. */
  commit(name: string): string | null;
  /** Where the two lines of history part; null when they have nothing in common, or a shallow clone does not hold it. */
  mergeBase(a: string, b: string): string | null;
  /** Whether commits are missing at the far end of the history. */
  isShallow(): boolean;
  /** The folder that it was opened in, from the root of the repository: empty or ending in `/`. */
  readonly prefix: string;
  changes(from: string, to: string): Change[];
  /** All files below the folders, links and submodules among them. */
  files(commit: string, folders: readonly string[]): TreeFile[];
  /** The contents of blobs, in their order. */
  contents(objects: readonly string[]): Buffer[];
}

export interface Change {
  /** Null when its name is no UTF-8; `shown` is what it looks like. */
  readonly path: string | null;
  readonly shown: string;
  readonly status: "added" | "changed" | "deleted";
}

export interface TreeFile {
  readonly path: string | null;
  readonly shown: string;
  /** As git has it: 100644, 100755, 120000 (a link), 160000 (a submodule). */
  readonly mode: string;
  readonly object: string;
  /** Bytes; null for a submodule. */
  readonly size: number | null;
}

const none = "/dev/null";
const overrides = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.pager=cat",
  "core.attributesFile=/dev/null",
  "protocol.allow=never",
  // A container sees the files of another user; whoever calls this has chosen the folder.
  "safe.directory=*",
].flatMap((each) => ["-c", each]);

/** Nothing of ours: GIT_DIR and its like would lead to another repository. */
function environment(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: none,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: none,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
  };
}

const mostOutput = 512 * 1024 * 1024;

/** @throws CallError when `folder` lies in no repository, or there is no git */
export function openGit(folder: string): Git {
  const run = (args: readonly string[], input = ""): { status: number | null; out: Buffer; err: string } => {
    const { status, stdout, stderr, error } = spawnSync("git", [...overrides, "--literal-pathspecs", ...args], {
      cwd: folder,
      env: environment(),
      input,
      maxBuffer: mostOutput,
      windowsHide: true,
    });
    if (error !== undefined) {
      const lack = machineLack(error);
      if (lack !== null) throw new CallError(`git could not be run. ${lack}`);
      const code = (error as NodeJS.ErrnoException).code ?? error.message;
      throw new CallError(`git could not be run (${code}). chronograde pr reads commits through git: is it installed?`);
    }
    return { status, out: stdout, err: stderr.toString().trim() };
  };
  const must = (args: readonly string[], input = ""): Buffer => {
    const { status, out, err } = run(args, input);
    if (status !== 0) throw new CallError(`git ${args[0]} failed: ${err.split("\n", 1)[0]}`);
    return out;
  };
  const line = (args: readonly string[]): string | null => {
    const { status, out } = run(args);
    const text = out.toString().trim();
    return status === 0 && text !== "" ? text.split("\n", 1)[0]! : null;
  };
  const { status, out } = run(["rev-parse", "--show-prefix"]);
  if (status !== 0) throw new CallError("This folder is not in a git repository. Run this in a clone of the course.");
  return {
    prefix: out.toString().replace(/\r?\n$/, ""),
    commit: (name) => (name.startsWith("-") ? null : line(["rev-parse", "--verify", "--quiet", `${name}^{commit}`])),
    mergeBase: (a, b) => line(["merge-base", a, b]),
    isShallow: () => line(["rev-parse", "--is-shallow-repository"]) === "true",
    changes: (from, to) =>
      readChanges(must(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv", from, to])),
    files: (commit, folders) =>
      readTree(must(["ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", ...folders])),
    contents: (objects) =>
      objects.length === 0 ? [] : readBlobs(must(["cat-file", "--batch"], `${objects.join("\n")}\n`), objects.length),
  };
}

/** `:100644 100644 <object> <object> M` NUL path NUL, over and over. */
function readChanges(out: Buffer): Change[] {
  const parts = atNul(out);
  const kinds = new Map([
    ["A", "added"],
    ["D", "deleted"],
  ] as const);
  const found: Change[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const letter = parts[i]!.toString().split(" ")[4]![0] as "A" | "D";
    found.push({ ...named(parts[i + 1]!), status: kinds.get(letter) ?? "changed" });
  }
  return found;
}

/** `100644 blob <object>    <size>` TAB path NUL, over and over. */
function readTree(out: Buffer): TreeFile[] {
  return atNul(out).map((entry) => {
    const tab = entry.indexOf(0x09);
    const [mode = "", , object = "", size = ""] = entry.subarray(0, tab).toString().split(/ +/);
    return { ...named(entry.subarray(tab + 1)), mode, object, size: size === "-" ? null : Number(size) };
  });
}

/** `<object> blob <size>` LF content LF, over and over. */
function readBlobs(out: Buffer, count: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    const end = out.indexOf(0x0a, at);
    const [object, type, size] = out.subarray(at, end).toString().split(" ");
    if (type !== "blob") throw new CallError(`git does not have the object ${object}: is this a partial clone?`);
    found.push(out.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return found;
}

function atNul(out: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, end = out.indexOf(0); end >= 0; at = end + 1, end = out.indexOf(0, at)) {
    parts.push(out.subarray(at, end));
  }
  return parts;
}

function named(bytes: Buffer): { path: string | null; shown: string } {
  const shown = bytes.toString();
  return { path: Buffer.from(shown).equals(bytes) ? shown : null, shown };
}
