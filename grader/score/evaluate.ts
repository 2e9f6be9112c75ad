import type { Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { withCauseOfFew } from "./behind-few.ts";
import { withLineBehind } from "./behind-values.ts";
import {
  type Besides,
  explainNoThrow,
  type Mended,
  nothing,
  placeAtMended,
  toldBy,
  type Write,
} from "../explain/index.ts";
import { checkElapsed, checkElapsedScaled } from "./check-elapsed.ts";
import { checkLeftovers } from "./check-leftovers.ts";
import { checkOwn } from "./own-checks.ts";
import { checkOutput } from "./check-output.ts";
import { checkPeak } from "./check-peak.ts";
import { checkRequests } from "./check-requests.ts";
import { checkReturns } from "./check-returns.ts";
import { checkTasks } from "./check-tasks.ts";
import { checkThrows, fits, wanted } from "./check-throws.ts";
import { toldInReply } from "./told-in-reply.ts";
import { errorOrigin } from "./error-origin.ts";
import { failed, type CheckOutcome } from "./outcome.ts";
import { withStateBehind } from "./behind-states.ts";
import { withTrials } from "./told-by-trial.ts";
import { withWrites } from "./with-writes.ts";

/**
 * One outcome for each check of the scenario, in their order.
 *
 * @param besides what is known of other runs: it changes no outcome, only what is said of one
 */
export function evaluateScenario(
  scenario: Scenario,
  run: Run,
  entryAt: Position | null,
  { writes = null, ...besides }: Besides & { readonly writes?: readonly Write[] | null } = nothing,
): readonly CheckOutcome[] {
  const mended = besides.mended ?? null;
  const tried = (outcomes: readonly CheckOutcome[]): readonly CheckOutcome[] =>
    mended === null ? outcomes : withTrials(scenario.checks, run, outcomes, mended);
  const spoiled = spoiler(scenario, run, entryAt, mended);
  if (spoiled !== null) return tried(scenario.checks.map(spoiled));
  const known = { ...besides, mended, mostAtOnce: mostAtOnce(scenario) };
  const outcomes = scenario.checks.map((check) => evaluateCheck(check, run, scenario, known));
  const alike = withCauseOfFew(scenario.checks, outcomes);
  const behind = withLineBehind(scenario.checks, run, alike, mended);
  const traced = mended === null && writes !== null ? withWrites(run, behind, writes) : behind;
  const starved = mended === null ? withStateBehind(scenario.checks, run, traced) : traced;
  return tried(starved).map((each) => placed(each, run.tasks[0]?.createdAt ?? entryAt));
}

/** Where no line is known to blame, the reader begins at the entry. */
function placed(outcome: CheckOutcome, entryAt: Position | null): CheckOutcome {
  const { finding } = outcome;
  return { ...outcome, finding: finding === null ? null : { ...finding, at: finding.at ?? entryAt } };
}

/** One check of a run that came to an end in the way that the scenario asks for. */
export function evaluateCheck(check: Check, run: Run, scenario: Scenario, besides: Besides = nothing): CheckOutcome {
  switch (check.kind) {
    case "elapsed":
      return checkElapsed(check, run, besides);
    case "elapsed-scaled":
      return checkElapsedScaled(check, run, besides);
    case "peak":
      return checkPeak(check, run, besides);
    case "returns":
      return checkReturns(check, run, scenario, besides);
    case "throws":
      return checkThrows(check, run, scenario, besides);
    case "output":
      return checkOutput(check, run, scenario, besides);
    case "requests":
      return checkRequests(check, run, scenario, besides);
    case "tasks":
      return checkTasks(check, run, besides);
    case "own":
      return checkOwn(check);
    default:
      return checkLeftovers(run, besides);
  }
}

/** What makes every check of a scenario worth nothing: nobody is paid for being fast at failing. */
function spoiler(
  scenario: Scenario,
  run: Run,
  entryAt: Position | null,
  mended: Mended | null,
): ((check: Check) => CheckOutcome) | null {
  const throws = scenario.checks.find((check) => check.kind === "throws");
  const { outcome } = run;
  if (outcome.kind === "stopped") {
    return () =>
      failed({ code: "stopped", message: "not counted: the run was stopped before its end", hint: null, at: null });
  }
  if (outcome.kind === "threw" && throws === undefined) {
    return () =>
      failed({
        code: "entry-threw",
        message: `not counted: ${entryOf(run)} threw ${outcome.error.name}`,
        hint: null,
        at: placeAtMended(mended, [errorOrigin(run, outcome.error), outcome.error.at]),
      });
  }
  if (outcome.kind === "returned" && throws !== undefined) {
    const what = `${entryOf(run)} returned, but should have thrown ${wanted(throws)}`;
    const why = explainNoThrow(run, {
      isWanted: (error) => fits(throws, error),
      isWantedName: (name) => fits({ ...throws, message: null }, { name, message: "" }),
      dueMs: dueMs(scenario),
    });
    const told = () => toldInReply(run, scenario, throws.message, "");
    const cause = toldBy(mended, why === null || why.code === "went-on" ? [told, () => why] : [() => why, told]);
    return (check) =>
      failed(
        check.kind === "throws"
          ? {
              code: "never-threw",
              message: cause === null ? what : `${what}. ${cause.message}`,
              hint: cause?.hint ?? "Where does the error start, and what catches it on its way out?",
              at: cause?.at ?? run.tasks[0]?.createdAt ?? entryAt,
            }
          : { code: "entry-returned", message: `not counted: ${what}`, hint: null, at: null },
      );
  }
  return null;
}

/** How many requests may be in flight at once. */
function mostAtOnce({ checks }: Scenario): number | null {
  for (const check of checks) if (check.kind === "peak" && check.of === "requests") return check.atMost;
  return null;
}

/** The time that gives full points. */
function dueMs({ checks }: Scenario): number | null {
  for (const check of checks) {
    if (check.kind === "elapsed") return check.atMostMs;
    if (check.kind === "elapsed-scaled") return check.idealMs;
  }
  return null;
}

function entryOf(run: Run): string {
  return run.tasks[0]?.name ?? "the entry";
}
