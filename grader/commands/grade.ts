import { compilerPool, createCompiler, type CompilerPool, type CompilerProcess } from "../compile/index.ts";
import type { ReferenceRuns } from "../report/index.ts";
import type { Isolation, IsolationLevel } from "../sandbox/index.ts";
import { redactHidden, type Grade } from "../score/index.ts";
import type { Exercise, ExerciseError } from "../spec/index.ts";
import { cacheSecret } from "./cache-secret.ts";
import { CallError } from "./call-error.ts";
import { exerciseFolder, openCourse, type Course } from "./course.ts";
import { entryFiles, entryName } from "./entry-name.ts";
import { ExitStatus, exitStatus } from "./exit-status.ts";
import { gradeSubmission } from "./grade-submission.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "./workshop.ts";
import { giveBackMemory } from "./give-back-memory.ts";
import { giveBackSoon, makeRoom } from "./make-room.ts";
import { graderBuild } from "./grader-build.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import { faultsOf, type Graded } from "./graded.ts";
import { GradeShelf } from "./grade-shelf.ts";
import { loadExercises, type LoadedExercises } from "./load-exercises.ts";
import { noteGrade } from "./note-grade.ts";
import { progressBar } from "./progress-bar.ts";
import { askBeforeGrading, canAsk } from "./quiz/ask-before-grading.ts";
import type { ReportTarget } from "./report-target.ts";
import { solutionRuns } from "./solution-runs.ts";
import { cacheFolder, openCache } from "./result-cache.ts";
import { inShard, type Shard } from "./shard.ts";
import { requireIsolation } from "./require-isolation.ts";
import { startedExercises } from "./starter.ts";
import { surroundings } from "./surroundings.ts";
import { harmless } from "./shown-text.ts";
import { entriesInFolders, inboxes, resolveTargets, type Target } from "./target.ts";
import { prose } from "./prose.ts";
import type { Terminal } from "./terminal.ts";
import { publish } from "./publish.ts";
import { InOrder } from "./in-order.ts";
import { isTextHere, otherReports, textAsItComes } from "./text-as-it-comes.ts";
import path from "node:path";
import { availableParallelism } from "node:os";

export interface GradeOptions {
  readonly course: string;
  readonly exercise: string | null;
  /** One or more, each with a place of its own. */
  readonly reports: readonly ReportTarget[];
  readonly reveal: boolean;
  /** Percent; null: each exercise's own pass mark. */
  readonly minScore: number | null;
  /** Replays just this schedule of each scenario; null: all that the exercises ask for. */
  readonly schedule: number | null;
  /** Asks a quiz's questions in the terminal, those too that are answered wrongly. Default: false. */
  readonly ask?: boolean;
  /** Nothing is graded with less than this around it. */
  readonly isolation: IsolationLevel;
  /** Submissions that are graded at the same time. Default: 1; for a class, what this machine has cores for. */
  readonly jobs?: number | null;
  /** A process of its own for each submission, however many there are. Default: false. */
  readonly ownProcess?: boolean;
  /** Where the grades are kept. Default: in memory. */
  readonly shelf?: GradeShelf | null;
  /** Hears of each grade in the order in which they were asked for, as soon as it and those before it are known. */
  readonly told?: (grade: Grade) => void;
  /** Only this part of what was asked for. Default: all of it. */
  readonly shard?: Shard | null;
  /** Results that are known are not made again. Default: false. */
  readonly cache?: boolean;
}

