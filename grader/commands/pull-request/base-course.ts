import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FIXTURES } from "../../spec/index.ts";
import type { Git } from "./git.ts";

/** In any number of commits, no course is larger than that. */
const mostBytes = 256 * 1024 * 1024;

/** Names of the exercises of a commit: the folders in exercises/ that have an exercise.yaml. */
export function exercisesOf(git: Git, commit: string, courseFolder: string): string[] {
  const prefix = `${courseFolder}exercises/`;
  return git.files(commit, [prefix]).flatMap(({ path: file }) => {
    const id = file?.slice(prefix.length).split("/");
    return id?.length === 2 && id[1] === "exercise.yaml" ? [id[0]!] : [];
  });
}

/**
 * Writes what the base commit says about these exercises into an empty folder: their own folders, the solutions, and the fixtures. Regular files only;
 * nothing else of a repository has to do with grading.
 *
 * @param courseFolder relative to the repository, empty or ending in `/`
 */
export function writeBaseCourse(
  git: Git,
  commit: string,
  courseFolder: string,
  ids: readonly string[],
  into: string,
): void {
  const folders = [
    ...ids.map((id) => `${courseFolder}exercises/${id}/`),
    ...["solutions", FIXTURES].map((name) => `${courseFolder}${name}/`),
  ];
  const files = git
    .files(commit, folders)
    .filter(({ path: file, mode }) => file !== null && (mode === "100644" || mode === "100755"));
  let bytes = 0;
  const wanted = files.filter(({ size }) => (bytes += size ?? 0) <= mostBytes);
  const contents = git.contents(wanted.map(({ object }) => object));
  mkdirSync(path.join(into, "exercises"), { recursive: true });
  for (const [index, { path: file }] of wanted.entries()) {
    writeInside(into, file!.slice(courseFolder.length), contents[index]!);
  }
}

/** `inside` is a path that git has in a tree: no `..`, not absolute. */
export function writeInside(folder: string, inside: string, content: Buffer): void {
  const file = path.join(folder, inside);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}
