import type { Diagnostic, Rejection } from "../compile/index.ts";
import type { CheckGrade, Finding, Grade, Points, ScenarioGrade } from "../score/index.ts";
import type { Position } from "../values/index.ts";
import { escapeLines, escapeTerminal } from "./escape-terminal.ts";
import { reasonText } from "./text-findings.ts";

/** A Grade as the formats see it that know nothing but tests. All texts are escaped as for a terminal. */
export interface TestRow {
  /** Null: about the submission as a whole. */
  readonly scenario: ScenarioGrade | null;
  /** Of the scenario and the check: unique as far as these are. */
  readonly name: string;
  /** Of the check alone. */
  readonly title: string;
  /** What it is about, for a format that groups: a category, `rule`, `rejected`. */
  readonly kind: string;
  /** `stopped`: the scenario did not come to its end, or never began. */
  readonly status: "passed" | "failed" | "stopped";
  readonly code: string | null;
  readonly at: Position | null;
  readonly score: Points;
  readonly maxScore: Points;
  /** What came, where, and what to try, one to a line. Empty: nothing is to be said. */
  readonly says: string;
}

const nothing: Points = { n: 0, d: 1 };
/** A message may quote what a submission printed, of any length; the JSON result has it in full. */
const longest = 4000;

/** One row a check, after those for a rejection and for broken rules. Of what was not graded there are none. */
export function testRows(grade: Grade): TestRow[] {
  if (grade.status === "error") return [];
  return [...rejectionRows(grade), ...ruleRows(grade), ...grade.scenarios.flatMap((each) => scenarioRows(grade, each))];
}

/** Why it is not graded, in one line. */
export function notGradedText(grade: Grade): string {
  return escapeTerminal(grade.reason?.message ?? "This submission was not graded, through no fault of yours.");
}

/** A text of any origin, escaped, its line breaks kept. */
export function plainText(text: string): string {
  return escapeLines(text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`).join(
    "\n",
  );
}

/** What a finding says besides its message: the place, the instructor's own words, what to try. */
export function findingText({ message, at, hint }: Omit<Finding, "code">, why: string | null = null): string {
  return [
    plainText(message),
    at === null ? "" : `at ${escapeTerminal(at.file)}:${at.line}:${at.column}`,
    why === null ? "" : `Your instructor says: ${plainText(why)}`,
    hint === null ? "" : `Try: ${plainText(hint)}`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

export function diagnosticText(diagnostic: Diagnostic): string {
  return findingText({ ...diagnostic, message: `${diagnostic.code}: ${diagnostic.message}`, at: diagnostic });
}

/** A scenario that shows its own reason tells it itself. */
function rejectionRows(grade: Grade): TestRow[] {
  const { reason, reasonScenario } = grade;
  if (reason === null) return [];
  const own = grade.scenarios.find(({ name }) => name === reasonScenario);
  if (own !== undefined && !own.withheld) return [];
  const { code, message } = reason;
  const at = placeOf(reason);
  const errors = grade.diagnostics.filter(({ severity }) => severity === "error");
  const says = [findingText({ message: reasonText(code, message), at, hint: null }), ...errors.map(diagnosticText)];
  return [{ ...wholeRow("the submission is accepted"), kind: "rejected", code, at, says: says.join("\n\n") }];
}

/** The one that is the reason for a rejection is told by then. */
function ruleRows({ rules, reason }: Grade): TestRow[] {
  const rest = rules.filter((rule) => reason?.code !== "rule" || !reason.message.startsWith(rule.message));
  return rest.map((rule) => ({
    ...wholeRow("the rules are kept"),
    kind: "rule",
    code: rule.code,
    at: rule.at,
    says: findingText(rule),
  }));
}

function wholeRow(name: string) {
  return { scenario: null, name, title: name, status: "failed", score: nothing, maxScore: nothing } as const;
}

function scenarioRows(grade: Grade, scenario: ScenarioGrade): TestRow[] {
  const stopped = scenario.status === "rejected" && !scenario.withheld;
  const spoken = scenario.checks.findIndex(({ status }) => status === "failed");
  return scenario.checks.map((check, index) => {
    const says = [
      ...(index === spoken || (spoken < 0 && index === 0) ? scenario.findings.map((each) => findingText(each)) : []),
      stopped ? stoppedText(grade, scenario) : checkText(grade, scenario, check),
    ];
    return {
      scenario,
      name: escapeTerminal(`${scenario.name}: ${check.title}`),
      title: escapeTerminal(check.title),
      kind: check.category,
      status: stopped ? "stopped" : check.status,
      code: stopped ? (scenario.reason?.code ?? grade.reason?.code ?? null) : (check.finding?.code ?? null),
      at: stopped ? placeOf(scenario.reason) : (check.finding?.at ?? null),
      score: check.score,
      maxScore: check.maxScore,
      says: says.filter((part) => part !== "").join("\n\n"),
    };
  });
}

function checkText(grade: Grade, { withheld }: ScenarioGrade, { status, finding, why }: CheckGrade): string {
  if (withheld && status === "failed") return "Failed. Hidden scenarios do not show what they check.";
  if (finding !== null) return findingText(finding, why);
  const said = why === null ? "" : plainText(why);
  if (status !== "passed" || grade.status !== "rejected") return said;
  return [said, "Passed, but a rejected submission gets no points."].filter((part) => part !== "").join("\n");
}

function stoppedText(grade: Grade, { reason }: ScenarioGrade): string {
  if (reason === null) return `Not run: ${grade.reason === null ? "" : plainText(grade.reason.message)}`;
  return findingText({ message: reasonText(reason.code, reason.message), at: placeOf(reason), hint: null });
}

function placeOf(reason: Rejection | null): Position | null {
  if (reason === null || reason.file === null || reason.line === null) return null;
  return { file: reason.file, line: reason.line, column: reason.column ?? 1 };
}
