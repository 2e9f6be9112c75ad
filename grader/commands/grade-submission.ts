import { existsSync } from "node:fs";
import path from "node:path";
import { readSubmission, type Compiler, type Program, type SubmissionFile } from "../compile/index.ts";
import type { Run, Sandbox } from "../sandbox/index.ts";
import { scoreQuiz, scoreSubmission, ungraded, type Exploration, type Grade, type Graded } from "../score/index.ts";
import { readAnswers, type CodeExercise, type Exercise, type QuizExercise } from "../spec/index.ts";
import { displayPath, exerciseFolder, type Course } from "./course.ts";
import { exploreScenario, replayed } from "./explore-scenario.ts";

/** The warm parts that one command shares over all its submissions. */
export interface Workshop {
  readonly course: Course;
  readonly compiler: Compiler;
  readonly sandbox: Sandbox;
}

/**
 * One submission through the rooms: read, compile, run each scenario, score. Never throws for what a learner or an
 * author did; a fault of the grader itself becomes a grade that says "not graded".
 *
 * @param file absolute path of the entry file; null: the exercise's own in its folder
 * @param schedule replays just this one of the schedules that the exercise asks for; null: all of them
 */
export async function gradeSubmission(
  shop: Workshop,
  exercise: Exercise,
  file: string | null,
  schedule: number | null = null,
): Promise<Grade> {
  const entryFile = file ?? path.join(exerciseFolder(shop.course, exercise.id), entryName(exercise));
  const submission = displayPath(shop.course, entryFile);
  try {
    return exercise.kind === "quiz"
      ? gradeQuiz(exercise, entryFile, submission)
      : await gradeCode(shop, exercise, { entryFile, submission, schedule });
  } catch (error) {
    return ungraded(exercise, submission, error);
  }
}

export function entryName(exercise: Exercise): string {
  return exercise.kind === "quiz" ? "answers.yaml" : (exercise.files[0] ?? "submission.ts");
}

function gradeQuiz(exercise: QuizExercise, entryFile: string, submission: string): Grade {
  return scoreQuiz({ exercise, submission, answers: readAnswers(exercise, entryFile, submission) });
}

interface Handed {
  readonly entryFile: string;
  readonly submission: string;
  readonly schedule: number | null;
}

async function gradeCode(
  shop: Workshop,
  exercise: CodeExercise,
  { entryFile, submission, schedule }: Handed,
): Promise<Grade> {
  const root = submissionRoot(shop.course, exercise, entryFile);
  const entry = path.relative(root, entryFile).split(path.sep).join("/");
  const read = readSubmission({
    root,
    entry,
    globs: exercise.files.slice(1),
    display: (inside) => displayPath(shop.course, path.join(root, inside)),
  });
  const common = { exercise, submission };
  if (read.rejection !== null) {
    return scoreSubmission({ ...common, diagnostics: [], rules: [], rejection: read.rejection, runs: [], sources: [] });
  }
  return gradeFiles(shop, exercise, { submission, entry, files: read.files, schedule });
}

/** What was handed in, read already. */
export interface HandedFiles {
  readonly submission: string;
  /** `path` of the entry file. */
  readonly entry: string;
  readonly files: readonly SubmissionFile[];
  readonly schedule: number | null;
}

/** The rooms from the compiler on. */
export async function gradeFiles(
  shop: Omit<Workshop, "course">,
  exercise: CodeExercise,
  { submission, entry, files, schedule }: HandedFiles,
): Promise<Grade> {
  shop.sandbox.prepare({ entry: exercise.entry, input: exercise.scenarios[0]! });
  const compiled = await shop.compiler.compile({
    files,
    entryFile: entry,
    entry: exercise.entry,
    imports: exercise.imports,
    rules: exercise.rules,
  });
  const played =
    compiled.program === null ? { runs: [] } : await play(shop.sandbox, exercise, compiled.program, schedule);
  return scoreSubmission({
    exercise,
    submission,
    diagnostics: compiled.diagnostics,
    rules: compiled.brokenRules,
    rejection: compiled.rejection,
    ...played,
    sources: files.map(({ display, text }) => ({ file: display, text })),
  });
}

type Played = Pick<Graded, "runs" | "explorations" | "replay">;

/** Every scenario as it is written, and then under the other schedules: all of them, or just one. */
async function play(
  sandbox: Sandbox,
  exercise: CodeExercise,
  program: Program,
  schedule: number | null,
): Promise<Played> {
  const written: Run[] = [];
  const replays: Run[] = [];
  const explorations: (Exploration | null)[] = [];
  for (const scenario of exercise.scenarios) {
    const run = await sandbox.run(program, scenario);
    written.push(run);
    const what = { exercise, scenario, program, written: run };
    if (schedule === null) {
      explorations.push(await exploreScenario(sandbox, what));
    } else {
      const replay = replayed(what, schedule);
      replays.push(replay === null ? run : await sandbox.run(program, { ...scenario, schedule: replay }));
    }
  }
  return schedule === null ? { runs: written, explorations } : { runs: replays, replay: { schedule, written } };
}

/** The exercise's folder for a file in it (so that helper files keep their place), otherwise the file's own folder. */
function submissionRoot(course: Course, exercise: Exercise, entryFile: string): string {
  const folder = exerciseFolder(course, exercise.id);
  const inside = path.relative(folder, entryFile);
  return existsSync(folder) && !inside.startsWith("..") && !path.isAbsolute(inside) ? folder : path.dirname(entryFile);
}
