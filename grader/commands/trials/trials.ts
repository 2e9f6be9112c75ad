import type { Program, Repair, SubmissionFile } from "../../compile/index.ts";
import type { Mended } from "../../explain/index.ts";
import { createSandbox, type Run, type Sandbox, type SandboxOptions } from "../../sandbox/index.ts";
import { failsIn } from "../../score/index.ts";
import type { CodeExercise, Scenario } from "../../spec/index.ts";
import { compileFor } from "../compile-for.ts";
import { formOf } from "../scenario-form.ts";
import type { Workshop } from "../workshop.ts";
import { readSolution } from "../solution.ts";
import { repairedFiles } from "./repaired-files.ts";
import { smallestMending, type TrialOutcome } from "./smallest-mending.ts";

/**
 * Finds out by trying which places of a submission make it go wrong: they are done as the solution does them, one after the other, and played again, in
 * processes of their own. A submission's code meets the solution's there: nothing comes back but whether it passed, and that in the time that the solution
 * takes. No points depend on it.
 */
export interface Trials {
  readonly sandbox: Sandbox;
  /** What is tried for one submission may run where something was tried for another one. */
  readonly isShared: boolean;
}

/** In a class, children are shared as they are for the submissions themselves; else all that is tried in one is by one author. */
export function createTrials({ makeRoom, child }: Pick<SandboxOptions, "makeRoom" | "child">): Trials {
  const isShared = child === "batch";
  return { sandbox: createSandbox({ makeRoom, child: isShared ? "batch" : "author" }), isShared };
}

/** A submission's runs of the scenarios as written. */
export interface Tried {
  readonly exercise: CodeExercise;
  /** Resolved, with what `checks.ts` says. */
  readonly scenarios: readonly Scenario[];
  readonly runs: readonly Run[];
  readonly program: Program;
  readonly files: readonly SubmissionFile[];
  readonly entry: string;
  readonly submission: string;
}

/** Longer stories are told without: so many events in all. */
const MOST_EVENTS = 20_000;

/** Of an exercise that has more, the first ones tell enough. */
const MOST_SCENARIOS = 5;

/** For each scenario what mends it; null where nothing does, nothing has to, or nobody knows a solution. */
export async function mendedIn(shop: Workshop, trials: Trials, tried: Tried): Promise<readonly (Mended | null)[]> {
  const { exercise, scenarios, runs, files } = tried;
  const none = scenarios.map(() => null);
  const events = runs.reduce((sum, { trace }) => sum + trace.event.length, 0);
  if (events > MOST_EVENTS || runs.some(wasTooMuch)) return none;
  const wrong = scenarios.flatMap((scenario, i) => (failsIn(scenario, runs[i]!) ? [i] : []));
  if (wrong.length === 0) return none;
  const solution = readSolution(shop.course, exercise);
  if (solution === null) return none;
  const asked = { wanted: "repairs", solution } as const;
  const { repairs = [] } = await compileFor(shop, exercise, files, tried.entry, { unchecked: asked });
  if (repairs.length === 0) return none;
  trials.sandbox.prepare(formOf(exercise));
  const open = wrong.toSorted((a, b) => Number(scenarios[a]!.hidden) - Number(scenarios[b]!.hidden));
  const chosen = open.slice(0, MOST_SCENARIOS);
  try {
    const mended = await smallestMending(repairs, chosen, (made, asked) => tryOut(shop, trials, tried, made, asked));
    return await Promise.all(
      scenarios.map(async (_, i) => {
        const mending = mended.get(i);
        if (mending === undefined) return null;
        const model = await shop.references.model(exercise, exercise.scenarios[i]!);
        const places = mending.repairs.map(({ at, about }) => ({ at, about }));
        return { places, elapsedMs: mending.elapsedMs === model?.elapsedMs ? mending.elapsedMs : null };
      }),
    );
  } finally {
    if (!trials.isShared) (await trials.sandbox.rest())();
  }
}

async function tryOut(
  shop: Workshop,
  { sandbox }: Trials,
  { exercise, scenarios, files, entry, submission, program: { harness } }: Tried,
  made: readonly Repair[],
  asked: readonly number[],
): Promise<readonly TrialOutcome[] | null | "enough"> {
  const wanted = { wanted: "program" } as const;
  const emitted = await compileFor(shop, exercise, repairedFiles(files, made), entry, { unchecked: wanted });
  if (emitted.program === null) return null;
  const program = harness === undefined ? emitted.program : { ...emitted.program, harness };
  const outcomes: TrialOutcome[] = [];
  for (const i of asked) {
    const scenario = scenarios[i]!;
    const run = await sandbox.run(program, scenario);
    if (wasTooMuch(run)) return "enough";
    const written = { ...scenario, checks: scenario.checks.filter(({ kind }) => kind !== "own") };
    const [judged = scenario] = await shop.ownChecks.judge(exercise, [{ scenario: written, run }], submission);
    outcomes.push({ passes: !failsIn(judged, run), elapsedMs: run.elapsedMs });
  }
  return outcomes;
}

/** It was stopped by what depends on the machine, or used up much of it: trying more of that would cost more than it tells. */
function wasTooMuch({ outcome }: Run): boolean {
  return outcome.kind === "stopped" && outcome.reason.code !== "deadlock" && outcome.reason.code !== "virtual-time";
}
