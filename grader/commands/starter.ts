import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { CallError } from "./call-error.ts";
import { exerciseFolder, type Course } from "./course.ts";
import { readRegular } from "./read-regular.ts";

/** The file that a learner writes in each exercise, by the exercise's id. */
export type EntryFiles = ReadonlyMap<string, string>;

/**
 * The text of each starter file as the instructor shipped it, or null when nobody knows it any more.
 *
 * A course that is handed out without git may bring them along in `exercises/.starters.json`: `{ "ID": { "FILE": "text" } }`.
 * Otherwise git is asked, for the last commit that touched the exercise's own files and so was the instructor's. Git is asked
 * once for all: a process for each exercise takes longer than everything else that `list` does.
 */
export function readStarters(course: Course, files: EntryFiles): Map<string, string | null> {
  const record = recordedStarters(course);
  const starters = new Map([...files].map(([id, file]) => [id, record(id, file)]));
  const unknown = [...files].filter(([id]) => starters.get(id) === null);
  for (const [id, text] of startersInGit(course, unknown)) starters.set(id, text);
  return starters;
}

export function readStarter(course: Course, id: string, file: string): string | null {
  return readStarters(course, new Map([[id, file]])).get(id) ?? null;
}

const Record = z.record(z.string(), z.record(z.string(), z.string()));

/** @throws CallError when the record is there but cannot be read */
function recordedStarters(course: Course): (id: string, file: string) => string | null {
  const record = path.join(course.root, "exercises", ".starters.json");
  if (!existsSync(record)) return () => null;
  let starters: Map<string, Map<string, string>>;
  try {
    const texts = Object.entries(Record.parse(JSON.parse(readRegular(record).toString("utf8"))));
    starters = new Map(texts.map(([id, files]) => [id, new Map(Object.entries(files))]));
  } catch {
    throw new CallError(
      `exercises/.starters.json is damaged: it should hold the starter files as {"exercise": {"file": "text"}}. ` +
        `Get it again from where the course came from, or delete it.`,
    );
  }
  return (id, file) => starters.get(id)?.get(file) ?? null;
}

function startersInGit(course: Course, files: readonly (readonly [id: string, file: string])[]): Map<string, string> {
  const starters = new Map<string, string>();
  if (files.length === 0) return starters;
  try {
    const commits = lastCommits(course);
    const asked = files.filter(([id]) => commits.has(id));
    const names = asked.map(([id, file]) => `${commits.get(id)}:./exercises/${id}/${file}`);
    const texts = objects(course, names);
    for (const [index, [id]] of asked.entries()) {
      const text = texts[index] ?? null;
      if (text !== null) starters.set(id, text);
    }
  } catch {
    // No git, or no repository.
  }
  return starters;
}

/** By exercise: the last commit that touched its exercise.yaml or its README. */
function lastCommits(course: Course): Map<string, string> {
  const paths = ["exercise.yaml", "README.md"].map((name) => `:(glob)exercises/*/${name}`);
  const log = git(course.root, ["log", "--relative", "--format=commit %H", "--name-only", "-z", "--", ...paths]);
  const commits = new Map<string, string>();
  let commit = "";
  for (const field of log
    .toString("utf8")
    .split("\0")
    .map((each) => each.replace(/^\n/, ""))) {
    const head = /^commit ([0-9a-f]+)\n?/.exec(field);
    if (head !== null) commit = head[1]!;
    const [folder, id] = field.slice(head?.[0].length ?? 0).split("/");
    if (folder === "exercises" && id !== undefined && !commits.has(id)) commits.set(id, commit);
  }
  return commits;
}

/** The text of each; null for one that is not there. */
function objects(course: Course, names: readonly string[]): (string | null)[] {
  const answer = git(course.root, ["cat-file", "--batch"], names.map((name) => `${name}\n`).join(""));
  let at = 0;
  return names.map(() => {
    const end = answer.indexOf("\n", at);
    const size = / blob (\d+)$/.exec(answer.toString("utf8", at, end))?.[1];
    at = end + 1;
    if (size === undefined) return null;
    const text = answer.toString("utf8", at, at + Number(size));
    at += Number(size) + 1;
    return text;
  });
}

function git(cwd: string, args: readonly string[], input = ""): Buffer {
  return execFileSync("git", args, { cwd, input, stdio: ["pipe", "pipe", "ignore"], maxBuffer: 256 * 1024 * 1024 });
}

/** The exercises that the learner has changed. A starter that nobody knows counts as changed. */
export function startedExercises(course: Course, files: EntryFiles): Set<string> {
  const there = new Map([...files].filter(([id, file]) => existsSync(path.join(exerciseFolder(course, id), file))));
  const starters = readStarters(course, there);
  const isStarted = ([id, file]: readonly [string, string]): boolean => {
    const starter = starters.get(id) ?? null;
    return starter === null || !isLike(path.join(exerciseFolder(course, id), file), starter);
  };
  return new Set([...there].filter(isStarted).map(([id]) => id));
}

/** What cannot be read is no starter: that it cannot is told when it is graded. */
function isLike(submission: string, starter: string): boolean {
  try {
    return normalized(readRegular(submission).toString("utf8")) === normalized(starter);
  } catch {
    return false;
  }
}

/** An editor that only changed the line ends or the last newline has not started anything. */
function normalized(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
}
