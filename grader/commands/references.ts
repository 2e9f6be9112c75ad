import { createHash } from "node:crypto";
import type { Compiler, Program } from "../compile/index.ts";
import { createSandbox, type Run, type SandboxOptions, type ScenarioInput } from "../sandbox/index.ts";
import type { Schedule } from "../schedule/index.ts";
import { modelOf, type Model } from "../explain/index.ts";
import { needsReference, withReference, type ReferenceRun } from "../score/index.ts";
import type { CodeExercise, ExerciseError, ResolvedExercise, Scenario, WrittenScenario } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import type { Course } from "./course.ts";
import { ExerciseFault } from "./exercise-fault.ts";
import { compileSolution, solutionFile } from "./solution.ts";

/** Runs the solutions of a course's exercises, each once for the same inputs, in a process that no submission ever enters. */
export interface References {
  /**
   * What the exercise's own solution does with these inputs.
   *
   * @param input what the submission's run gets, with the latencies of the schedule; default the scenario as written
   * @throws ExerciseFault when the solution is not there, does not compile, is stopped, or does not end as the scenario expects
   */
  referenceRun(exercise: CodeExercise, scenario: WrittenScenario, input?: ScenarioInput): Promise<ReferenceRun>;
  /**
   * Plays the solution under all these schedules in one go, if the scenario has a `reference`: whoever asks for one of them next has it at
   * once. What is wrong with a run is told to whoever asks for it.
   */
  foresee(exercise: CodeExercise, scenario: WrittenScenario, schedules: readonly Schedule[]): Promise<void>;
  /**
   * The solution's run of the scenario as written, whole and not kept; null when the course has no solution.
   *
   * @throws ExerciseFault as above
   */
  solutionRun(exercise: CodeExercise, scenario: WrittenScenario): Promise<Run | null>;
  /**
   * What of the solution's run of the scenario as written tells why another run went otherwise; null when the course has no solution, or none that can be
   * a reference: nobody who grades needs it.
   */
  model(exercise: CodeExercise, scenario: WrittenScenario): Promise<Model | null>;
  /**
   * The scenario with what the solution gives in the place of each `reference`. Without one in it, no solution is run.
   *
   * @throws ExerciseFault as above, and when the solution gives nothing where a `reference` stands
   */
  resolveScenario(exercise: CodeExercise, scenario: WrittenScenario, input?: ScenarioInput): Promise<Scenario>;
  /** All scenarios as written. */
  resolveExercise(exercise: CodeExercise): Promise<ResolvedExercise>;
  /** See Sandbox. */
  rest(): Promise<() => void>;
  close(): Promise<void>;
}

interface Solution {
  readonly program: Program;
  /** Equal for programs that do the same. */
  readonly content: string;
}

