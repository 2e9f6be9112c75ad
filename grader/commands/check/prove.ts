import { existsSync } from "node:fs";
import path from "node:path";
import { readSubmission } from "../../compile/index.ts";
import type { Grade } from "../../score/index.ts";
import type { CodeExercise, Exercise } from "../../spec/index.ts";
import { type Course, displayPath } from "../course.ts";
import { gradeSubmission } from "../grade-submission.ts";
import type { Workshop } from "../workshop.ts";
import { FailedChecks } from "./failing.ts";
import { ExerciseFault } from "../exercise-fault.ts";
import { solutionFile } from "../solution.ts";
import { fileProblems } from "./files.ts";
import { holes } from "./holes.ts";
import { idleParts } from "./idle.ts";
import { tryMutants } from "./mutant-trials.ts";
import { placeOfKey, type Problem, problem } from "./problem.ts";
import { tryWrongVariants } from "./wrong-variants.ts";

/** What came of checking one exercise. */
export interface Proof {
  readonly exercise: Exercise;
  readonly problems: readonly Problem[];
  /** Wrong variants made by us, and those by the instructor. */
  readonly variants: { readonly tried: number; readonly caught: number; readonly accepted: number };
  /** Could not be graded, through a fault of ours. */
  readonly isOurFault: boolean;
}

/** Everything that must hold for an exercise before a class meets it. */
export async function prove(
  shops: readonly Workshop[],
  exercise: Exercise,
  progress: (what: string) => void,
): Promise<Proof> {
  try {
    return await tried(shops, exercise, progress);
  } catch (error) {
    if (!(error instanceof ExerciseFault)) throw error;
    const problems = error.errors.map(({ message, expected, suggestion, ...at }) =>
      problem(message, { at, hint: suggestion ?? expectation(expected) }),
    );
    return done(exercise, problems, []);
  }
}

function expectation(expected: string | null): string {
  const words = expected ?? "an exercise that can be graded";
  return /[.!?]$/.test(words) ? words : `Write ${words}.`;
}

async function tried(shops: readonly Workshop[], exercise: Exercise, progress: (what: string) => void): Promise<Proof> {
  const shop = shops[0]!;
  const problems: Problem[] = fileProblems(shop.course, exercise);
  const grades: Grade[] = [];
  progress("starter");
  const starter = await gradeSubmission(shop, exercise, null);
  grades.push(starter);
  if (starter.status === "passed") problems.push(starterPasses(starter));
  progress("solution");
  const file = solutionOf(shop.course, exercise);
  if (file === null) {
    problems.push(noSolution(exercise));
    return done(exercise, problems, grades);
  }
  const solution = await gradeSubmission(shop, exercise, file);
  grades.push(solution);
  const flaws = solutionFlaws(exercise, solution);
  if (flaws.length > 0 || exercise.kind === "quiz") return done(exercise, [...problems, ...flaws], grades);
  problems.push(...holes(exercise, solution), ...idleParts(exercise, solution));
  progress("wrong/");
  const own = await tryWrongVariants(shop, exercise);
  problems.push(...own.problems);
  const trials = await tryMutants(shops, solvedBy(shop, exercise, file, solution), (n, total) =>
    progress(`wrong variant ${n} of ${total}`),
  );
  problems.push(...trials.problems);
  grades.push(...own.grades, ...trials.grades);
  const failed = new FailedChecks();
  for (const grade of [starter, ...own.grades, ...trials.grades]) failed.take(grade);
  problems.push(...failed.problems(exercise, solution));
  const { tried, caught, accepted } = trials;
  const mine = own.grades.length;
  return {
    ...done(exercise, struckOut(exercise, problems), grades),
    variants: { tried: tried + mine, caught: caught + mine - own.problems.length, accepted },
  };
}

function solutionOf(course: Course, exercise: Exercise): string | null {
  if (exercise.kind === "code") {
    const found = solutionFile(course, exercise);
    return found === null ? null : path.join(found.root, found.entry);
  }
  const file = path.join(course.root, "solutions", `${exercise.id}.yaml`);
  return existsSync(file) ? file : null;
}

