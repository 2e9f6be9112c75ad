import { stripVTControlCharacters } from "node:util";
import type { Grade } from "../score/index.ts";
import { shownPoints } from "./numbers.ts";
import { paintWith, type Paint } from "./paint.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { summarize } from "./summary.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { reasonText, writeDiagnostics, writeFinding } from "./text-findings.ts";
import { writeScenario } from "./text-scenario.ts";
import { penFor, usableColumns, type Pen, type TextStyle } from "./text-style.ts";
import { ToldBefore } from "./told-before.ts";
import { wrap } from "./wrap.ts";

/** For a person at a terminal. Ends with a line that sums up. */
export function reportText(grades: readonly Grade[], style: TextStyle, tampered: readonly TamperedFile[] = []): string {
  return [...textParts(grades, style, tampered)].join("");
}

/** The same in parts, one submission each. */
export function* textParts(
  grades: readonly Grade[],
  style: TextStyle,
  tampered: readonly TamperedFile[] = [],
): Generator<string> {
  const parts = new TextParts(style, grades.length === 1, tampered);
  yield parts.before;
  for (const grade of grades) yield parts.part(grade);
  yield parts.end(grades);
}

/** The same for whoever has not all grades yet: `before`, a part for each, `end`. */
export class TextParts {
  readonly before: string;
  readonly #style: TextStyle;
  readonly #isAlone: boolean;
  readonly #paint: Paint;
  readonly #rule: string;
  #isFirst: boolean;

