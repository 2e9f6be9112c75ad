import type { Compiler, Program } from "../../compile/index.ts";
import { createSandbox, type Run, type SandboxOptions } from "../../sandbox/index.ts";
import { checkedRun, readOwnChecks } from "../../score/index.ts";
import type { Check, CodeExercise, OwnFile, Scenario, WrittenScenario } from "../../spec/index.ts";
import type { Course } from "../course.ts";
import type { References } from "../references.ts";
import { type Answer, askChecks } from "./ask-checks.ts";
import { checksFault } from "./checks-fault.ts";
import { compileChecks } from "./checks-program.ts";

/**
 * Runs the instructors' `checks.ts`: in a sandbox of their own, which no submission enters, because a checks.ts may come with the very pull
 * request that is to be graded.
 */
export interface OwnChecks {
  /**
   * Each scenario with what `checks.ts` says about its run as further checks.
   *
   * @param exercise as it was read
   * @param played one scenario of it as often as it was run, with its references filled
   * @param file path as shown of what was handed in
   * @throws ExerciseFault when checks.ts is missing, does not compile, throws, or gives something else than the checks that it gives for
   *   the solution's run: a check that is left out would make the others worth more. Of several faults, the first run's
   */
  judge(exercise: CodeExercise, played: readonly Judged[], file: string): Promise<readonly Scenario[]>;
  /** See Sandbox. */
  rest(): Promise<() => void>;
  close(): Promise<void>;
}

export interface Judged {
  readonly scenario: Scenario;
  readonly run: Run;
}

export interface OwnChecksOptions extends Pick<SandboxOptions, "makeRoom"> {
  /** See askChecks. */
  readonly checksCpuMs?: number | undefined;
}

export function createOwnChecks(
  course: Course,
  compiler: Compiler,
  references: References,
  { makeRoom, checksCpuMs }: OwnChecksOptions = {},
): OwnChecks {
  const sandbox = createSandbox({ makeRoom, child: "author" });
  const programs = new Map<string, Promise<Program>>();
  /** What every run is checked for, by exercise and scenario: what the solution's is, or without a solution the first one. */
  const titles = new Map<string, Promise<readonly string[]>>();

  /** What it gives for each of these runs, the answers of the first that is wrong being a fault. */
  const ask = async (
    exercise: CodeExercise,
    checks: OwnFile,
    played: readonly { readonly scenario: WrittenScenario; readonly run: Run }[],
    file: string,
  ): Promise<(readonly Check[])[]> => {
    const compiled = programs.get(exercise.id) ?? compileChecks(course, compiler, exercise, checks);
    programs.set(exercise.id, compiled);
    const runs = played.map(({ scenario, run }) => checkedRun(scenario, run, file));
    const answers = await askChecks(
      sandbox,
      await compiled,
      runs,
      (given) => typeof readOwnChecks(given, checks.at, file) !== "string",
      checksCpuMs,
    );
    return answers.map((answer, i) => read(exercise, checks, played[i]!.scenario, answer, file));
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
      .then(async (run) => titlesOf(run === null ? own : (await ask(exercise, checks, [{ scenario, run }], ""))[0]!));
    titles.set(key, fresh);
    return fresh;
  };

  return {
    async judge(exercise, played, file) {
      const { checks } = exercise;
      // A rejected submission gets nothing, whatever else there is to say.
      const ended = played.filter(({ run }) => run.outcome.kind !== "stopped");
      if (checks === null || ended.length === 0) return played.map(({ scenario }) => scenario);
      const given = new Map<Run, readonly Check[]>();
      for (const [i, own] of (await ask(exercise, checks, ended, file)).entries()) {
        const { scenario, run } = ended[i]!;
        const wanted = await wantedTitles(exercise, checks, scenario, own);
        const [odd] = difference(wanted, titlesOf(own));
        if (odd !== undefined) {
          throw checksFault(
            checks,
            `${checks.file} returns its check "${odd}" in the scenario "${scenario.name}" for one run and not for another, or in a different place; return every check for every run, in the same order, passed or not`,
          );
        }
        given.set(run, own);
      }
      return played.map(({ scenario, run }) => ({
        ...scenario,
        checks: [...scenario.checks, ...(given.get(run) ?? [])],
      }));
    },
    rest: () => sandbox.rest(),
    close: () => sandbox.close(),
  };
}

/** @throws ExerciseFault when it gave no checks, or some that earn nothing */
function read(
  exercise: CodeExercise,
  checks: OwnFile,
  scenario: WrittenScenario,
  outcome: Answer,
  file: string,
): readonly Check[] {
  // The learner may be looking: with a hidden scenario an error would tell what happened in it.
  const told = (text: string): string => (scenario.hidden ? "" : `: ${text}`);
  if (outcome.kind === "stopped") {
    const { code, message } = outcome.reason;
    throw checksFault(
      checks,
      `${checks.file} was stopped in the scenario "${scenario.name}" (${code})${told(message)}`,
      "a function that always ends, whatever happened in the run",
    );
  }
  if (outcome.kind === "threw") {
    const { name, message, at } = outcome.error;
    throw checksFault(
      { ...checks, at: at ?? checks.at },
      `${checks.file} threw ${name} in the scenario "${scenario.name}"${told(message)}`,
      "a function that throws nothing, whatever happened in the run",
    );
  }
  const own = readOwnChecks(outcome.value, checks.at, file);
  if (typeof own === "string") {
    const expected = "a list of checks, each with `category`, `title`, `passed`, and a `message` where it did not pass";
    throw checksFault(checks, `${checks.file} cannot be used in "${scenario.name}": ${own}`, expected);
  }
  for (const { category, title } of own) {
    if (exercise.points[category] !== undefined) continue;
    throw checksFault(
      checks,
      `the check "${title}" of ${checks.file} earns points for \`${category}\`, which the exercise does not have: add it under \`points\``,
      `at the top level of the exercise \`points: { ${[...Object.keys(exercise.points), category].map((each) => `${each}: 50`).join(", ")} }\`, with shares of your own`,
    );
  }
  return own;
}

function titlesOf(checks: readonly Check[]): readonly string[] {
  return checks.map(({ category, title }) => `${category} ${title}`);
}

/** Where one is not as the other. */
function difference(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((each, i) => b[i] !== each), ...b.filter((each, i) => a[i] !== each)];
}