function solvedBy(shop: Workshop, exercise: CodeExercise, file: string, grade: Grade) {
  const root = path.dirname(file);
  const entry = path.basename(file);
  const display = (inside: string) => displayPath(shop.course, path.join(root, inside));
  const read = readSubmission({ root, entry, globs: exercise.files.slice(1), display });
  if (read.rejection !== null) throw new Error(read.rejection.message);
  return { exercise, files: read.files, entry, grade };
}

function done(exercise: Exercise, problems: readonly Problem[], grades: readonly Grade[]): Proof {
  const variants = { tried: 0, caught: 0, accepted: 0 };
  return { exercise, problems, variants, isOurFault: grades.some(({ status }) => status === "error") };
}

/** Without what the exercise accepts; a reason that excuses nothing is a finding of its own. */
function struckOut(exercise: CodeExercise, problems: readonly Problem[]): Problem[] {
  const accepted = new Map(exercise.accept);
  const idle = [...accepted.keys()].filter((name) => !problems.some((each) => each.name === name));
  return [
    ...problems.filter(({ name }) => name === null || !accepted.has(name)),
    ...idle.map((name) =>
      problem(`\`accept\` excuses "${name}", but check finds nothing of that name.`, {
        at: placeOfKey(exercise, `accept.${name}`),
        hint: "Remove it, or it would hide such a finding later.",
      }),
    ),
  ];
}

function starterPasses({ submission, percent }: Grade): Problem {
  return problem(`The starter ${submission} already passes with ${percent}%, so there is nothing to do.`, {
    at: { file: submission, line: 1, column: 1 },
    hint: "Remove something from it, or check more.",
  });
}

function noSolution(exercise: Exercise): Problem {
  const name = exercise.kind === "quiz" ? `${exercise.id}.yaml` : `${exercise.id}.ts`;
  return problem(`There is no solution: solutions/${name} is missing.`, {
    hint: "Write it: only a solution proves that the exercise can be solved.",
  });
}

/** The solution must get every point, under every schedule. */
function solutionFlaws(exercise: Exercise, solution: Grade): Problem[] {
  const { submission, reason, percent, rules } = solution;
  const hint = "Fix the solution, or what the exercise asks for.";
  const at = { file: submission, line: 1, column: 1 };
  const failed = solution.scenarios.flatMap((scenario, i) => {
    const where = writtenIn(exercise, i);
    const spoiled = scenario.checks.find(({ finding }) => finding?.code === "entry-threw")?.finding;
    if (spoiled !== undefined && spoiled !== null) {
      const { error } = scenario;
      const what = error === null ? spoiled.message : `it throws ${error.name}: ${error.message}`;
      return [
        problem(`The solution fails the scenario "${scenario.name}"${where}: ${what}`, { at: spoiled.at ?? at, hint }),
      ];
    }
    return scenario.checks
      .filter(({ status, finding }) => status === "failed" && finding?.code !== "entry-returned")
      .map(({ title, finding }) =>
        problem(
          `The solution fails \`${title}\` of "${scenario.name}"${where}: ${finding?.message ?? "it does not hold"}`,
          { at: finding?.at ?? at, hint: finding?.hint ?? hint },
        ),
      );
  });
  if (reason !== null) {
    const place =
      reason.file === null || reason.line === null
        ? at
        : { file: reason.file, line: reason.line, column: reason.column ?? 1 };
    // Not the exercise's fault, and not the solution's.
    const again = "Nothing of the exercise is wrong, as far as is known. Check it again when that is fixed.";
    const isOurs = solution.status === "error";
    return [problem(`The solution is not graded: ${reason.message}`, { at: place, hint: isOurs ? again : hint })];
  }
  const broken = rules.map(({ message, at: place }) =>
    problem(`The solution breaks a rule: ${message}`, { at: place, hint }),
  );
  const flaws = [...failed, ...broken];
  return flaws.length > 0 || percent === 100 ? flaws : [problem(`The solution gets ${percent}%.`, { at, hint })];
}

/** The file of a scenario that is not in the exercise's own: whoever has rewritten that one may have forgotten the other. */
function writtenIn(exercise: Exercise, index: number): string {
  const at = exercise.kind === "quiz" ? null : exercise.scenarios[index]?.at;
  return at === null || at === undefined || at.file === exercise.file ? "" : ` (${at.file}:${at.line})`;
}
