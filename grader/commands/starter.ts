import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { exerciseFolder, type Course } from "./course.ts";

/**
 * The text of a starter file as the instructor shipped it, or null when nobody knows it any more.
 *
 * A course that was made by `chronograde init` or is bundled keeps its starters in `exercises/.starters.json`; another
 * one is asked through git, at the last commit that touched the exercise's own files and so was the instructor's.
 */
export function readStarter(course: Course, id: string, file: string): string | null {
  return recordedStarter(course, id, file) ?? starterInGit(course, id, file);
}

function recordedStarter(course: Course, id: string, file: string): string | null {
  const record = path.join(course.root, "exercises", ".starters.json");
  if (!existsSync(record)) return null;
  const starters = new Map(Object.entries(JSON.parse(readFileSync(record, "utf8")) as Record<string, unknown>));
  const files = starters.get(id);
  if (typeof files !== "object" || files === null || !Object.hasOwn(files, file)) return null;
  const text = (files as Record<string, unknown>)[file];
  return typeof text === "string" ? text : null;
}

function starterInGit(course: Course, id: string, file: string): string | null {
  const folder = exerciseFolder(course, id);
  try {
    const commit = git(folder, "log", "-1", "--format=%H", "--", "exercise.yaml", "README.md").trim();
    return commit === "" ? null : git(folder, "show", `${commit}:./${file}`);
  } catch {
    return null;
  }
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** Whether the learner has changed it. A starter that nobody knows counts as changed. */
export function isStarted(course: Course, id: string, file: string): boolean {
  const submission = path.join(exerciseFolder(course, id), file);
  if (!existsSync(submission)) return false;
  const starter = readStarter(course, id, file);
  return starter === null || normalized(readFileSync(submission, "utf8")) !== normalized(starter);
}

/** An editor that only changed the line ends or the last newline has not started anything. */
function normalized(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
}
