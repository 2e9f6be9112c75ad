import { isDeepStrictEqual } from "node:util";
import type { Program, Repair, SubmissionFile, Unchecked } from "../../compile/index.ts";
import type { Mended } from "../../explain/index.ts";
import { createSandbox, type Run, type Sandbox, type SandboxOptions } from "../../sandbox/index.ts";
import { failsIn } from "../../score/index.ts";
import type { CodeExercise, Scenario } from "../../spec/index.ts";
import { compileFor } from "../compile-for.ts";
import { formOf } from "../scenario-form.ts";
import type { Workshop } from "../workshop.ts";
import { readSolution } from "../solution.ts";
import { repairedFiles } from "./repaired-files.ts";
import { mendingAlone, smallestMending, type Mending, type TrialOutcome } from "./smallest-mending.ts";

/**
 * Finds out by trying which places of a submission make it go wrong: they are done as the solution does them, one after the other, or else as usual
 * mistakes are mended, and played again, in processes of their own. A submission's code meets the solution's there: nothing comes back but whether it
 * passed, and whether that took as long as the solution takes. No points depend on it.
 */
export interface Trials {
  readonly sandbox: Sandbox;
  /** What is tried for one submission may run where something was tried for another one. */
  readonly isShared: boolean;
  /** Usual mistakes are looked for, too, where the solution does not help. */
  readonly usual: boolean;
}

/** In a class, children are shared as they are for the submissions themselves; else all that is tried in one is by one author. */
export function createTrials({
  makeRoom,
  child,
  usual = true,
}: Pick<SandboxOptions, "makeRoom" | "child"> & Partial<Pick<Trials, "usual">>): Trials {
  const own = child === undefined || child === "submission" ? "author" : child;
  return { sandbox: createSandbox({ makeRoom, child: own }), isShared: own === child, usual };
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

/** Of usual mistakes, which nothing points to, so many are tried. */
const MOST_USUAL = 12;

/** A place of more lines says little of where to look. */
const FEW_LINES = 4;

/** For each scenario what mends it; null where nothing does, or nothing has to. */
export async function mendedIn(shop: Workshop, trials: Trials, tried: Tried): Promise<readonly (Mended | null)[]> {
  const { exercise, scenarios, runs } = tried;
  const none = scenarios.map(() => null);
  const solution = readSolution(shop.course, exercise);
  if (solution === null && !trials.usual) return none;
  const events = runs.reduce((sum, { trace }) => sum + trace.event.length, 0);
  if (events > MOST_EVENTS || runs.some(wasTooMuch)) return none;
  const [wrong, right] = [true, false].map((fails) =>
    scenarios.flatMap((scenario, i) => (failsIn(scenario, runs[i]!) === fails ? [i] : [])),
  ) as [number[], number[]];
  if (wrong.length === 0) return none;
  trials.sandbox.prepare(formOf(exercise));
  const here = { shop, trials, tried };
  try {
    const solved = solution === null ? none : await besideSolution(here, solution, wrong);
    if (!trials.usual || isOnePlace(wrong.map((i) => solved[i]))) return solved;
    const usual = await usuallyMended(here, solution, wrong, right);
    return usual.some((each) => each !== null) ? usual : solved;
  } finally {
    if (!trials.isShared) (await trials.sandbox.rest())();
  }
}

/** The same few lines in all of them: trying more would tell no more. Other places of the solution may stand for a whole other way to do it. */
function isOnePlace(solved: readonly (Mended | null | undefined)[]): boolean {
  const at = solved[0]?.places[0]?.at;
  if (at === undefined || at.endLine - at.line >= FEW_LINES) return false;
  return solved.every((each) => each?.places.length === 1 && isDeepStrictEqual(each.places[0]!.at, at));
}

interface Here {
  readonly shop: Workshop;
  readonly trials: Trials;
  readonly tried: Tried;
}

/** By what the solution does. */
async function besideSolution(
  here: Here,
  solution: readonly SubmissionFile[],
  wrong: readonly number[],
): Promise<readonly (Mended | null)[]> {
  const { shop, tried } = here;
  const { exercise, scenarios } = tried;
  const repairs = await repairsOf(here, { wanted: "repairs", solution });
  const open = wrong.toSorted((a, b) => Number(scenarios[a]!.hidden) - Number(scenarios[b]!.hidden));
  const mended = await smallestMending(repairs, open.slice(0, MOST_SCENARIOS), (made, asked) =>
    tryOut(here, made, asked),
  );
  return Promise.all(
    scenarios.map(async (_, i) => {
      const mending = mended.get(i);
      if (mending === undefined) return null;
      const model = await shop.references.model(exercise, exercise.scenarios[i]!);
      // Another time would be one that the submission has chosen, knowing the solution.
      return toMended(mending, mending.elapsedMs === model?.elapsedMs ? mending.elapsedMs : null);
    }),
  );
}

/** By what mends usual mistakes: one change, with which nothing goes wrong any more in any scenario. */
async function usuallyMended(
  here: Here,
  solution: readonly SubmissionFile[] | null,
  wrong: readonly number[],
  right: readonly number[],
): Promise<readonly (Mended | null)[]> {
  const repairs = await repairsOf(here, { wanted: "usual", solution: solution ?? [] });
  const mended = await mendingAlone(repairs.slice(0, MOST_USUAL), [...wrong, ...right], (made, asked) =>
    tryOut(here, made, asked, { toTheFirst: true }),
  );
  return here.tried.scenarios.map((_, i) => {
    const mending = wrong.includes(i) ? mended.get(i) : undefined;
    return mending === undefined ? null : toMended(mending, mending.elapsedMs);
  });
}

async function repairsOf(
  { shop, tried: { exercise, files, entry } }: Here,
  unchecked: Unchecked,
): Promise<readonly Repair[]> {
  const { repairs = [] } = await compileFor(shop, exercise, files, entry, { unchecked });
  return repairs;
}

function toMended({ repairs }: Mending, elapsedMs: number | null): Mended {
  return { places: repairs.map(({ at, about }) => ({ at, about })), elapsedMs };
}

/** @param toTheFirst scenarios behind one that goes wrong are not played */
async function tryOut(
  { shop, trials: { sandbox }, tried }: Here,
  made: readonly Repair[],
  asked: readonly number[],
  { toTheFirst = false } = {},
): Promise<readonly TrialOutcome[] | null | "enough"> {
  const { exercise, scenarios, files, entry, submission, program: original } = tried;
  const wanted = { wanted: "program" } as const;
  const emitted = await compileFor(shop, exercise, repairedFiles(files, made), entry, { unchecked: wanted });
  if (emitted.program === null) return null;
  const { harness } = original;
  const program = harness === undefined ? emitted.program : { ...emitted.program, harness };
  const outcomes: TrialOutcome[] = [];
  for (const i of asked) {
    const scenario = scenarios[i]!;
    const run = await sandbox.run(program, scenario);
    if (wasTooMuch(run)) return "enough";
    const written = { ...scenario, checks: scenario.checks.filter(({ kind }) => kind !== "own") };
    const [judged = scenario] = await shop.ownChecks.judge(exercise, [{ scenario: written, run }], submission);
    const passes = !failsIn(judged, run);
    outcomes.push({ passes, elapsedMs: run.elapsedMs });
    if (toTheFirst && !passes) break;
  }
  return outcomes;
}

/** It was stopped by what depends on the machine, or used up much of it: trying more of that would cost more than it tells. */
function wasTooMuch({ outcome }: Run): boolean {
  return outcome.kind === "stopped" && outcome.reason.code !== "deadlock" && outcome.reason.code !== "virtual-time";
}
