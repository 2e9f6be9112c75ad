import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import type { Exercise } from "../spec/index.ts";
import { CallError } from "./call-error.ts";
import { displayPath, likelyId, requireId, type Course } from "./course.ts";
import { entryName } from "./entry-name.ts";

/** One submission to be graded. */
export interface Target {
  readonly exercise: string;
  /** Absolute path of the entry file (or of answers.yaml); null: the exercise's own file in its folder. */
  readonly file: string | null;
}

/**
 * What each argument of `grade` stands for: an exercise's id, a file, a folder, or a pattern of files.
 *
 * @param exercise the value of `--exercise`, which every file then answers
 * @throws CallError when an argument is neither
 */
export function resolveTargets(course: Course, args: readonly string[], exercise: string | null): Target[] {
  if (exercise !== null) requireId(course, exercise);
  if (exercise !== null && args.length === 0) return [{ exercise, file: null }];
  return args.flatMap((arg) => resolveTarget(course, arg, exercise));
}

/**
 * Platforms hand over a folder: its entry file is the one that the exercise has its learners hand in. A link to a folder stays what it is,
 * and is refused as a file that is none: where it leads is the learner's choice.
 */
export function entriesInFolders(targets: readonly Target[], exercises: ReadonlyMap<string, Exercise>): Target[] {
  return targets.map((target) => {
    const exercise = exercises.get(target.exercise);
    if (target.file === null || exercise === undefined) return target;
    const isFolder = lstatSync(target.file, { throwIfNoEntry: false })?.isDirectory() ?? false;
    return isFolder ? { ...target, file: path.join(target.file, entryName(exercise)) } : target;
  });
}

/**
 * A note for each folder that was taken for one submission and has no entry file, but other files or a folder per student: an inbox, as a
 * rule. It shows the call that grades each of them.
 *
 * @param targets as they were named
 * @param entries the same with the entry files of folders
 */
export function inboxes(course: Course, targets: readonly Target[], entries: readonly Target[]): string[] {
  return targets.flatMap(({ exercise, file: folder }, i) => {
    const entry = entries[i]!.file;
    if (folder === null || entry === null || entry === folder || existsSync(entry)) return [];
    const name = path.basename(entry);
    const ending = path.extname(entry);
    const inside = readdirSync(folder).toSorted();
    const files = inside.filter((each) => each.endsWith(ending));
    const folders = inside.map((each) => `${each}/${name}`).filter((each) => existsSync(path.join(folder, each)));
    const [others, each, rest] = files.length > 0 ? [files, "file", `*${ending}`] : [folders, "folder", `*/${name}`];
    if (others.length === 0) return [];
    const shown = displayPath(course, folder);
    return [
      `${shown} was graded as one submission, but it has no ${name}. It has ${firstOf(others)}. ` +
        `If each ${each} is a submission of its own: npx chronograde grade --exercise ${exercise} '${shown}/${rest}'`,
    ];
  });
}

function firstOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const MOST_NAMED = 3;

function resolveTarget(course: Course, arg: string, exercise: string | null): Target[] {
  if (exercise === null && course.ids.includes(arg)) return [{ exercise: arg, file: null }];
  const absolute = [path.resolve(arg), path.resolve(course.root, arg)].find((candidate) => existsSync(candidate));
  if (absolute === undefined && isDynamicPattern(arg)) return matching(course, arg, exercise);
  const file = absolute ?? path.resolve(arg);
  if (exercise !== null) return [{ exercise, file }];
  if (absolute !== undefined && statSync(absolute).isDirectory()) return resolveFolder(course, absolute, arg);
  // A bare word is a misspelt exercise, whatever folder it would lie in.
  const isWord = absolute === undefined && !/[./\\]/.test(arg);
  const id = isWord ? null : exerciseOf(course, file);
  if (id !== null) return [{ exercise: id, file }];
  throw new CallError(absolute === undefined ? unknownArgument(course, arg) : unknownExercise(course, arg));
}

/** Patterns come in quotes: few shells know two stars, and a class is too long for some command lines. */
function matching(course: Course, pattern: string, exercise: string | null): Target[] {
  const files = globSync(pattern, { absolute: true, expandDirectories: false, followSymbolicLinks: false }).toSorted();
  if (files.length === 0) throw new CallError(`No file matches "${pattern}" in ${process.cwd()}.`);
  return files.flatMap((file) => resolveTarget(course, path.resolve(file), exercise));
}

/** A file inside `exercises/<id>/`, or one that bears the exercise's name. */
function exerciseOf(course: Course, file: string): string | null {
  const folders = path.relative(path.join(course.root, "exercises"), file).split(path.sep);
  if (folders.length > 1 && course.ids.includes(folders[0]!)) return folders[0]!;
  const named = path.basename(file).replace(/\.(ts|yaml)$/, "");
  if (course.ids.includes(named)) return named;
  const parent = path.basename(path.dirname(file));
  return course.ids.includes(parent) ? parent : null;
}

function resolveFolder(course: Course, folder: string, arg: string): Target[] {
  const [id, deeper] = path.relative(path.join(course.root, "exercises"), folder).split(path.sep);
  if (id !== undefined && deeper === undefined && course.ids.includes(id)) return [{ exercise: id, file: null }];
  if (folder === path.join(course.root, "exercises")) return course.ids.map((each) => ({ exercise: each, file: null }));
  const targets = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /\.(ts|yaml)$/.test(entry.name))
    .map((entry) => path.join(folder, entry.name))
    .filter((file) => course.ids.includes(path.basename(file).replace(/\.(ts|yaml)$/, "")))
    .toSorted()
    .map((file) => ({ exercise: exerciseOf(course, file)!, file }));
  if (targets.length > 0) return targets;
  throw new CallError(
    `"${arg}" is a folder, and no file in it has the name of an exercise (such as ${course.ids[0] ?? "my-exercise"}.ts). ` +
      `Name the files, and say which exercise they answer: --exercise ID.`,
  );
}

function unknownArgument(course: Course, arg: string): string {
  const guess = likelyId(course, arg);
  return (
    `There is no exercise or file "${arg}".` +
    (guess === null ? ` "npx chronograde list" shows the exercises of this course.` : ` Did you mean "${guess}"?`)
  );
}

function unknownExercise(course: Course, arg: string): string {
  return (
    `Which exercise does "${displayPath(course, path.resolve(arg))}" answer? Its name does not tell. ` +
    `Name the exercise: --exercise ID. There are: ${course.ids.join(", ")}.`
  );
}
