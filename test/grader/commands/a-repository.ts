import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A text is a regular file; null takes the file away. */
export type Files = Readonly<Record<string, string | { readonly mode: string; readonly text: string } | null>>;

/**
 * A repository with a commit `base` and one `head` on top of it, without a work tree: whatever names and modes, nothing of it ever comes
 * to lie in the file system.
 */
export function aRepository(base: Files, head: Files): string {
  const root = mkdtempSync(path.join(tmpdir(), "chronograde-repository-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const git = (args: string[], input = "") => execFileSync("git", args, { cwd: root, input, stdio: "pipe" });
  git(["init", "-q"]);
  git(["fast-import", "--quiet"], `${commit("base", null, base)}${commit("head", "base", head)}done\n`);
  return root;
}

function commit(branch: string, from: string | null, files: Files): string {
  return [
    `commit refs/heads/${branch}`,
    "committer A Learner <learner@school.test> 1700000000 +0000",
    data(branch),
    ...(from === null ? [] : [`from refs/heads/${from}`]),
    ...Object.entries(files).map(([name, file]) => {
      const quoted = `"${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
      if (file === null) return `D ${quoted}`;
      const { mode, text } = typeof file === "string" ? { mode: "100644", text: file } : file;
      return mode === "160000" ? `M 160000 ${text} ${quoted}` : `M ${mode} inline ${quoted}\n${data(text)}`;
    }),
    "",
    "",
  ].join("\n");
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
