import { existsSync } from "node:fs";
import path from "node:path";
import { readSubmission, type Program, type SubmissionFile } from "../compile/index.ts";
import type { Model } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import {
  asksForModel,
  scoreQuiz,
  scoreSubmission,
  ungraded,
  type Exploration,
  type Grade,
  type Graded,
} from "../score/index.ts";
import { readAnswers, type CodeExercise, type Exercise, type QuizExercise, type Scenario } from "../spec/index.ts";
import type { Schedule } from "../schedule/index.ts";
import { compileFor, requireHarness } from "./compile-for.ts";
import { displayPath, exerciseFolder, type Course } from "./course.ts";
import { entryName } from "./entry-name.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import type { Judged } from "./own-checks/own-checks.ts";
import { exploreScenario, replayed } from "./explore-scenario.ts";
import { digest, exerciseHash, provenanceOf } from "./provenance.ts";
import { formOf } from "./scenario-form.ts";
import { readSolution } from "./solution.ts";
import { mendedIn, type Tried, type Trials } from "./trials/trials.ts";
import { writesIn } from "./trials/writes-in.ts";
import type { Workshop } from "./workshop.ts";

/**
 * One submission through the rooms: read, compile, run each scenario, score. Never throws for what a learner did; a fault of the
 * grader itself becomes a grade that says "not graded".
 *
 * @param file absolute path of the entry file; null: the exercise's own in its folder
 * @param schedule replays just this one of the schedules that the exercise asks for; null: all of them
 * @throws ExerciseFault when the exercise has a `reference` and its solution cannot be one
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
    const grade =
      exercise.kind === "quiz"
        ? gradeQuiz(exercise, entryFile, submission)
        : await gradeCode(shop, exercise, { entryFile, submission, schedule });
    return { ...grade, provenance: provenanceOf(shop.course, exercise, grade) };
  } catch (error) {
    if (error instanceof ExerciseFault) throw error;
    return ungraded(exercise, submission, error);
  }
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
    kept: path.join(shop.course.root, "solutions"),
    display: (inside) => displayPath(shop.course, path.join(root, inside)),
  });
  const key = schedule === null && read.rejection === null ? cacheKey(shop, exercise, submission, read.files) : null;
  const cached = key === null ? null : shop.cache!.results.get(key);
  if (cached !== null) return cached;
  if (read.rejection === null) shop.sandbox.prepare(formOf(exercise));
  // First of all: an exercise that cannot grade anybody says so, whatever was handed in.
  const resolved = await shop.references.resolveExercise(exercise);
  if (read.rejection !== null) {
    return scoreSubmission({
      exercise: resolved,
      submission,
      diagnostics: [],
      rules: [],
      rejection: read.rejection,
      runs: [],
      sources: [],
    });
  }
  let isWhole = true;
  const grade = await gradeFiles(shop, exercise, {
    submission,
    entry,
    files: read.files,
    schedule,
    trialFailed: () => void (isWhole = false),
  });
  // A child that died may have died of this machine's load.
  const crashed = [grade, ...grade.scenarios].some(({ reason }) => reason?.code === "crashed");
  if (key !== null && !crashed && isWhole) shop.cache!.results.put(key, grade);
  return grade;
}

/** Null without a cache. */
function cacheKey(
  { course, cache }: Workshop,
  exercise: CodeExercise,
  submission: string,
  files: readonly SubmissionFile[],
): string | null {
  if (cache === undefined) return null;
  const parts = [cache.grader, exercise.id, exerciseHash(course, exercise), submission, files];
  return digest(parts).replace("sha256:", "");
}

/** What was handed in, read already. */
export interface HandedFiles {
  readonly submission: string;
  /** `path` of the entry file. */
  readonly entry: string;
  readonly files: readonly SubmissionFile[];
  readonly schedule: number | null;
  /** Hears that less is told than could be: another time it may be more. */
  readonly trialFailed?: () => void;
}

