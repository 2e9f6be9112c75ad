import type { Compiler } from "../compile/index.ts";
import { formats, type ReferenceRuns } from "../report/index.ts";
import type { Isolation, IsolationLevel } from "../sandbox/index.ts";
import { redactHidden, type Grade } from "../score/index.ts";
import { formatExerciseErrors, type ExerciseError } from "../spec/index.ts";
import { CallError } from "./call-error.ts";
import { exerciseFolder, openCourse, type Course } from "./course.ts";
import { entryFiles, entryName } from "./entry-name.ts";
import { ExitStatus, highest } from "./exit-status.ts";
import { closeWorkshop, gradeSubmission, openWorkshop } from "./grade-submission.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import { loadExercises, type LoadedExercises } from "./load-exercises.ts";
import { noteGrade } from "./note-grade.ts";
import { progressBar } from "./progress-bar.ts";
import { askBeforeGrading, canAsk } from "./quiz/ask-before-grading.ts";
import type { ReportTarget } from "./report-target.ts";
import { solutionRuns } from "./solution-runs.ts";
import { requireIsolation } from "./require-isolation.ts";
import { startedExercises } from "./starter.ts";
import { harmless } from "./shown-text.ts";
import { resolveTargets, type Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./write-whole.ts";
import path from "node:path";

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
  /** Asks a quiz's questions in the terminal, those too that are answered wrongly. */
  readonly ask: boolean;
  /** Nothing is graded with less than this around it. */
  readonly isolation: IsolationLevel;
}

interface Graded {
  readonly grades: readonly Grade[];
  /** What is wrong with exercises beside their files. Nobody was graded by these. */
  readonly faults: readonly ExerciseError[];
  /** Null when nothing was graded. */
  readonly isolation: Isolation | null;
  /** The solutions' own runs, by exercise, if some report shows them. */
  readonly references: ReadonlyMap<string, ReferenceRuns>;
}

/** @throws CallError when the arguments name nothing that can be graded, or this machine cannot isolate it as asked */
export async function gradeCommand(
  args: readonly string[],
  options: GradeOptions,
  terminal: Terminal,
  compiler: Compiler,
): Promise<ExitStatus> {
  const course = openCourse(options.course);
  const targets = args.length > 0 || options.exercise !== null ? resolveTargets(course, args, options.exercise) : null;
  const loaded = loadExercises(course, targets === null ? course.ids : [...new Set(targets.map((t) => t.exercise))]);
  const chosen = targets ?? startedTargets(course, loaded);
  if (options.schedule !== null) requireSchedules(chosen, loaded);
  if (chosen.length === 0 && loaded.errors.length === 0) {
    terminal.error(nothingStarted(course));
    if (!options.reports.some(({ format }) => format === "json")) return ExitStatus.passed;
  }
  const quiz = quizToAsk(chosen, loaded, options);
  if (quiz !== null) await askBeforeGrading(course, quiz, options.ask, terminal);
  const graded = await gradeAll(course, loaded, chosen, options, terminal, compiler);
  publish(graded, loaded, options, terminal);
  if (quiz !== null && canAsk() && graded.grades.some(({ status }) => status === "failed")) {
    terminal.error(`To be asked again what is not right yet: chronograde grade ${harmless(quiz.id)} --ask`);
  }
  return exitStatus(graded.grades, [...loaded.errors, ...graded.faults], options.minScore);
}

