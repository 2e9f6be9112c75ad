import { rmSync } from "node:fs";
import path from "node:path";
import type { CompilerProcess } from "../compile/index.ts";
import { escapeTerminal, type TamperedFile } from "../report/index.ts";
import { CallError } from "./call-error.ts";
import { openCourse } from "./course.ts";
import { ExitStatus, exitStatus, highest } from "./exit-status.ts";
import { gradeAll, type GradeOptions } from "./grade.ts";
import { faultsOf } from "./graded.ts";
import { publish } from "./publish.ts";
import { loadExercises, type LoadedExercises } from "./load-exercises.ts";
import { exercisesOf, writeBaseCourse, writeInside } from "./pull-request/base-course.ts";
import { openGit, type Change, type Git } from "./pull-request/git.ts";
import { handedIn } from "./pull-request/handed-in.ts";
import { isHandedIn, ownerOf } from "./pull-request/ownership.ts";
import { classroomOf } from "./surroundings.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { prose } from "./prose.ts";
import type { Terminal } from "./terminal.ts";

export interface PullRequestOptions extends Omit<GradeOptions, "exercise" | "schedule" | "shard"> {
  /** Somewhere in the repository; `course` is relative to it. */
  readonly folder: string;
  /** The commit that is trusted: a branch, a tag or a hash. */
  readonly base: string;
  readonly head: string;
}

/** Unused files that are named one by one. */
const mostNamed = 5;

/**
 * Grades what a pull request hands in. All that decides comes from the base; of the head only files that an exercise of the base declares
 * are taken, as data. Neither is checked out, and nothing of the head is run outside the sandbox.
 *
 * @throws CallError when a commit is not there, or this machine cannot isolate as asked
 */
export async function prCommand(
  options: PullRequestOptions,
  terminal: Terminal,
  compiler: CompilerProcess,
): Promise<ExitStatus> {
  const git = openGit(options.folder);
  const base = requireCommit(git, options.base);
  const head = requireCommit(git, options.head);
  const courseFolder = inRepository(git, options.course);
  const ids = exercisesOf(git, base, courseFolder);
  if (ids.length === 0) throw new CallError(noCourse(options, courseFolder));
  // What the pull request itself did, not what the base has got meanwhile.
  const changes = git.changes(whereTheyPart(git, base, head), head);
  terminal.error(
    prose(`Graded what ${shortName(head)} hands in, with the exercises of ${shortName(base)}.`, terminal.stderrColumns),
  );
  const temporary = temporaryFolder("pr");
  const work = temporary.path;
  try {
    const touched = touchedExercises(changes, courseFolder, ids);
    writeBaseCourse(git, base, courseFolder, touched, work);
    const loaded = loadExercises(openCourse(work), touched);
    const sorted = sortChanges(
      changes,
      courseFolder,
      loaded,
      new Set(touched.filter((id) => !loaded.exercises.has(id)).map((id) => `exercises/${id}`)),
    );
    const refused = sorted.exercises.flatMap((id) =>
      takeSubmission(git, { base, head }, { courseFolder, work, loaded, id }),
    );
    const tampered = [...sorted.tampered, ...refused];
    note(sorted, tampered, loaded.errors.length > 0, terminal);
    const targets = sorted.exercises.map((exercise) => ({ exercise, file: null }));
    const all = { ...options, exercise: null, schedule: null, course: work, ownProcess: true };
    const graded = await gradeAll(openCourse(work), loaded, targets, all, terminal, compiler);
    const around = { courseFolder: courseFolder.replace(/\/$/, ""), classroom: classroomOf(process.env) };
    publish(around, graded, loaded, all, terminal, tampered);
    return highest([
      tampered.length > 0 ? ExitStatus.belowPass : ExitStatus.passed,
      exitStatus(graded.grades, [...loaded.errors, ...faultsOf(graded)], options.minScore),
    ]);
  } finally {
    temporary.remove();
  }
}

/** A branch that was not checked out exists only under the remote's name. */
function requireCommit(git: Git, name: string): string {
  const commit = git.commit(name) ?? git.commit(`refs/remotes/origin/${name}`);
  if (commit !== null) return commit;
  throw new CallError(
    `There is no commit "${name}" in this clone. A workflow fetches only the latest one by default: ` +
      `actions/checkout with fetch-depth: 0 fetches all of them. Is the name spelled correctly?`,
  );
}

/** Nothing in common, in the whole history: then all is the pull request's. In a part of it that cannot be told, and nobody is blamed. */
function whereTheyPart(git: Git, base: string, head: string): string {
  const found = git.mergeBase(base, head);
  if (found !== null || !git.isShallow()) return found ?? base;
  throw new CallError(
    `This clone does not have the whole history, and base and head have no commit in common in it, so what the pull request changed cannot ` +
      `be known. Fetch everything: actions/checkout with fetch-depth: 0.`,
  );
}

