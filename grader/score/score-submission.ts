import type { Fraction } from "fraction.js";
import type { BrokenRule, Diagnostic, Rejection } from "../compile/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Category, ResolvedExercise, Scenario } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { areCancelsHeeded, type KnownCause, type Mended, type Model, type Write } from "../explain/index.ts";
import { type BrokenInARun, brokenWhileRunning } from "./broken-while-running.ts";
import { agreeing } from "./agreeing.ts";
import { withFixedValues } from "./fixed-value.ts";
import { entryPlace } from "./entry-place.ts";
import { evaluateScenario } from "./evaluate.ts";
import { fromDecimal, percentOf, reaches, sum, toPoints, zero } from "./fractions.ts";
import type { CheckGrade, Finding, Grade, ScenarioGrade } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";
import { withRequestPlaces } from "./request-place.ts";
import { scenarioFindings } from "./scenario-findings.ts";
import { categoryOrder, maxScoreOf, pointsOf, shareOut } from "./shares.ts";
import { stopReason } from "./stop-reason.ts";
import { stoppedUnder, withWorst } from "./tell-schedule.ts";
import { type Exploration, evaluateUnder } from "./under-schedules.ts";
import { askedByWarning } from "./warned-line.ts";
import { withTooSoonAlike } from "./too-soon-alike.ts";
import { traceHash } from "./trace-hash.ts";

export interface Graded {
  readonly exercise: ResolvedExercise;
  /** Path as shown. */
  readonly submission: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly rules: readonly BrokenRule[];
  /** From reading or compiling. */
  readonly rejection: Rejection | null;
  /** One for each scenario, in their order; none when nothing could be run. */
  readonly runs: readonly Run[];
  /** What came of each scenario under its other schedules; null or left out where it was not explored. */
  readonly explorations?: readonly (Exploration | null)[];
  /** What the solution did in each scenario as written; null or left out where that is not known. */
  readonly models?: readonly (Model | null)[];
  /** With which changes each scenario goes right, as written; null or left out where that is not known. */
  readonly mended?: readonly (Mended | null | undefined)[];
  /** What each run kept, and where; null or left out where that is not known. */
  readonly writes?: readonly (readonly Write[] | null)[];
  /** `runs` are those of one schedule: what only the written one can tell is taken from these. */
  readonly replay?: { readonly schedule: number; readonly written: readonly Run[] };
  readonly sources: Grade["sources"];
  /** The solution's text; null or left out where there is none. */
  readonly solution?: string | null;
}

interface Scored {
  readonly scenario: Scenario;
  readonly run: Run | null;
  readonly exploration: Exploration | null;
  readonly mended: Mended | null;
  readonly outcomes: readonly (CheckOutcome | null)[];
  readonly shares: readonly Fraction[];
}

/**
 * Nothing earns a point by being absent: without runs, and without a rejection that says why, this is the grader's own fault.
 * @throws Error then
 */