async function gradeAll(
  course: Course,
  loaded: LoadedExercises,
  targets: readonly Target[],
  options: GradeOptions,
  terminal: Terminal,
  compiler: Compiler,
): Promise<Graded> {
  const grades: Grade[] = [];
  const faults = new Map<string, readonly ExerciseError[]>();
  const references = new Map<string, ReferenceRuns>();
  const compared = options.reports.some(({ format }) => format === "html");
  const gradable = targets.filter((target) => loaded.exercises.has(target.exercise));
  if (gradable.length === 0) return { grades, faults: [], isolation: null, references };
  const shop = openWorkshop(course, compiler);
  try {
    const isolation = await shop.sandbox.isolation();
    requireIsolation(isolation, options.isolation);
    for (const [index, target] of gradable.entries()) {
      terminal.progress(
        `${progressBar(index, gradable.length)} ${index} of ${gradable.length} graded, now ${harmless(target.exercise)}`,
      );
      if (faults.has(target.exercise)) continue;
      const exercise = loaded.exercises.get(target.exercise)!;
      const grade = await gradeSubmission(shop, exercise, target.file, options.schedule).catch((error: unknown) => {
        if (!(error instanceof ExerciseFault)) throw error;
        faults.set(target.exercise, error.errors);
        return null;
      });
      if (grade === null) continue;
      grades.push(grade);
      if (compared && !references.has(exercise.id)) {
        references.set(exercise.id, await solutionRuns(shop, exercise, options.schedule));
      }
      const own = path.join(exerciseFolder(course, exercise.id), entryName(exercise));
      // A replay of one schedule is no mark.
      if (options.schedule === null && (target.file === null || target.file === own)) {
        noteGrade(course, exercise, grade);
      }
    }
    return { grades, faults: [...faults.values()].flat(), isolation, references };
  } finally {
    terminal.progress(null);
    await closeWorkshop(shop);
  }
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
  if (options.ask && !asks) throw new CallError("--ask is for one quiz alone: chronograde grade ID --ask");
  const here = options.reports.some(({ format, file }) => format === "text" && file === null);
  return asks && here ? exercise : null;
}

/** @throws CallError when an exercise has no schedules to replay */
function requireSchedules(targets: readonly Target[], { exercises }: LoadedExercises): void {
  for (const { exercise: id } of targets) {
    const exercise = exercises.get(id);
    if (exercise === undefined || (exercise.kind === "code" && exercise.explore !== null)) continue;
    throw new CallError(
      `The exercise "${id}" has one schedule only, the one that is written: it has no \`explore\`. Leave --schedule out.`,
    );
  }
}

function startedTargets(course: Course, loaded: LoadedExercises): Target[] {
  return [...startedExercises(course, entryFiles(loaded.exercises.values()))].map((id) => ({
    exercise: id,
    file: null,
  }));
}

function publish(
  { grades: all, faults, isolation, references }: Graded,
  loaded: LoadedExercises,
  options: GradeOptions,
  terminal: Terminal,
): void {
  const grades = options.reveal ? all : all.map(redactHidden);
  const errors = [...loaded.errors, ...faults];
  if (errors.length > 0 && options.reports.some(({ format }) => format === "text")) {
    terminal.error(formatExerciseErrors(errors, sourcesFor(faults, loaded), { color: terminal.stderrColor }));
  }
  for (const { format, file } of options.reports) {
    if (format === "text" && grades.length === 0) continue;
    const style = { color: file === null && terminal.color, columns: terminal.columns };
    const text = formats[format]({ grades, exerciseErrors: errors, isolation, references }, style);
    if (file === null) terminal.out(text);
    else write(file, text);
  }
}

/** A fault is told to whoever grades, learners too: no line of a solution or of hidden scenarios comes with it. */
function sourcesFor(faults: readonly ExerciseError[], { sources }: LoadedExercises): ReadonlyMap<string, string> {
  const faulty = new Set(faults.map(({ file }) => file));
  return new Map([...sources].filter(([file]) => !faulty.has(file) || !file.startsWith("solutions/")));
}

function write(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new CallError(
      `The result could not be written to "${file}": ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
    );
  }
}

function exitStatus(grades: readonly Grade[], errors: readonly ExerciseError[], minScore: number | null): ExitStatus {
  return highest([
    errors.length > 0 ? ExitStatus.wrongCall : ExitStatus.passed,
    ...grades.map((grade) => {
      if (grade.status === "error") return ExitStatus.graderBug;
      if (minScore === null) return grade.status === "passed" ? ExitStatus.passed : ExitStatus.belowPass;
      return grade.status !== "rejected" && (grade.percent ?? 0) >= minScore ? ExitStatus.passed : ExitStatus.belowPass;
    }),
  ]);
}

function nothingStarted(course: Course): string {
  const first = course.ids[0];
  return first === undefined
    ? `There is no exercise in this course yet.`
    : `No exercise has been started yet: every submission is still as it came. ` +
        `Open exercises/${first}/README.md, edit the file beside it, then run "chronograde grade ${first}".`;
}
