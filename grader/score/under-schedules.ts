import type { Rejection } from "../compile/index.ts";
import type { ForbiddenCall, Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { evaluateScenario } from "./evaluate.ts";
import type { CheckOutcome } from "./outcome.ts";

/** What came of a scenario under all its schedules but the written one. */
export interface Exploration {
  /** How many there were. */
  readonly schedules: number;
  /** Of each check the worst, where that is worse than as written. */
  readonly worse: readonly (Worse | null)[];
  /** The first schedule under which the run was stopped. */
  readonly stopped: { readonly schedule: number; readonly reason: Rejection } | null;
  /** What is called in spite of a rule under any of them, each once. Left out: nothing. */
  readonly forbiddenCalls?: readonly ForbiddenCall[];
  /** The first schedule under which something fails that holds as written, and what it changes, to stand behind "when". */
  readonly first: { readonly schedule: number; readonly when: string } | null;
}

export interface Worse {
  readonly schedule: number;
  readonly outcome: CheckOutcome;
}

/** Collects what the checks of one scenario earn under schedule after schedule. */
export class ScheduleTally {
  readonly #scenario: Scenario;
  readonly #written: readonly CheckOutcome[];
  readonly #worse: (Worse | null)[];
  #stopped: Exploration["stopped"] = null;
  readonly #forbiddenCalls = new Map<string, ForbiddenCall>();
  #schedules = 0;

  /** @param written the run of schedule 0 */
  constructor(scenario: Scenario, written: Run) {
    this.#scenario = scenario;
    this.#written = evaluateScenario(scenario, written, null);
    this.#worse = scenario.checks.map(() => null);
  }

  /** @param scenario what is expected under this schedule, where that is another thing than as written */
  take(schedule: number, run: Run, scenario = this.#scenario): void {
    this.#schedules += 1;
    if (run.outcome.kind === "stopped") this.#stopped ??= { schedule, reason: run.outcome.reason };
    for (const call of run.forbiddenCalls ?? []) {
      if (!this.#forbiddenCalls.has(call.target)) this.#forbiddenCalls.set(call.target, call);
    }
    for (const [i, outcome] of evaluateUnder(scenario, run).entries()) {
      if (outcome === null) continue;
      const least = this.#worse[i]?.outcome ?? this.#written[i]!;
      if (outcome.earned.lt(least.earned)) this.#worse[i] = { schedule, outcome };
    }
  }

  /** Whether this run is worse than the written one in something. */
  isWorse(run: Run, scenario = this.#scenario): boolean {
    if (run.outcome.kind === "stopped") return true;
    return evaluateUnder(scenario, run).some((outcome, i) => outcome?.earned.lt(this.#written[i]!.earned) === true);
  }

  result(first: Exploration["first"]): Exploration {
    const forbiddenCalls = [...this.#forbiddenCalls.values()];
    return { schedules: this.#schedules, worse: this.#worse, stopped: this.#stopped, forbiddenCalls, first };
  }
}

/** The outcomes under a schedule other than the written one; null where only that one counts. */
export function evaluateUnder(scenario: Scenario, run: Run, entryAt: Position | null = null): (CheckOutcome | null)[] {
  const checks = scenario.checks.map(timeless);
  const judged = checks.flatMap((check) => (check === null ? [] : [check]));
  const outcomes = evaluateScenario({ ...scenario, checks: judged }, run, entryAt)[Symbol.iterator]();
  return checks.map((check) => (check === null ? null : (outcomes.next().value as CheckOutcome)));
}

/** What of a check can be asked under every schedule: times that are written down hold for the written latencies only. */
function timeless(check: Check): Check | null {
  switch (check.kind) {
    case "elapsed":
    case "elapsed-scaled":
      return check.bySolution === true ? check : null;
    case "peak":
      return null;
    case "tasks": {
      if (check.instantMs !== null) return null;
      const rest = check.state !== null || check.count !== null || check.result !== null;
      if (check.endedAt === null) return check;
      return rest ? { ...check, endedAt: null } : null;
    }
    default:
      return check;
  }
}