export function createReferences(
  course: Course,
  compiler: Compiler,
  options: Pick<SandboxOptions, "makeRoom"> = {},
): References {
  const sandbox = createSandbox(options);
  const solutions = new WeakMap<CodeExercise, Promise<Solution>>();
  const runs = new Map<string, Promise<ReferenceRun>>();
  const models = new Map<string, Promise<Model | null>>();

  const solutionOf = (exercise: CodeExercise, scenario: WrittenScenario): Promise<Solution> => {
    const known = solutions.get(exercise);
    if (known !== undefined) return known;
    const solution = compileSolution(course, compiler, exercise, placeOfReference(scenario)).then((program) => ({
      program,
      content: digest([program.entryModule, program.entry, program.modules, program.sites]),
    }));
    solutions.set(exercise, solution);
    return solution;
  };

  const references: References = {
    async referenceRun(exercise, scenario, input = scenario) {
      const { program, content } = await solutionOf(exercise, scenario);
      const key = keyOf(content, input);
      const known = runs.get(key) ?? sandbox.run(program, input).then(whatIsAsked);
      runs.set(key, known);
      const run = await known;
      const fault = faultOf(run, scenario);
      if (fault !== null) throw new ExerciseFault([fault]);
      return run;
    },

    async foresee(exercise, scenario, schedules) {
      if (!needsReference(scenario)) return;
      const { program, content } = await solutionOf(exercise, scenario);
      const keyUnder = (schedule: Schedule) => keyOf(content, { ...scenario, schedule });
      const fresh = schedules.filter((schedule) => !runs.has(keyUnder(schedule)));
      if (fresh.length === 0) return;
      const played = sandbox.runUnder(program, scenario, fresh);
      for (const [i, schedule] of fresh.entries()) {
        // Those behind one that was stopped are not played; nobody comes as far as that.
        const run = played.then(async (all) =>
          whatIsAsked(all[i] ?? (await sandbox.run(program, { ...scenario, schedule }))),
        );
        run.catch(() => undefined);
        runs.set(keyUnder(schedule), run);
      }
      await played;
    },

    async solutionRun(exercise, scenario) {
      if (solutionFile(course, exercise) === null) return null;
      const { program } = await solutionOf(exercise, scenario);
      const run = await sandbox.run(program, scenario);
      const fault = faultOf(run, scenario);
      if (fault !== null) throw new ExerciseFault([fault]);
      return run;
    },

    async model(exercise, scenario) {
      if (solutionFile(course, exercise) === null) return null;
      try {
        const { program, content } = await solutionOf(exercise, scenario);
        const key = keyOf(content, scenario);
        const known =
          models.get(key) ??
          sandbox.run(program, scenario).then((run) => (faultOf(run, scenario) === null ? modelOf(run) : null));
        models.set(key, known);
        return await known;
      } catch (error) {
        if (error instanceof ExerciseFault) return null;
        throw error;
      }
    },

    async resolveScenario(exercise, scenario, input = scenario) {
      // Without a reference, a scenario as written is one that is ready.
      if (!needsReference(scenario)) return scenario as Scenario;
      const resolved = withReference(scenario, await references.referenceRun(exercise, scenario, input));
      if ("scenario" in resolved) return resolved.scenario;
      throw new ExerciseFault(resolved.errors);
    },

    async resolveExercise(exercise) {
      const scenarios: Scenario[] = [];
      const errors: ExerciseError[] = [];
      for (const scenario of exercise.scenarios) {
        try {
          scenarios.push(await references.resolveScenario(exercise, scenario));
        } catch (error) {
          if (!(error instanceof ExerciseFault)) throw error;
          errors.push(...error.errors);
        }
      }
      if (errors.length > 0) throw new ExerciseFault(once(errors));
      return { ...exercise, scenarios };
    },

    rest: () => sandbox.rest(),
    close: () => sandbox.close(),
  };
  return references;
}

/** The first check that has one, as the file is read. */
function placeOfReference(scenario: WrittenScenario): Position {
  const places = scenario.checks.flatMap((check) =>
    needsReference({ ...scenario, checks: [check] }) ? [check.at] : [],
  );
  const [first = scenario.at] = places.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return first;
}

/** A trace is large, and nobody asks for the solution's. */
function whatIsAsked({ outcome, elapsedMs, tasks, requests, output }: Run): ReferenceRun {
  return { outcome, elapsedMs, tasks, requests, output };
}

function keyOf(content: string, input: ScenarioInput & Partial<WrittenScenario>): string {
  return digest([content, inputOnly(input)]);
}

/** A scenario is an input, too; what is expected of a run changes nothing about it. */
function inputOnly(input: ScenarioInput & Partial<WrittenScenario>): unknown {
  const { name: _name, hidden: _hidden, checks: _checks, at: _at, ...rest } = input;
  return rest;
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** Why this run can be nobody's model: it was stopped, or it ended in another way than the scenario asks for. */
function faultOf({ outcome }: ReferenceRun, scenario: WrittenScenario): ExerciseError | null {
  const throws = scenario.checks.some((check) => check.kind === "throws");
  const name = `${scenario.hidden ? "the hidden scenario" : "the scenario"} "${scenario.name}"`;
  // What went wrong with the inputs of a hidden scenario is not told: the message would tell of them.
  const detail = (text: string): string => (scenario.hidden || text === "" ? "" : `: ${text}`);
  const fault = (message: string, at: { file: string; line: number; column: number } | null): ExerciseError => {
    const { file, line, column } = at ?? scenario.at;
    return {
      file,
      line,
      column,
      code: "solution",
      message,
      found: null,
      expected: "a solution that gets all points",
      suggestion: null,
    };
  };
  switch (outcome.kind) {
    case "stopped": {
      const { reason } = outcome;
      const { file, line, column } = reason;
      const at = file !== null && line !== null && column !== null ? { file, line, column } : null;
      return fault(`the exercise's own solution was stopped in ${name} (${reason.code})${detail(reason.message)}`, at);
    }
    case "threw":
      if (throws) return null;
      return fault(
        `the exercise's own solution threw ${outcome.error.name} in ${name}${detail(outcome.error.message)}`,
        outcome.error.at,
      );
    default:
      return throws ? fault(`the exercise's own solution returned in ${name}, which expects an error`, null) : null;
  }
}

/** A solution that is not there is not there for every scenario. */
function once(errors: readonly ExerciseError[]): ExerciseError[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = JSON.stringify(error);
    return !seen.has(key) && seen.add(key);
  });
}