export function scoreSubmission(input: Graded): Grade {
  const { exercise, runs } = input;
  if (runs.length !== exercise.scenarios.length && (runs.length > 0 || input.rejection === null)) {
    throw new Error(`${exercise.scenarios.length} scenarios, but ${runs.length} runs`);
  }
  const shares = shareOut(exercise);
  const entryAt = entryPlace(exercise, input.submission, input.sources);
  const placed = exercise.scenarios.map((_, index) =>
    runs[index] === undefined ? null : withRequestPlaces(runs[index]),
  );
  const evaluated = exercise.scenarios.map((scenario, index) => {
    const run = placed[index]!;
    const evaluate = (known: KnownCause | null) =>
      run === null ? scenario.checks.map(() => null) : outcomesOf(input, { index, run, entryAt, known });
    return { scenario, outcomes: evaluate(null), again: evaluate };
  });
  const alike = withTooSoonAlike(agreeing(evaluated), (index) => exercise.scenarios[index]!.hidden);
  const told = withFixedValues(
    alike.map((outcomes, index) => ({ scenario: exercise.scenarios[index]!, run: placed[index]!, outcomes })),
    entryAt,
    { sources: input.sources, solution: input.solution ?? null },
  );
  const scored = told.map((outcomes, index): Scored => ({
    scenario: exercise.scenarios[index]!,
    run: placed[index]!,
    exploration: input.explorations?.[index] ?? null,
    mended: mendedIn(input, index),
    outcomes,
    shares: shares[index]!,
  }));
  const broken = [...input.rules, ...brokenWhileRunning(input, entryAt)];
  const why = reasonOf(input, broken, entryAt);
  const rejected = why !== null;
  const maxScore = maxScoreOf(exercise);
  const earned = sum(scored.flatMap((each) => earnedIn(each, null)));
  const fined = sum(broken.map(({ rule }) => (rule.points === null ? zero : fromDecimal(rule.points))));
  const left = earned.sub(fined);
  const diagnostics = borneOut(input);
  const score = rejected || left.lt(0) ? zero : left;
  return {
    exercise: exercise.id,
    title: exercise.title,
    submission: input.submission,
    status: rejected ? "rejected" : reaches(score, maxScore, exercise.pass) ? "passed" : "failed",
    reason: why?.reason ?? null,
    reasonScenario: why?.scenario ?? null,
    score: toPoints(score),
    maxScore: toPoints(maxScore),
    percent: rejected ? 0 : percentOf(score, maxScore),
    pass: exercise.pass,
    categories: categoryOrder
      .filter((category) => exercise.points[category] !== undefined)
      .map((category) => ({
        category,
        score: toPoints(rejected ? zero : sum(scored.flatMap((each) => earnedIn(each, category)))),
        maxScore: toPoints(pointsOf(exercise, category)),
      })),
    diagnostics,
    rules: broken.map(ruleFinding),
    scenarios: scored.map((each) => withAsked(scenarioGrade(each, rejected, entryAt, exercise.id), diagnostics)),
    traceHash: traceHash(runs, input.explorations ?? []),
    sources: input.sources,
  };
}

function withAsked(grade: ScenarioGrade, diagnostics: readonly Diagnostic[]): ScenarioGrade {
  const asked = (finding: Finding): Finding => askedByWarning(finding, diagnostics);
  return {
    ...grade,
    checks: grade.checks.map((check) => ({ ...check, finding: check.finding === null ? null : asked(check.finding) })),
    findings: grade.findings.map(asked),
  };
}

/** What the text alone says of cancels is no warning where each run has heeded them: the code may never be there when it is cancelled. */
function borneOut({ diagnostics, runs }: Graded): readonly Diagnostic[] {
  const isHeeded = runs.length > 0 && runs.every(areCancelsHeeded);
  return isHeeded ? diagnostics.filter(({ code }) => code !== "swallowed-cancel") : diagnostics;
}

interface Asked {
  readonly index: number;
  readonly run: Run;
  readonly entryAt: Position | null;
  /** A cause in another scenario, if that is to be told wherever it fits. */
  readonly known: KnownCause | null;
}

function outcomesOf(input: Graded, { index, run, entryAt, known }: Asked): readonly CheckOutcome[] {
  const scenario = input.exercise.scenarios[index]!;
  const written = input.replay?.written[index];
  const model = input.models?.[index] ?? null;
  const mended = mendedIn(input, index);
  if (input.replay !== undefined && written !== undefined && input.replay.schedule > 0) {
    const asWritten = evaluateScenario(scenario, written, entryAt, { model, known });
    return evaluateUnder(scenario, run, entryAt).map((outcome, i) => outcome ?? asWritten[i]!);
  }
  const outcomes = evaluateScenario(scenario, run, entryAt, {
    model,
    known,
    mended,
    writes: input.writes?.[index] ?? null,
    isTriedInVain: input.replay === undefined && input.mended?.[index] === null,
  });
  const exploration = input.explorations?.[index] ?? null;
  return exploration === null ? outcomes : withWorst(outcomes, exploration, input.exercise.id, entryAt);
}

/** What was tried is the written schedule. */
function mendedIn({ mended, replay }: Graded, index: number): Mended | null {
  return replay !== undefined && replay.schedule > 0 ? null : (mended?.[index] ?? null);
}

