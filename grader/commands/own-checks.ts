import { readFileSync } from "node:fs";
import path from "node:path";
import type { Compiler, Program } from "../compile/index.ts";
import { createSandbox, type Run } from "../sandbox/index.ts";
import { asArgument, checkedRun, readOwnChecks } from "../score/index.ts";
import {
  defaultLimits,
  defaultStartMs,
  type Check,
  type CodeExercise,
  type OwnFile,
  type Scenario,
  type WrittenScenario,
} from "../spec/index.ts";
import { displayPath, exerciseFolder, type Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import type { References } from "./references.ts";

/**
 * Runs the instructors' `checks.ts`: in a sandbox of their own, which no submission enters, because a checks.ts may come with the very pull
 * request that is to be graded.
 */
export interface OwnChecks {
  /**
   * The scenario with what `checks.ts` says about this run as further checks.
   *
   * @param exercise as it was read
   * @param scenario of it, with its references filled
   * @param file path as shown of what was handed in
   * @throws ExerciseFault when checks.ts is missing, does not compile, throws, or gives something else than the checks that it gives for
   *   the solution's run: a check that is left out would make the others worth more
   */
  judge(exercise: CodeExercise, scenario: Scenario, run: Run, file: string): Promise<Scenario>;
  close(): Promise<void>;
}

/** A trace may be long; what is done with it is not to be hurried. */
const limits = { ...defaultLimits, cpuMs: 10_000, memoryBytes: 256 * 1024 ** 2 };

export function createOwnChecks(course: Course, compiler: Compiler, references: References): OwnChecks {
  const sandbox = createSandbox();
  const programs = new Map<string, Promise<Program>>();
  /** What every run is checked for, by exercise and scenario: what the solution's is, or without a solution the first one. */
  const titles = new Map<string, Promise<readonly string[]>>();

  const judgeRun = async (
    exercise: CodeExercise,
    checks: OwnFile,
    scenario: WrittenScenario,
    run: Run,
    file: string,
  ): Promise<readonly Check[]> => {
    const compiled = programs.get(exercise.id) ?? compileChecks(course, compiler, exercise, checks);
    programs.set(exercise.id, compiled);
    const { outcome } = await sandbox.run(await compiled, {
      args: [asArgument(checkedRun(scenario, run, file))],
      routes: [],
      limits,
      seed: 1,
      startMs: defaultStartMs,
    });
    // The learner may be looking: with a hidden scenario an error would tell what happened in it.
    const told = (text: string): string => (scenario.hidden ? "" : `: ${text}`);
    if (outcome.kind === "stopped") {
      const { code, message } = outcome.reason;
      throw fault(checks, `${checks.file} was stopped in the scenario "${scenario.name}" (${code})${told(message)}`);
    }
    if (outcome.kind === "threw") {
      const { name, message, at } = outcome.error;
      throw fault(
        { ...checks, at: at ?? checks.at },
        `${checks.file} threw ${name} in the scenario "${scenario.name}"${told(message)}`,
      );
    }
    const own = readOwnChecks(outcome.value, checks.at, file);
    if (typeof own === "string") throw fault(checks, `${checks.file} cannot be used in "${scenario.name}": ${own}`);
    for (const { category, title } of own) {
      if (exercise.points[category] !== undefined) continue;
      throw fault(
        checks,
        `its check "${title}" earns points for \`${category}\`, and the exercise has none: name it under \`points\``,
      );
    }
    return own;
  };

  const wantedTitles = (
    exercise: CodeExercise,
    checks: OwnFile,
    scenario: Scenario,
    own: readonly Check[],
  ): Promise<readonly string[]> => {
    const key = JSON.stringify([exercise.id, scenario.name]);
    const known = titles.get(key);
    if (known !== undefined) return known;
    const fresh = references
      .solutionRun(exercise, scenario)
      .then(async (run) => titlesOf(run === null ? own : await judgeRun(exercise, checks, scenario, run, "")));
    titles.set(key, fresh);
    return fresh;
  };

  return {
    async judge(exercise, scenario, run, file) {
      const { checks } = exercise;
      // A rejected submission gets nothing, whatever else there is to say.
      if (checks === null || run.outcome.kind === "stopped") return scenario;
      const own = await judgeRun(exercise, checks, scenario, run, file);
      const wanted = await wantedTitles(exercise, checks, scenario, own);
      const [odd] = difference(wanted, titlesOf(own));
      if (odd === undefined) return { ...scenario, checks: [...scenario.checks, ...own] };
      throw fault(
        checks,
        `${checks.file} gives its check "${odd}" in the scenario "${scenario.name}" for one run and not for another, or at another place; every run gets every check, in one order, whether it passed or not`,
      );
    },
    close: () => sandbox.close(),
  };
}

function titlesOf(checks: readonly Check[]): readonly string[] {
  return checks.map(({ category, title }) => `${category} ${title}`);
}

/** Where one is not as the other. */
function difference(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((each, i) => b[i] !== each), ...b.filter((each, i) => a[i] !== each)];
}

async function compileChecks(
  course: Course,
  compiler: Compiler,
  exercise: CodeExercise,
  checks: OwnFile,
): Promise<Program> {
  const absolute = path.join(exerciseFolder(course, exercise.id), checks.file);
  const display = displayPath(course, absolute);
  let text: string;
  try {
    text = readFileSync(absolute, "utf8");
  } catch (error) {
    throw fault(checks, `${display} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
  const compiled = await compiler.compile({
    files: [{ path: checks.file, display, text }],
    entryFile: checks.file,
    entry: "default",
    imports: ["chronograde/grader"],
    rules: [],
  });
  if (compiled.program !== null) return compiled.program;
  const { rejection } = compiled;
  const at = { file: rejection?.file ?? display, line: rejection?.line ?? 1, column: rejection?.column ?? 1 };
  const message =
    rejection?.code === "entry"
      ? "it needs a default export that is a function: `export default (run: CheckedRun): OwnCheck[] => …`"
      : (rejection?.message ?? "it gives no program");
  throw fault({ ...checks, at }, `${checks.file} does not compile: ${message}`);
}

function fault({ at: { file, line, column } }: OwnFile, message: string): ExerciseFault {
  const expected = "a function of the run that gives a list of checks";
  return new ExerciseFault([{ file, line, column, code: "checks", message, found: null, expected, suggestion: null }]);
}
