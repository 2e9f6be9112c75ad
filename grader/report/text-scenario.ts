import { showDuration } from "../values/index.ts";
import type { CheckGrade, Grade, ScenarioGrade } from "../score/index.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { shownPoints } from "./numbers.ts";
import { reasonText, writeFinding } from "./text-findings.ts";
import type { Pen } from "./text-style.ts";
import type { ToldBefore } from "./told-before.ts";
import { timeline } from "./timeline.ts";

/** Findings that only say that something else, which is told once, spoiled the check. */
export const consequences = new Set(["entry-threw", "entry-returned", "stopped", "not-counted"]);

export function writeScenario(
  pen: Pen,
  scenario: ScenarioGrade,
  { grade, told, timeline: always }: { grade: Grade; told: ToldBefore; timeline: boolean },
): void {
  const { paint } = pen;
  const good = scenario.status === "passed";
  const name = escapeTerminal(scenario.name);
  const took = scenario.elapsedMs === null || grade.traceHash === null ? "" : `, ${showDuration(scenario.elapsedMs)}`;
  const hidden = scenario.hidden ? " (hidden)" : "";
  const many =
    scenario.schedules === null || scenario.schedules.run === 0
      ? ""
      : paint.dim(`, ${schedules(scenario.schedules.run)}`);
  pen.words(0, `${good ? paint.green("✓") : paint.red("✗")} ${paint.bold(name)}${hidden}${took}${many}`);
  if (scenario.withheld) return writeWithheld(pen, scenario);
  if (scenario.reason !== null) {
    const { code, message, file, line, column } = scenario.reason;
    pen.prose(2, reasonText(code, message), paint.red);
    if (file !== null && line !== null) pen.frame(2, { file, line, column: column ?? 1 });
    pen.blank();
  }
  for (const finding of scenario.findings) {
    writeFinding(pen, 2, finding.at, told.news(finding, null));
    pen.blank();
  }
  writeChecks(pen, scenario.checks, told);
  if ((always || !good) && scenario.trace !== null && scenario.tasks.length > 0) {
    pen.blank();
    const { trace, tasks, requests, elapsedMs } = scenario;
    const endMs = (trace.at.at(-1) ?? 0) / 1000;
    for (const line of timeline({ trace, tasks, requests, elapsedMs, endMs }, pen.columns - 2, paint))
      pen.line(2, line);
  }
}

function schedules(n: number): string {
  return `and under ${n} other ${n === 1 ? "schedule" : "schedules"}`;
}

function writeWithheld(pen: Pen, scenario: ScenarioGrade): void {
  for (const check of scenario.checks) if (check.status === "failed") pen.words(2, checkLine(pen, check));
  writePassed(pen, scenario.checks);
}

/** Those that failed first, each with its reason; then the others in one line. */
function writeChecks(pen: Pen, checks: readonly CheckGrade[], told: ToldBefore): void {
  const failed = checks.filter((check) => check.status === "failed");
  for (const check of failed.filter((each) => !isConsequence(each))) {
    pen.words(2, checkLine(pen, check));
    if (check.finding !== null)
      writeFinding(pen, 4, check.finding.at, told.news(check.finding, check.why, check.title));
    pen.blank();
  }
  const spoiled = failed.filter(isConsequence);
  const first = spoiled[0]?.finding;
  if (first !== undefined && first !== null) {
    pen.words(2, `${pen.paint.red("✗")} ${titles(spoiled)}`);
    pen.prose(4, first.message);
    pen.blank();
  }
  for (const check of checks.filter((each) => each.status === "passed" && each.why !== null)) {
    pen.words(2, checkLine(pen, check));
    pen.prose(4, check.why!);
  }
  writePassed(pen, checks);
}

function writePassed(pen: Pen, checks: readonly CheckGrade[]): void {
  const passed = checks.filter((check) => check.status === "passed" && check.why === null);
  if (passed.length > 0) pen.prose(2, `✓ ${titles(passed)}`, pen.paint.green);
}

function isConsequence(check: CheckGrade): boolean {
  return check.finding !== null && consequences.has(check.finding.code);
}

/** Of checks whose names are withheld, several may have one title. */
function titles(checks: readonly CheckGrade[]): string {
  const times = new Map<string, number>();
  for (const { title } of checks) times.set(title, (times.get(title) ?? 0) + 1);
  return [...times].map(([title, n]) => `${escapeTerminal(title)}${n === 1 ? "" : ` (${n})`}`).join(", ");
}

function checkLine({ paint }: Pen, check: CheckGrade): string {
  const points = `${shownPoints(check.score, check.maxScore)} of ${shownPoints(check.maxScore)}`;
  const sign = check.status === "passed" ? paint.green("✓") : paint.red("✗");
  return `${sign} ${escapeTerminal(check.title)}  ${paint.dim(`${check.category}, ${points} points`)}`;
}
