import { statSync } from "node:fs";
import path from "node:path";
import { listExercises, nearest } from "../spec/index.ts";
import { CallError } from "./call-error.ts";

/** A folder with `exercises/` and, for instructors, `solutions/`. */
export interface Course {
  /** Absolute. */
  readonly root: string;
  /** Sorted by name, which is the order in which they are taught. */
  readonly ids: readonly string[];
}

/** @throws CallError when there is no `exercises/` in `dir`. */
export function openCourse(dir: string): Course {
  const root = path.resolve(dir);
  if (!isCourse(root)) {
    const above = courseAbove(root);
    const way = above === null ? "" : `The course is further up: cd ${path.relative(process.cwd(), above)}`;
    throw new CallError(
      `There is no folder "exercises" in ${shown(dir)}. ${way || "Run this inside a course, or name its folder: --course DIR."}`,
    );
  }
  return { root, ids: listExercises(root) };
}

/** The nearest folder above `dir` that is a course; null when there is none. */
export function courseAbove(dir: string): string | null {
  const parent = path.dirname(path.resolve(dir));
  if (parent === path.resolve(dir)) return null;
  return isCourse(parent) ? parent : courseAbove(parent);
}

export function isCourse(dir: string): boolean {
  return statSync(path.join(dir, "exercises"), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const NO_EXERCISE_YET = `This course has no exercise yet: no folder in "exercises" has an exercise.yaml.`;

/** What a course without any exercise shows, in the place of what it has. */
export function emptyCourse(): string[] {
  return [NO_EXERCISE_YET, "", "To make one:  npx chronograde new 01-my-first"];
}

/** @throws CallError when the course has none: nothing can be done with all of them */
export function requireExercises(course: Course): void {
  if (course.ids.length > 0) return;
  throw new CallError(`${NO_EXERCISE_YET} To make one: npx chronograde new 01-my-first`);
}

export function exerciseFolder(course: Course, id: string): string {
  return path.join(course.root, "exercises", id);
}

/** @throws CallError naming the id that begins so (`3` for `03-timeouts`), or the nearest one. */
export function requireId(course: Course, id: string): string {
  if (course.ids.includes(id)) return id;
  const guess = likelyId(course, id);
  throw new CallError(
    course.ids.length === 0
      ? `There is no exercise "${id}": no folder in "exercises" has an exercise.yaml.`
      : `There is no exercise "${id}".${guess === null ? ` There are: ${course.ids.join(", ")}.` : ` Did you mean "${guess}"?`}`,
  );
}

/** The exercise that somebody may have meant who wrote its number, its beginning, or nearly its name; null when it may be any. */
export function likelyId(course: Course, written: string): string | null {
  // A number is the whole number in front: 3 is 03-timeouts, and not 30-queues.
  const start = `${written.replace(/^0+/, "")}${/^\d+$/.test(written) ? "-" : ""}`;
  const begun = course.ids.filter((each) => each.replace(/^0+/, "").startsWith(start));
  return begun.length === 1 && written !== "" ? begun[0]! : nearest(written, course.ids);
}

/** As it is shown to people and written into results: relative to the course, with `/`. */
export function displayPath(course: Course, absolute: string): string {
  const relative = path.relative(course.root, absolute);
  return (relative === "" ? "." : relative).split(path.sep).join("/");
}

function shown(dir: string): string {
  return dir === "." ? "this folder" : `"${dir}"`;
}