function noCourse({ base, course }: PullRequestOptions, courseFolder: string): string {
  return (
    `The base "${escapeTerminal(base)}" has no exercise in "${escapeTerminal(courseFolder)}exercises/", so there is nothing to grade with. ` +
    `Where is the course? ${course === "." ? "Run this in its folder, or name it" : "Name it"} with --course, relative to this folder.`
  );
}

function shortName(commit: string): string {
  return commit.slice(0, 12);
}

/** By name only: on disk there may be a link, of the pull request's making. */
function inRepository(git: Git, course: string): string {
  const inside = path.posix.normalize(`${git.prefix}${course.split(path.sep).join("/")}/`);
  if (inside.startsWith("../") || path.isAbsolute(course)) {
    throw new CallError(`--course "${course}" leads out of the repository. Write it relative to this folder.`);
  }
  return inside === "./" ? "" : inside;
}

function touchedExercises(changes: readonly Change[], courseFolder: string, ids: readonly string[]): string[] {
  const prefix = `${courseFolder}exercises/`;
  const folders = new Set(
    changes.flatMap(({ shown }) => (shown.startsWith(prefix) ? [shown.slice(prefix.length).split("/", 1)[0]!] : [])),
  );
  return ids.filter((id) => folders.has(id));
}

interface Sorted {
  /** What is to be graded, in the order of the course. */
  readonly exercises: readonly string[];
  readonly tampered: readonly TamperedFile[];
  /** Neither graded nor protected. */
  readonly unused: readonly string[];
}

/** @param broken exercises of the base that have mistakes: nobody can be blamed for anything in them */
function sortChanges(
  changes: readonly Change[],
  courseFolder: string,
  { exercises }: LoadedExercises,
  broken: ReadonlySet<string>,
): Sorted {
  const touched = new Set<string>();
  const tampered: TamperedFile[] = [];
  const unused: string[] = [];
  for (const { shown, status } of changes) {
    const inCourse = shown.startsWith(courseFolder) ? shown.slice(courseFolder.length) : null;
    if (inCourse !== null && broken.has(inCourse.split("/").slice(0, 2).join("/"))) continue;
    const owner = ownerOf(inCourse, shown, exercises);
    if (owner.kind === "submission") touched.add(owner.exercise);
    else if (owner.kind === "protected") tampered.push({ path: shown, change: status, message: owner.message });
    else unused.push(shown);
  }
  return { exercises: [...exercises.keys()].filter((id) => touched.has(id)), tampered, unused };
}

/** Puts the head's submission in the place of the base's, which goes. Gives what was refused. */
function takeSubmission(
  git: Git,
  { base, head }: { base: string; head: string },
  { courseFolder, work, loaded, id }: { courseFolder: string; work: string; loaded: LoadedExercises; id: string },
): readonly TamperedFile[] {
  const exercise = loaded.exercises.get(id)!;
  const inRepository = `${courseFolder}exercises/${id}`;
  const folder = path.join(work, "exercises", id);
  for (const { shown } of git.files(base, [`${inRepository}/`])) {
    const inside = shown.slice(inRepository.length + 1);
    if (isHandedIn(exercise, inside)) rmSync(path.join(folder, inside), { force: true });
  }
  const { files, refused } = handedIn(git, head, inRepository, exercise);
  const contents = git.contents(files.map(({ object }) => object));
  const unwritable = files.flatMap(({ inside }, index): TamperedFile[] => {
    try {
      writeInside(folder, inside, contents[index]!);
      return [];
    } catch {
      const message =
        "A folder of the exercise has the same name, or one of its files has the name of the folder around it.";
      return [{ path: `${inRepository}/${inside}`, change: "refused", message }];
    }
  });
  return [...refused, ...unwritable];
}

function note(
  { exercises, unused }: Sorted,
  tampered: readonly TamperedFile[],
  faulty: boolean,
  terminal: Terminal,
): void {
  if (exercises.length === 0 && tampered.length === 0 && !faulty) {
    terminal.error(
      prose(
        "This pull request changes no submission. There is nothing to grade, so nothing fails.",
        terminal.stderrColumns,
      ),
    );
  }
  if (unused.length === 0) return;
  const named = unused.slice(0, mostNamed).map((each) => `"${escapeTerminal(each)}"`);
  const more = unused.length > mostNamed ? `, and ${unused.length - mostNamed} more` : "";
  terminal.error(
    prose(`Changed, but not part of a submission, and not used: ${named.join(", ")}${more}.`, terminal.stderrColumns),
  );
}
