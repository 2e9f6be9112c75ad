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
  type ResolvedExercise,
  type Scenario,
} from "../spec/index.ts";
import { displayPath, exerciseFolder, type Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";

/**
 * Runs the instructors' `checks.ts`: in a sandbox of their own, which no submission enters, because a checks.ts may come with the very pull
 * request that is to be graded.
 */
export interface OwnChecks {
  /**
   * The exercise with what `checks.ts` says about these runs as further checks of its scenarios.
   *
   * @param file path as shown of what was handed in
   * @throws ExerciseFault when checks.ts is missing, does not compile, throws, or gives something else than checks
   */
  judge(exercise: ResolvedExercise, runs: readonly Run[], file: string): Promise<ResolvedExercise>;
  close(): Promise<void>;
}

/** A trace may be long; what is done with it is not to be hurried. */
const limits = { ...defaultLimits, cpuMs: 10_000, memoryBytes: 256 * 1024 ** 2 };

export function createOwnChecks(course: Course, compiler: Compiler): OwnChecks {
  const sandbox = createSandbox();
  const programs = new Map<string, Promise<Program>>();

  const judgeRun = async (
    exercise: ResolvedExercise,
    checks: OwnFile,
    scenario: Scenario,
    run: Run,
    file: string,
  ): Promise<readonly Check[]> => {
    // A rejected submission gets nothing, whatever else there is to say.
    if (run.outcome.kind === "stopped") return [];
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

  return {
    async judge(exercise, runs, file) {
      const { checks } = exercise;
      if (checks === null || runs.length === 0) return exercise;
      const scenarios: Scenario[] = [];
      for (const [index, scenario] of exercise.scenarios.entries()) {
        const own = await judgeRun(exercise, checks, scenario, runs[index]!, file);
        scenarios.push({ ...scenario, checks: [...scenario.checks, ...own] });
      }
      return { ...exercise, scenarios };
    },
    close: () => sandbox.close(),
  };
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
