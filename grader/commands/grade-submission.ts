import { existsSync } from "node:fs";
import path from "node:path";
import { readSubmission, type Compiler } from "../compile/index.ts";
import { createSandbox, type Run, type Sandbox, type SandboxOptions } from "../sandbox/index.ts";
import { scoreQuiz, scoreSubmission, ungraded, type Grade } from "../score/index.ts";
import { readAnswers, type CodeExercise, type Exercise, type QuizExercise } from "../spec/index.ts";
import { compileFor, requireHarness } from "./compile-for.ts";
import { displayPath, exerciseFolder, type Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import { createOwnChecks, type OwnChecks } from "./own-checks.ts";
import { createReferences, type References } from "./references.ts";

/** The warm parts that one command shares over all its submissions. */
export interface Workshop {
  readonly course: Course;
  readonly compiler: Compiler;
  /** Only submissions run in it. */
  readonly sandbox: Sandbox;
  readonly references: References;
  readonly ownChecks: OwnChecks;
}

export function openWorkshop(course: Course, compiler: Compiler, options: SandboxOptions = {}): Workshop {
  const references = createReferences(course, compiler);
  const ownChecks = createOwnChecks(course, compiler, references);
  return { course, compiler, sandbox: createSandbox(options), references, ownChecks };
}

export async function closeWorkshop(shop: Workshop): Promise<void> {
  await Promise.all([shop.sandbox.close(), shop.references.close(), shop.ownChecks.close()]);
}

/**
 * One submission through the rooms: read, compile, run each scenario, score. Never throws for what a learner did; a fault of the
 * grader itself becomes a grade that says "not graded".
 *
 * @param file absolute path of the entry file; null: the exercise's own in its folder
 * @throws ExerciseFault when the exercise has a `reference` and its solution cannot be one
 */
export async function gradeSubmission(shop: Workshop, exercise: Exercise, file: string | null): Promise<Grade> {
  const entryFile = file ?? path.join(exerciseFolder(shop.course, exercise.id), entryName(exercise));
  const submission = displayPath(shop.course, entryFile);
  try {
    return exercise.kind === "quiz"
      ? gradeQuiz(exercise, entryFile, submission)
      : await gradeCode(shop, exercise, entryFile, submission);
  } catch (error) {
    if (error instanceof ExerciseFault) throw error;
    return ungraded(exercise, submission, error);
  }
}

export function entryName(exercise: Exercise): string {
  return exercise.kind === "quiz" ? "answers.yaml" : (exercise.files[0] ?? "submission.ts");
}

function gradeQuiz(exercise: QuizExercise, entryFile: string, submission: string): Grade {
  return scoreQuiz({ exercise, submission, answers: readAnswers(exercise, entryFile, submission) });
}

async function gradeCode(
  shop: Workshop,
  exercise: CodeExercise,
  entryFile: string,
  submission: string,
): Promise<Grade> {
  const root = submissionRoot(shop.course, exercise, entryFile);
  const entry = path.relative(root, entryFile).split(path.sep).join("/");
  const read = readSubmission({
    root,
    entry,
    globs: exercise.files.slice(1),
    display: (inside) => displayPath(shop.course, path.join(root, inside)),
  });
  if (read.rejection === null) shop.sandbox.prepare({ entry: exercise.entry, input: exercise.scenarios[0]! });
  // First of all: an exercise that cannot grade anybody says so, whatever was handed in.
  const common = { exercise: await shop.references.resolveExercise(exercise), submission };
  if (read.rejection !== null) {
    return scoreSubmission({ ...common, diagnostics: [], rules: [], rejection: read.rejection, runs: [], sources: [] });
  }
  const compiled = await compileFor(shop, exercise, read.files, entry);
  const runs: Run[] = [];
  if (compiled.program !== null) {
    for (const scenario of exercise.scenarios) runs.push(await shop.sandbox.run(compiled.program, scenario));
  }
  requireHarness(
    exercise,
    runs.flatMap(({ outcome }) => (outcome.kind === "stopped" ? [outcome.reason] : [])),
  );
  return scoreSubmission({
    submission,
    exercise: await shop.ownChecks.judge(exercise, common.exercise, runs, submission),
    diagnostics: compiled.diagnostics,
    rules: compiled.brokenRules,
    rejection: compiled.rejection,
    runs,
    sources: read.files.map(({ display, text }) => ({ file: display, text })),
  });
}

/** The exercise's folder for a file in it (so that helper files keep their place), otherwise the file's own folder. */
function submissionRoot(course: Course, exercise: Exercise, entryFile: string): string {
  const folder = exerciseFolder(course, exercise.id);
  const inside = path.relative(folder, entryFile);
  return existsSync(folder) && !inside.startsWith("..") && !path.isAbsolute(inside) ? folder : path.dirname(entryFile);
}
