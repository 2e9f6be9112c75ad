import { isDeepStrictEqual } from "node:util";
import type { Compilation, Program, Repair, SubmissionFile, Unchecked } from "../../compile/index.ts";
import type { Mended, MendedPlace } from "../../explain/index.ts";
import { onlyWaits, type Run, type Sandbox, type SandboxOptions } from "../../sandbox/index.ts";
import { failsIn } from "../../score/index.ts";
import type { CodeExercise, Scenario } from "../../spec/index.ts";
import { compileFor } from "../compile-for.ts";
import { formOf } from "../scenario-form.ts";
import type { Workshop } from "../workshop.ts";
import { readSolution } from "../solution.ts";
import { Benches } from "./benches.ts";
import { repairedFiles } from "./repaired-files.ts";
import { doesSomethingElse, isFasterThan } from "./nothing-else.ts";
import { mendingAlone, smallestMending, type Mending, type TrialOutcome, type TryOut } from "./smallest-mending.ts";
import { Thrift } from "./thrift.ts";

/**
 * Finds out by trying which places of a submission make it go wrong: they are done as the solution does them, one after the other, or else as usual
 * mistakes are mended, and played again, in processes of their own. A submission's code meets the solution's there: nothing comes back but whether it
 * passed, and whether that took as long as the solution takes. No points depend on it.
 */
export interface Trials {
  readonly benches: Benches;
  /** Usual mistakes are looked for, too, where the solution does not help. */
  readonly usual: boolean;
}

export function createTrials({
  usual = true,
  ...options
}: Pick<SandboxOptions, "makeRoom" | "child"> & Partial<Pick<Trials, "usual">>): Trials {
  return { benches: new Benches(options), usual };
}