/** The rooms from the compiler on. */
export async function gradeFiles(
  shop: Workshop,
  exercise: CodeExercise,
  { submission, entry, files, schedule, trialFailed }: HandedFiles,
): Promise<Grade> {
  const compiled = await compileFor(shop, exercise, files, entry);
  const { program } = compiled;
  const solution = readSolution(shop.course, exercise)?.map(({ text }) => text) ?? null;
  const score = (played: Played): Grade =>
    scoreSubmission({
      submission,
      diagnostics: compiled.diagnostics,
      rules: compiled.brokenRules,
      rejection: compiled.rejection,
      ...played,
      sources: files.map(({ display, text }) => ({ file: display, text })),
      solution: solution?.join("\n") ?? null,
    });
  if (program === null) return score({ exercise: await shop.references.resolveExercise(exercise), runs: [] });
  // Until it is scored, all that is known of its runs is in memory: whoever else has much waits as long.
  return alone(shop, program, async () => {
    const played = await play(shop, exercise, program, { schedule, submission });
    const { trials } = shop;
    if (trials === undefined || schedule !== null || compiled.rejection !== null) return score(played);
    const { scenarios } = played.exercise;
    const tried = { exercise, scenarios, runs: played.runs, program, files, entry, submission };
    // No points depend on a trial: whatever fails in one, a checks.ts that throws or a machine that lets no process come up, the submission is graded.
    const told = await toldByTrials(shop, trials, tried).catch(() => trialFailed?.());
    return score({ ...played, ...told });
  });
}

async function toldByTrials(shop: Workshop, trials: Trials, tried: Tried): Promise<Pick<Played, "mended" | "writes">> {
  const { usual } = trials;
  return trials.benches.at(async (sandbox) => {
    const mended = await mendedIn(shop, { sandbox, usual }, tried);
    // Where the score is to be there at once, nothing is played again for a word more.
    return usual ? { mended, writes: await writesIn(shop, { sandbox, usual }, tried, mended) } : { mended };
  });
}

async function alone<T>({ sandbox }: Workshop, program: Program, playIt: () => Promise<T>): Promise<T> {
  const release = await sandbox.keep(program);
  try {
    return await playIt();
  } finally {
    release();
  }
}

type Played = Pick<Graded, "exercise" | "runs" | "explorations" | "models" | "mended" | "writes" | "replay">;

/** Every scenario as it is written, and then under the other schedules: all of them, or just one. */
async function play(
  { sandbox, references, ownChecks }: Workshop,
  exercise: CodeExercise,
  program: Program,
  { schedule, submission }: Pick<HandedFiles, "schedule" | "submission">,
): Promise<Played> {
  const expected: Scenario[] = [];
  const written: Run[] = [];
  const replays: Run[] = [];
  const explorations: (Exploration | null)[] = [];
  const models: (Model | null)[] = [];
  for (const asked of exercise.scenarios) {
    const resolved = await references.resolveScenario(exercise, asked);
    const run = await sandbox.run(program, resolved);
    requireHarness(exercise, run);
    const [scenario = resolved] = await ownChecks.judge(exercise, [{ scenario: resolved, run }], submission);
    written.push(run);
    models.push(asksForModel(scenario, run) ? await references.model(exercise, asked) : null);
    const under = async (schedules: readonly Schedule[], runs: readonly Run[]) => {
      const played: Judged[] = [];
      for (const [i, ran] of runs.entries()) {
        const there = { ...asked, schedule: schedules[i]! };
        played.push({ scenario: await references.resolveScenario(exercise, asked, there), run: ran });
      }
      return ownChecks.judge(exercise, played, submission);
    };
    const foresee = (schedules: readonly Schedule[]) => references.foresee(exercise, asked, schedules);
    const what = { exercise, scenario, program, written: run, under, foresee };
    const replay = schedule === null ? null : replayed(what, schedule);
    const again = replay === null ? run : await sandbox.run(program, { ...scenario, schedule: replay });
    expected.push(replay === null ? scenario : (await under([replay], [again]))[0]!);
    if (schedule === null) explorations.push(await exploreScenario(sandbox, what));
    else replays.push(again);
  }
  const resolved = { ...exercise, scenarios: expected };
  return schedule === null
    ? { exercise: resolved, runs: written, explorations, models }
    : { exercise: resolved, runs: replays, models, replay: { schedule, written } };
}

/** The exercise's folder for a file in it (so that helper files keep their place), otherwise the file's own folder. */
function submissionRoot(course: Course, exercise: Exercise, entryFile: string): string {
  const folder = exerciseFolder(course, exercise.id);
  const inside = path.relative(folder, entryFile);
  return existsSync(folder) && !inside.startsWith("..") && !path.isAbsolute(inside) ? folder : path.dirname(entryFile);
}