/** @throws CallError when the arguments name nothing that can be graded, or this machine cannot isolate it as asked */
export async function gradeCommand(
  args: readonly string[],
  options: GradeOptions,
  terminal: Terminal,
  compiler: CompilerProcess,
): Promise<ExitStatus> {
  const course = openCourse(options.course);
  const targets = args.length > 0 || options.exercise !== null ? resolveTargets(course, args, options.exercise) : null;
  const loaded = loadExercises(course, targets === null ? course.ids : [...new Set(targets.map((t) => t.exercise))]);
  const chosen = targets === null ? startedTargets(course, loaded) : entriesInFolders(targets, loaded.exercises);
  for (const note of targets === null ? [] : inboxes(course, targets, chosen)) {
    terminal.error(prose(harmless(note), terminal.stderrColumns));
  }
  if (options.schedule !== null) requireSchedules(chosen, loaded);
  if (chosen.length === 0 && loaded.errors.length === 0) {
    terminal.error(prose(nothingStarted(course), terminal.stderrColumns));
    if (!options.reports.some(({ format }) => format === "json")) return ExitStatus.passed;
  }
  const quiz = quizToAsk(chosen, loaded, options);
  if (quiz !== null) await askBeforeGrading(course, quiz, options.ask === true, terminal);
  const shard = options.shard ?? null;
  const places = [...chosen.keys()].filter((place) => shard === null || inShard(place, shard));
  const targetsHere = places.map((place) => chosen[place]!);
  const shelf = openShelf(places.length);
  try {
    const text = textAsItComes(options.reports, gradableOf(targetsHere, loaded).length, terminal);
    const reports = text === null ? options.reports : otherReports(options.reports);
    const told = (grade: Grade) => text?.part(grade);
    const graded = await gradeAll(course, loaded, targetsHere, { ...options, shelf, told }, terminal, compiler);
    text?.end(graded.grades);
    publish(surroundings(course, process.env), graded, loaded, { ...options, reports }, terminal);
    if (quiz !== null && canAsk() && graded.grades.some(({ status }) => status === "failed")) {
      terminal.error(`To try the rest again: npx chronograde grade ${harmless(quiz.id)} --ask`);
    }
    return exitStatus(graded.grades, [...loaded.errors, ...faultsOf(graded)], options.minScore);
  } finally {
    shelf?.close();
  }
}

/** So many grades are not kept in memory, whatever happened in them. */
const MANY = 1500;

/**
 * One grade alone may be as large as its limits let it be; of several, only what sums need stays in memory.
 *
 * @throws CallError when there are many, and no place for temporary files
 */
function openShelf(grades: number): GradeShelf | null {
  if (grades < 2) return null;
  try {
    return new GradeShelf();
  } catch (error) {
    if (grades >= MANY) throw error;
    return null;
  }
}

export async function gradeAll(
  course: Course,
  loaded: LoadedExercises,
  targets: readonly Target[],
  options: GradeOptions,
  terminal: Terminal,
  compiler: CompilerProcess,
): Promise<Graded> {
  const references = new Map<string, ReferenceRuns>();
  const gradable = gradableOf(targets, loaded);
  if (gradable.length === 0) return { grades: [], places: [], faults: [], isolation: null, references };
  const jobs = options.jobs ?? usualJobs(gradable.length);
  const child = options.ownProcess !== true && gradable.length >= CLASS ? "batch" : "submission";
  const compilers = severalCompilers(compiler, jobs, gradable.length);
  // Two compilers and one such run take more than this machine may be asked for; and so does what is left here of a flood before it.
  const beforeMuchTold = async (): Promise<void> => {
    await compilers.keepFirst();
    await giveBackSoon();
  };
  const makeRoomHere = async (): Promise<() => void> => {
    await compilers.keepFirst();
    return makeRoom([
      compilers,
      shop.sandbox,
      shop.references,
      shop.ownChecks,
      ...(shop.trials === undefined ? [] : [shop.trials.benches]),
    ]);
  };
  const shop: Workshop = openWorkshop(course, compilers, {
    child,
    programs: jobs,
    beforeMuchTold,
    makeRoom: makeRoomHere,
  });
  try {
    const isolation = await shop.sandbox.isolation();
    requireIsolation(isolation, options.isolation);
    const warm = options.cache === true ? { ...shop, cache: cached(isolation) } : shop;
    const graded = new Map<number, Grade>();
    const faults = new Map<number, readonly ExerciseError[]>();
    const inOrder = new InOrder<Grade>((grade) => options.told?.(grade));
    let begun = 0;
    // A function of its own: while a loop waits for the next grade, the variables of its last round are still held, and a flood's grade is large.
    const gradeNext = async ([place, { exercise: id, file }]: [number, Target], number: number): Promise<void> => {
      terminal.progress(
        `${progressBar(graded.size, gradable.length)} ${graded.size} of ${gradable.length} graded, now ${harmless(id)}`,
      );
      const exercise = loaded.exercises.get(id)!;
      try {
        const grade = await gradeSubmission(warm, exercise, file, options.schedule);
        const shown = options.reveal ? grade : redactHidden(grade);
        const kept = options.shelf?.put(shown) ?? shown;
        graded.set(place, kept);
        // A replay of one schedule is no mark.
        if (options.schedule === null && isOwn(course, exercise, file)) noteGrade(course, exercise, grade);
        inOrder.known(number, kept);
      } catch (error) {
        if (!(error instanceof ExerciseFault)) throw error;
        faults.set(place, error.errors);
        inOrder.known(number, null);
      }
      if ((number + 1) % COLLECTED === 0) giveBackMemory();
    };
    const work = async (): Promise<void> => {
      for (let next = gradable[begun]; next !== undefined; next = gradable[begun]) {
        begun += 1;
        await gradeNext(next, begun - 1);
      }
    };
    // While some are played, others are compiled, as many together as it pays.
    await Promise.all(Array.from({ length: gradable.length < CLASS ? 2 * jobs : 12 * jobs }, work));
    const places = [...graded.keys()].toSorted((x, y) => x - y);
    const grades = places.map((place) => graded.get(place)!);
    if (options.reports.some(({ format }) => format === "html")) {
      for (const id of new Set(grades.map(({ exercise }) => exercise))) {
        references.set(id, await solutionRuns(shop, loaded.exercises.get(id)!, options.schedule));
      }
    }
    const sorted = [...faults].toSorted(([x], [y]) => x - y).map(([place, errors]) => ({ place, errors }));
    return { grades, places, faults: sorted, isolation, references };
  } finally {
    terminal.progress(null);
    await closeWorkshop(shop);
  }
}