/** Why there are no points, if there are none. A scenario that everybody may see comes before a hidden one. */
function reasonOf(
  input: Graded,
  rules: readonly BrokenInARun[],
  entryAt: Position | null,
): { reason: Rejection; scenario: string | null } | null {
  if (input.rejection !== null) return { reason: input.rejection, scenario: null };
  const broken = rules.find(({ rule }) => rule.points === null);
  if (broken !== undefined) {
    const { message, at } = broken;
    const place = { file: at?.file ?? null, line: at?.line ?? null, column: at?.column ?? null };
    return { reason: { code: "rule", message, ...place }, scenario: null };
  }
  const stopped = input.exercise.scenarios.flatMap(({ name, hidden }, index) => {
    const exploration = input.explorations?.[index] ?? null;
    const schedule = input.replay === undefined ? 0 : input.replay.schedule;
    const reason =
      stopReason(input.runs[index] ?? null, { entryAt, schedule, mended: mendedIn(input, index) }) ??
      stoppedUnder(exploration, input.exercise.id, entryAt);
    return reason === null ? [] : [{ reason, scenario: name, hidden }];
  });
  return stopped.find(({ hidden }) => !hidden) ?? stopped[0] ?? null;
}

function ruleFinding({ rule, message, hint, at }: BrokenInARun): Finding {
  const cost = rule.points === null ? "" : ` It takes ${rule.points} ${rule.points === 1 ? "point" : "points"} off.`;
  return { code: `${rule.kind}:${rule.target}`, message: `${message}${cost}`, hint: rule.why ?? hint, at };
}

function earnedIn({ scenario, outcomes, shares }: Scored, category: Category | null): Fraction[] {
  return outcomes.flatMap((outcome, index) =>
    outcome === null || (category !== null && scenario.checks[index]!.category !== category)
      ? []
      : [shares[index]!.mul(outcome.earned)],
  );
}

function scenarioGrade(scored: Scored, rejected: boolean, entryAt: Position | null, exercise: string): ScenarioGrade {
  const { scenario, run, outcomes, exploration, mended } = scored;
  const under = stoppedUnder(exploration, exercise, entryAt);
  const stopped = run === null || run.outcome.kind === "stopped" || under !== null;
  const scaled = scenario.checks.find((check) => check.kind === "elapsed-scaled");
  const plain = scenario.checks.find((check) => check.kind === "elapsed");
  return {
    name: scenario.name,
    hidden: scenario.hidden,
    withheld: false,
    status: stopped ? "rejected" : outcomes.every((outcome) => outcome?.finding === null) ? "passed" : "failed",
    reason: stopReason(run, { entryAt, mended }) ?? under,
    schedules:
      exploration === null ? null : { run: exploration.schedules, firstFailing: exploration.first?.schedule ?? null },
    elapsedMs: run?.elapsedMs ?? null,
    idealMs: scaled?.idealMs ?? plain?.atMostMs ?? null,
    sequentialMs: scaled?.sequentialMs ?? null,
    value: run?.outcome.kind === "returned" ? run.outcome.value : null,
    error: run?.outcome.kind === "threw" ? run.outcome.error : null,
    output: run?.output ?? [],
    tasks: (run?.tasks ?? []).map((task, index) =>
      index === 0 && task.createdAt === null ? { ...task, createdAt: entryAt } : task,
    ),
    requests: run?.requests ?? [],
    checks: scenario.checks.map((_, index) => checkGrade(scored, index, rejected)),
    findings: run === null ? [] : scenarioFindings(scenario, run, entryAt, mended),
    trace: run?.trace ?? null,
  };
}

/** A check of a rejected submission shows how it went, and is worth nothing. */
function checkGrade({ scenario, outcomes, shares }: Scored, index: number, rejected: boolean): CheckGrade {
  const check = scenario.checks[index]!;
  const outcome = outcomes[index] ?? null;
  const ok = outcome !== null && outcome.finding === null;
  return {
    category: check.category,
    title: check.title,
    status: ok ? "passed" : "failed",
    score: toPoints(rejected || outcome === null ? zero : shares[index]!.mul(outcome.earned)),
    maxScore: toPoints(shares[index]!),
    finding: outcome?.finding ?? null,
    why: ok ? null : check.why,
  };
}
