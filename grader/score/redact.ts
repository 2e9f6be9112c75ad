import type { Rejection } from "../compile/index.ts";
import type { CheckGrade, Grade, ScenarioGrade } from "./grade.ts";

/**
 * The Grade as a learner may see it: of a hidden scenario its name, status and points. The only place where this is done; a
 * report shows what it is given. Builds anew what may stay, so that a field that is added later is withheld until somebody
 * lets it through.
 */
export function redactHidden(grade: Grade): Grade {
  const fromHidden = grade.scenarios.some((scenario) => scenario.hidden && scenario.name === grade.reasonScenario);
  return {
    ...grade,
    reason: fromHidden && grade.reason !== null ? withheldReason(grade.reason, grade.reasonScenario!) : grade.reason,
    scenarios: grade.scenarios.map((scenario) => (scenario.hidden ? withhold(scenario) : scenario)),
  };
}

function withhold(scenario: ScenarioGrade): ScenarioGrade {
  return {
    name: scenario.name,
    hidden: true,
    withheld: true,
    status: scenario.status,
    reason: null,
    schedules: null,
    elapsedMs: null,
    idealMs: null,
    sequentialMs: null,
    value: null,
    error: null,
    output: [],
    tasks: [],
    requests: [],
    checks: scenario.checks.map(withholdCheck),
    findings: [],
    trace: null,
  };
}

/** The names and instants that `tasks` and `at` ask about stand in their titles, and are expected values like any other. */
function withholdCheck({ category, title, status, score, maxScore }: CheckGrade): CheckGrade {
  const bare = /^(?:tasks|at)(?=\.)/.exec(title)?.[0] ?? title;
  return { category, title: bare, status, score, maxScore, finding: null, why: null };
}

const kinds = new Map([
  ["cpu", "it used too much computing time"],
  ["memory", "it used too much memory"],
  ["steps", "it kept running without time moving"],
  ["virtual-time", "it did not end within its virtual time"],
  ["output", "it printed too much"],
  ["tasks", "it made too many tasks"],
  ["requests", "it sent too many requests"],
  ["timers", "it set too many timers"],
  ["deadlock", "it reached a point where nothing could ever continue"],
  ["crashed", "it crashed"],
]);

/** The code tells what kind of thing went wrong; where, and with which names and values, would tell about the inputs. */
function withheldReason({ code }: Rejection, scenario: string): Rejection {
  const what = kinds.get(code) ?? `it was stopped (${code})`;
  const message = `In the hidden scenario "${scenario}" the submission was stopped: ${what}.`;
  return { code, message, file: null, line: null, column: null };
}