/** Where one submission is tried. */
export interface Bench extends Pick<Trials, "usual"> {
  readonly sandbox: Sandbox;
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

/** Longer programs are told without: each trial compiles all of it anew. So many characters, all files. */
const MOST_CHARACTERS = 32 * 1024;

/** Of an exercise that has more, the first ones tell enough. */
const MOST_SCENARIOS = 5;

/** Of usual mistakes, which nothing points to, so many are tried. */
const MOST_USUAL = 24;

/** Of simple changes that can be made anywhere. */
const MOST_PLAIN = 100;

/** A place of more lines says little of where to look. */
const FEW_LINES = 4;

/** For each scenario what mends it; null where nothing that was tried does. Undefined where nothing was, or only the solution. */
export async function mendedIn(
  shop: Workshop,
  { sandbox, usual: isUsual }: Bench,
  tried: Tried,
): Promise<readonly (Mended | null | undefined)[]> {
  const { exercise, scenarios, runs } = tried;
  const untried = scenarios.map(() => undefined);
  const none = scenarios.map(() => null);
  const solution = readSolution(shop.course, exercise);
  if (solution === null && !isUsual) return untried;
  if (isTooMuch(tried)) return untried;
  const [wrong, right] = [true, false].map((fails) =>
    scenarios.flatMap((scenario, i) => (failsIn(scenario, runs[i]!) === fails ? [i] : [])),
  ) as [number[], number[]];
  if (wrong.length === 0) return untried;
  sandbox.prepare(formOf(exercise));
  const here = { shop, sandbox, tried, thrift: new Thrift(runs), ahead: new Map<Repair, Promise<Compilation>>() };
  const solved = solution === null ? none : await besideSolution(here, solution, wrong);
  if (!isUsual) return solved.map((each) => each ?? undefined);
  if (isOnePlace(wrong.map((i) => solved[i]))) return solved;
  const usual = await usuallyMended(here, solution, wrong, right);
  return usual.some((each) => each !== null) ? usual.map((each, i) => beside(each, solved[i])) : solved;
}

/** Playing it again would cost more than it tells. */
export function isTooMuch({ runs, files }: Tried): boolean {
  const events = runs.reduce((sum, { trace }) => sum + trace.event.length, 0);
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  return events > MOST_EVENTS || characters > MOST_CHARACTERS || runs.some(wasTooMuch);
}

/** The same few lines in all of them: trying more would tell no more. Other places of the solution may stand for a whole other way to do it. */
function isOnePlace(solved: readonly (Mended | null | undefined)[]): boolean {
  const at = solved[0]?.places[0]?.at;
  if (at === undefined || at.endLine - at.line >= FEW_LINES) return false;
  return solved.every((each) => each?.places.length === 1 && isDeepStrictEqual(each.places[0]!.at, at));
}

function beside(usual: Mended | null, solved: Mended | null | undefined): Mended | null {
  if (usual === null || solved?.places.length !== 1) return usual;
  return { ...usual, also: [...(usual.also ?? []), ...solved.places] };
}

interface Here {
  readonly shop: Workshop;
  readonly sandbox: Sandbox;
  readonly tried: Tried;
  readonly thrift: Thrift;
  /** What will be tried next. */
  readonly ahead: Map<Repair, Promise<Compilation>>;
}

/** By what the solution does. */
async function besideSolution(
  here: Here,
  solution: readonly SubmissionFile[],
  wrong: readonly number[],
): Promise<readonly (Mended | null)[]> {
  const { scenarios } = here.tried;
  const repairs = await repairsOf(here, { wanted: "repairs", solution });
  const open = wrong.toSorted((a, b) => Number(scenarios[a]!.hidden) - Number(scenarios[b]!.hidden));
  const mended = await smallestMending(repairs, open.slice(0, MOST_SCENARIOS), (made, asked, next) =>
    tryOut(here, made, asked, { next }),
  );
  return Promise.all(
    scenarios.map(async (_, i) => {
      const mending = mended.get(i);
      return mending === undefined ? null : toMended(mending, await timeToTell(here, i, mending));
    }),
  );
}

/** Beside a solution another time than its own would be one that the submission has chosen, knowing the solution. */
async function timeToTell(
  { shop, tried: { exercise } }: Here,
  i: number,
  { elapsedMs }: Mending,
): Promise<number | null> {
  const model = await shop.references.model(exercise, exercise.scenarios[i]!);
  return elapsedMs === model?.elapsedMs ? elapsedMs : null;
}

/** By what mends usual mistakes: one change, with which nothing goes wrong any more in any scenario. */
async function usuallyMended(
  here: Here,
  solution: readonly SubmissionFile[] | null,
  wrong: readonly number[],
  right: readonly number[],
): Promise<readonly (Mended | null)[]> {
  const first: TryOut = (made, asked, next) => tryOut(here, made, asked, { next, toTheFirst: true });
  const usual = await repairsOf(here, { wanted: "usual", solution: solution ?? [] });
  let isPlain = false;
  let mended = await mendingAlone(usual.slice(0, MOST_USUAL), [...wrong, ...right], first);
  // Too many of these are fit to be fast: only beside the time of a solution it shows which of them does the work.
  if (mended.size === 0 && solution !== null) {
    isPlain = true;
    const plain = await repairsOf(here, { wanted: "plain" });
    mended = await mendingAlone(plain.slice(0, MOST_PLAIN), [...wrong, ...right], (made, asked, next) =>
      tryOut(here, made, asked, { next, toTheFirst: true, andNothingElse: true }),
    );
  }
  return Promise.all(
    here.tried.scenarios.map(async (_, i) => {
      const mending = wrong.includes(i) ? mended.get(i) : undefined;
      if (mending === undefined) return null;
      const elapsedMs = solution === null ? mending.elapsedMs : await timeToTell(here, i, mending);
      return { ...toMended(mending, elapsedMs), isUsual: true, isPlain };
    }),
  );
}

async function repairsOf(
  { shop, tried: { exercise, files, entry } }: Here,
  unchecked: Unchecked,
): Promise<readonly Repair[]> {
  const { repairs = [] } = await compileFor(shop, exercise, files, entry, { unchecked });
  return repairs;
}

function toMended({ repairs, others = [] }: Mending, elapsedMs: number | null): Mended {
  const also = others.map(placeOf).filter(({ at }) => at.endLine - at.line < FEW_LINES);
  return { places: repairs.map(placeOf), elapsedMs, also };
}

function placeOf({ at, about }: Repair): MendedPlace {
  return { at, about };
}

/** What a submission is with these repairs made. */
async function madeWith({ shop, tried: { exercise, files, entry } }: Here, repairs: readonly Repair[]) {
  return compileFor(shop, exercise, repairedFiles(files, repairs), entry, { unchecked: { wanted: "program" } });
}

interface TryOptions {
  readonly next: Repair | undefined;
  readonly toTheFirst?: boolean;
  readonly andNothingElse?: boolean;
}

/**
 * @param next its program is made while this one is played
 * @param toTheFirst scenarios behind one that goes wrong are not played
 * @param andNothingElse what was right before has to be the same, whether or not it is checked
 */
async function tryOut(
  here: Here,
  made: readonly Repair[],
  asked: readonly number[],
  { next, toTheFirst = false, andNothingElse = false }: TryOptions,
): Promise<readonly TrialOutcome[] | null | "enough"> {
  const { shop, sandbox, tried, thrift, ahead } = here;
  const { exercise, scenarios, submission, program: original } = tried;
  const [only, ...others] = made;
  const emitted = await ((others.length === 0 ? ahead.get(only!) : undefined) ?? madeWith(here, made));
  ahead.clear();
  if (next !== undefined) {
    const soon = madeWith(here, [next]);
    // Whoever tries it is told; nobody may.
    soon.catch(() => undefined);
    ahead.set(next, soon);
  }
  if (emitted.program === null) return null;
  const { harness } = original;
  const program = harness === undefined ? emitted.program : { ...emitted.program, harness };
  const outcomes: TrialOutcome[] = [];
  for (const i of asked) {
    const scenario = scenarios[i]!;
    const run = await sandbox.run(program, { ...scenario, limits: thrift.limits(i, scenario.limits) });
    if (!thrift.spend(run) || (wasTooMuch(run) && !ofCounted.has(codeOf(run)))) return "enough";
    const written = { ...scenario, checks: scenario.checks.filter(({ kind }) => kind !== "own") };
    const [judged = scenario] = await shop.ownChecks.judge(exercise, [{ scenario: written, run }], submission);
    const isElse =
      andNothingElse &&
      (doesSomethingElse(scenario, tried.runs[i]!, run) ||
        isFasterThan(await shop.references.model(exercise, scenario), run));
    const passes = !failsIn(judged, run) && !isElse;
    outcomes.push({ passes, elapsedMs: run.elapsedMs });
    if (toTheFirst && !passes) break;
  }
  return outcomes;
}

/** It was stopped by what depends on the machine, or used up much of it: trying more of that would cost more than it tells. */
function wasTooMuch(run: Run): boolean {
  return run.outcome.kind === "stopped" && !onlyWaits(codeOf(run));
}

function codeOf({ outcome }: Run): string {
  return outcome.kind === "stopped" ? outcome.reason.code : "";
}

/** A change may let a loop run on without an end. That is no repair; others may be, as long as what was computed has not come to too much. */
const ofCounted = new Set(["cpu", "steps", "output", "tasks", "requests", "timers"]);