/** With their places: those whose exercise is right itself. */
function gradableOf(targets: readonly Target[], { exercises }: LoadedExercises): [place: number, target: Target][] {
  return [...targets.entries()].filter(([, target]) => exercises.has(target.exercise));
}

/** After so many submissions, what is left of them is given back. */
const COLLECTED = 256;

/** From so many submissions on, it pays to share what takes long to come up. */
const CLASS = 32;

function usualJobs(submissions: number): number {
  return submissions < CLASS ? 1 : Math.min(4, availableParallelism());
}

/** One more compiler takes a second to come up, and where all results are known nobody needs it. */
function severalCompilers(first: CompilerProcess, jobs: number, submissions: number): CompilerPool {
  const more = Math.max(0, Math.min(jobs, Math.floor(submissions / CLASS)) - 1);
  return compilerPool(
    first,
    Array.from({ length: more }, () => createCompiler({ startsAtOnce: false })),
  );
}

/** What is around a submission belongs to how its result came about. */
function cached({ layers }: Isolation): NonNullable<Workshop["cache"]> {
  return {
    results: openCache(cacheFolder(process.env), cacheSecret(process.env)),
    grader: `${graderBuild()} ${layers.join(" ")}`,
  };
}

/** A learner's own submission, in its place in the course. */
function isOwn(course: Course, exercise: Exercise, file: string | null): boolean {
  return file === null || file === path.join(exerciseFolder(course, exercise.id), entryName(exercise));
}

/**
 * The quiz that is graded alone, from the learner's own answers.yaml, for a person who reads the result here; else null.
 *
 * @throws CallError when there is none, and to be asked was asked for
 */
function quizToAsk(targets: readonly Target[], { exercises }: LoadedExercises, options: GradeOptions) {
  const [target, another] = targets;
  const exercise = target === undefined || another !== undefined ? undefined : exercises.get(target.exercise);
  const asks = exercise?.kind === "quiz" && target?.file === null;
  if (options.ask === true && !asks) throw new CallError("--ask is for one quiz alone: npx chronograde grade ID --ask");
  const here = options.reports.some(isTextHere);
  return asks && here ? exercise : null;
}

/** @throws CallError when an exercise has no schedules to replay */
function requireSchedules(targets: readonly Target[], { exercises }: LoadedExercises): void {
  for (const { exercise: id } of targets) {
    const exercise = exercises.get(id);
    if (exercise === undefined || (exercise.kind === "code" && exercise.explore !== null)) continue;
    throw new CallError(
      `The exercise "${id}" has only one schedule, the one in its file, because it has no \`explore\`. Leave --schedule out.`,
    );
  }
}

function startedTargets(course: Course, loaded: LoadedExercises): Target[] {
  return [...startedExercises(course, entryFiles(loaded.exercises.values()))].map((id) => ({
    exercise: id,
    file: null,
  }));
}

function nothingStarted(course: Course): string {
  const first = course.ids[0];
  return first === undefined
    ? `There is no exercise in this course yet.`
    : `No exercise has been started yet: every submission is still the starter. ` +
        `Open exercises/${first}/README.md, edit the file beside it, then run "npx chronograde grade ${first}".`;
}
