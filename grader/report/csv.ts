import type { Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { shownPoints } from "./numbers.ts";
import type { TamperedFile } from "./tampered.ts";

/**
 * One row per submission, for a spreadsheet: RFC 4180, with a header. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it, as OWASP advises. What was not graded has no points, not zero. A file that a pull request may not change and a
 * mistake in an exercise have rows of their own.
 */
export function reportCsv(
  grades: readonly Grade[],
  tampered: readonly TamperedFile[] = [],
  faults: readonly ExerciseError[] = [],
): string {
  const categories = [...new Set(grades.flatMap((grade) => grade.categories.map(({ category }) => category)))];
  const rows = grades.map((grade) => {
    const byCategory = new Map(grade.categories.map((each) => [each.category, each]));
    return [
      grade.submission,
      grade.exercise,
      grade.status,
      grade.score === null ? "" : shownPoints(grade.score, grade.maxScore),
      shownPoints(grade.maxScore),
      grade.percent ?? "",
      ...categories.map((category) => {
        const own = byCategory.get(category);
        return own === undefined || grade.score === null ? "" : shownPoints(own.score, own.maxScore);
      }),
      grade.reason?.code ?? "",
      firstMistake(grade),
    ];
  });
  const header = [
    "submission",
    "exercise",
    "status",
    "score",
    "max_score",
    "percent",
    ...categories,
    "reason",
    "first_mistake",
  ];
  const nothing = Array.from({ length: 3 + categories.length }, () => "");
  const touched = tampered.map(({ path, change, message }) => [path, "", "tampered", ...nothing, change, message]);
  const wrong = faults.map(({ file, line, column, code, message }) => [
    `${file}:${line}:${column}`,
    "",
    "error",
    ...nothing,
    code,
    message,
  ]);
  return [header, ...touched, ...wrong, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function firstMistake(grade: Grade): string {
  if (grade.reason !== null) return grade.reason.message;
  const [rule] = grade.rules;
  if (rule !== undefined) return rule.message;
  const checks = grade.scenarios.flatMap((scenario) => scenario.checks.map((check) => ({ scenario, check })));
  const failed = checks.find(({ check }) => check.status === "failed");
  if (failed === undefined) return "";
  const { scenario, check } = failed;
  return `${scenario.name}, ${check.title}${check.finding === null ? "" : `: ${check.finding.message}`}`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = value
    .split(/\r\n|\n/)
    .map(escapeTerminal)
    .join(" ");
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