  /** @param isAlone there is one submission, so there is room for its timeline */
  constructor(style: TextStyle, isAlone: boolean, tampered: readonly TamperedFile[] = []) {
    this.#style = { ...style, columns: usableColumns(style.columns) };
    this.#isAlone = isAlone;
    this.#paint = paintWith(style.color);
    this.#rule = `\n${this.#paint.dim("-".repeat(Math.min(this.#style.columns, 80)))}\n`;
    this.#isFirst = tampered.length === 0;
    this.before = writeTampered(tampered, this.#style.columns, this.#paint);
  }

  part(grade: Grade): string {
    const pen = penFor({ ...this.#style, paint: this.#paint }, grade.sources);
    writeGrade(pen, grade, { alone: this.#isAlone, next: this.#style.next });
    const rule = this.#isFirst ? "" : this.#rule;
    this.#isFirst = false;
    return `${rule}${pen.text.trimEnd()}\n`;
  }

  /** @param grades all that there are */
  end(grades: readonly Grade[]): string {
    const isTamperedAlone = grades.length === 0 && this.before !== "";
    if (isTamperedAlone) return "";
    return `${grades.length === 0 ? "" : this.#rule}${summary(grades, this.#paint, this.#style.columns)}`;
  }
}

/** Before everything else: whatever was graded, this fails. */
function writeTampered(tampered: readonly TamperedFile[], columns: number, paint: Paint): string {
  if (tampered.length === 0) return "";
  const pen = penFor({ color: false, columns, paint }, []);
  pen.prose(
    0,
    `✗ tampered: ${tampered.length === 1 ? "1 change" : `${tampered.length} changes`} that no submission needs`,
    paint.red,
  );
  for (const each of tampered) pen.prose(2, tamperedText(each));
  pen.blank();
  pen.prose(0, "Remove these changes from the pull request. None of them was used for grading.");
  return `${pen.text}\n`;
}

function writeGrade(pen: Pen, grade: Grade, { alone, next }: { alone: boolean; next: string | undefined }): void {
  const { paint } = pen;
  const told = new ToldBefore();
  pen.prose(0, `${grade.exercise}: ${grade.title}`, paint.bold);
  pen.prose(0, grade.submission, paint.dim, 4);
  pen.blank();
  writeVerdict(pen, grade);
  if (grade.reason !== null && grade.status !== "error") writeReason(pen, grade);
  writeDiagnostics(pen, grade.diagnostics);
  for (const rule of grade.rules) {
    const said = grade.reason?.code === "rule" ? grade.reason : null;
    // The reason has the instructor's own words behind it.
    if (said !== null && (rule.at?.line ?? null) === said.line && said.message.startsWith(rule.message)) {
      if (rule.hint !== null && !said.message.endsWith(rule.hint)) pen.prose(2, `Try: ${rule.hint}`, paint.cyan);
      continue;
    }
    pen.blank();
    writeFinding(pen, 0, rule.at, told.news(rule, null));
  }
  const ran = grade.scenarios.filter(
    (scenario) => scenario.withheld || scenario.status !== "rejected" || scenario.reason !== null,
  );
  const notRun = grade.scenarios.length > 0 && grade.traceHash === null && grade.reason !== null;
  if (!notRun) {
    for (const [index, scenario] of ran.entries()) {
      pen.blank();
      writeScenario(pen, scenario, { grade, told, timeline: alone && index === 0 });
    }
  }
  if (grade.status !== "passed" && grade.status !== "error") {
    pen.blank();
    pen.prose(0, nextStep(grade, next));
  }
}

function nextStep({ exercise, submission, reason }: Grade, next: string | undefined): string {
  const id = escapeTerminal(exercise);
  // In a file that is not there, nothing can be changed.
  if (reason?.code === "unreadable" && submission.startsWith(`exercises/${exercise}/`)) {
    return `Next: put a file that can be read in its place. For the starter: "npx chronograde reset ${id}".`;
  }
  return (
    next ??
    `Next: change one thing, then "npx chronograde grade ${id}" again. For a hint: "npx chronograde hint ${id}".`
  );
}

function writeVerdict(pen: Pen, grade: Grade): void {
  const { paint } = pen;
  if (grade.score === null || grade.percent === null) {
    pen.words(0, `${paint.yellow("! not graded")}: this costs no points`);
    if (grade.reason !== null) pen.prose(2, grade.reason.message);
    return;
  }
  const points = `${shownPoints(grade.score, grade.maxScore)} of ${shownPoints(grade.maxScore)} points, ${grade.percent}%`;
  const needed = grade.status === "failed" ? `; ${grade.pass}% needed to pass` : "";
  const good = grade.status === "passed";
  pen.words(0, `${good ? paint.green("✓ passed") : paint.red(`✗ ${grade.status}`)}: ${points}${needed}`);
  if (grade.status === "rejected") return;
  const widest = Math.max(...grade.categories.map(({ category }) => category.length), 0);
  for (const { category, score, maxScore } of grade.categories) {
    const full = score.n * maxScore.d === maxScore.n * score.d;
    const line = `${category.padEnd(widest)}  ${shownPoints(score, maxScore)} of ${shownPoints(maxScore)}`;
    pen.line(2, full ? line : paint.yellow(line));
  }
}

/** Why there are no points. A scenario that was stopped tells it itself, below. */
function writeReason(pen: Pen, grade: Grade): void {
  const { code, message, file, line, column } = grade.reason!;
  const own = grade.scenarios.find((scenario) => scenario.name === grade.reasonScenario);
  if (own !== undefined && !own.withheld) return;
  const told = grade.diagnostics.filter((each) => each.file === file && each.line === line);
  // The diagnostic says the same itself, below, with its place and what to try.
  if (told.some((each) => message.startsWith(each.message))) return;
  pen.blank();
  pen.prose(2, reasonText(code, message), pen.paint.red);
  if (file !== null && line !== null && told.length === 0) pen.frame(2, { file, line, column: column ?? 1 });
}

function summary(grades: readonly Grade[], paint: Paint, columns: number): string {
  const { graded, passed, failed, rejected, errors, score, maxScore } = summarize(grades);
  const parts = [
    paint.green(`${passed} passed`),
    failed > 0 ? paint.red(`${failed} failed`) : "",
    rejected > 0 ? paint.red(`${rejected} rejected`) : "",
    errors > 0 ? paint.yellow(`${errors} not graded`) : "",
  ].filter((part) => part !== "");
  const line = `${graded} graded: ${parts.join(", ")}`;
  if (graded === 0) return `${line}\n`;
  const points = `${shownPoints(score, maxScore)} of ${shownPoints(maxScore)} points`;
  const fits = stripVTControlCharacters(line).length + points.length + 2 <= columns;
  return fits ? `${line}, ${points}\n` : `${wrap(`${line},`, columns - 2, 2).join("\n  ")}\n  ${points}\n`;
}
