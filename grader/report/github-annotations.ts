import type { Grade, ScenarioGrade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { exerciseFaultText } from "./exercise-faults.ts";
import { shownPoints } from "./numbers.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { diagnosticText, findingText, notGradedText, testRows } from "./test-rows.ts";
import { consequences } from "./text-scenario.ts";

/** More of a kind in one step vanish without a word. */
const mostOfAKind = 10;

interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  readonly at: (Position & { readonly endLine?: number; readonly endColumn?: number }) | null;
}

/**
 * Workflow commands that put what is wrong at the learner's lines. When there is more than GitHub shows, the last notice says so.
 *
 * @param courseFolder goes before every path: GitHub's are relative to the repository
 */
export function githubAnnotations(
  grades: readonly Grade[],
  tampered: readonly TamperedFile[],
  courseFolder: string,
  faults: readonly ExerciseError[] = [],
): string[] {
  const all = [
    ...tampered.map(tamperedAnnotation),
    ...faults.map(faultAnnotation),
    ...grades.flatMap(gradeAnnotations),
  ];
  const ofLevel = (level: Annotation["level"]) => all.filter((each) => each.level === level);
  const [errors, warnings, notices] = [ofLevel("error"), ofLevel("warning"), ofLevel("notice")];
  const shown = [...errors.slice(0, mostOfAKind), ...warnings.slice(0, mostOfAKind)];
  const unsaid = errors.length + warnings.length - shown.length;
  const kept = unsaid > 0 || notices.length > mostOfAKind ? notices.slice(0, mostOfAKind - 1) : notices;
  const rest = unsaid + notices.length - kept.length;
  const more: Annotation[] =
    rest === 0
      ? []
      : [
          {
            level: "notice",
            title: "More than is shown here",
            message: `There ${rest === 1 ? "is 1 more finding" : `are ${rest} more findings`} in the summary of this run and in its log.`,
            at: null,
          },
        ];
  return [...shown, ...kept, ...more].map((each) => command(each, courseFolder));
}

function tamperedAnnotation(each: TamperedFile): Annotation {
  return { level: "error", title: "Not part of a submission", message: tamperedText(each), at: null };
}

function faultAnnotation(fault: ExerciseError): Annotation {
  return { level: "error", title: "The exercise has a mistake", message: exerciseFaultText(fault), at: fault };
}

function gradeAnnotations(grade: Grade): Annotation[] {
  const title = `${grade.exercise}: ${grade.title}`;
  if (grade.status === "error") {
    return [{ level: "error", title: `${title}: not graded`, message: notGradedText(grade), at: null }];
  }
  const points = `${shownPoints(grade.score!, grade.maxScore)} of ${shownPoints(grade.maxScore)} points`;
  const verdict = `${grade.status}: ${points}${grade.status === "passed" ? "" : `; ${grade.pass}% is needed`}`;
  return [
    ...problems(grade),
    ...grade.diagnostics
      .filter(({ severity }) => severity === "warning")
      .map((each): Annotation => ({ level: "warning", title: each.code, message: diagnosticText(each), at: each })),
    { level: "notice", title, message: `${escapeTerminal(grade.submission)}: ${verdict}`, at: null },
  ];
}

/** What does not compile says nothing else. A scenario that was stopped says so once, and one that never ran not at all. */
function problems(grade: Grade): Annotation[] {
  const errors = grade.diagnostics.filter(({ severity }) => severity === "error");
  const found = errors.map((each): Annotation => ({
    level: "error",
    title: each.code,
    message: diagnosticText(each),
    at: each,
  }));
  if (errors.length > 0 && grade.traceHash === null) return found;
  const stopped = new Set<ScenarioGrade | null>();
  for (const { scenario, name, status, code, says, at } of testRows(grade)) {
    if (status === "passed" || stopped.has(scenario)) continue;
    if (status === "stopped" || consequences.has(code ?? "")) stopped.add(scenario);
    if (status === "stopped" && scenario?.reason === null) continue;
    found.push({ level: "error", title: `${grade.exercise}, ${name}`, message: says, at });
  }
  // Where a check failed, they stand with it.
  for (const { name, findings } of grade.scenarios.filter(({ status }) => status === "passed")) {
    for (const finding of findings) {
      const title = `${grade.exercise}, ${name}`;
      found.push({ level: "warning", title, message: findingText(finding), at: finding.at });
    }
  }
  return found;
}

function command({ level, title, message, at }: Annotation, courseFolder: string): string {
  const properties = [
    ...(at === null
      ? []
      : [
          ["file", escapeTerminal(courseFolder === "" ? at.file : `${courseFolder}/${at.file}`)] as const,
          ["line", String(at.line)] as const,
          ["endLine", String(at.endLine ?? at.line)] as const,
          ["col", String(at.column)] as const,
          ...(at.endColumn === undefined || at.endLine !== at.line
            ? []
            : [["endColumn", String(at.endColumn)] as const]),
        ]),
    ["title", escapeTerminal(title)] as const,
  ];
  const written = properties.map(([key, value]) => `${key}=${escapeProperty(value)}`).join(",");
  return `::${level} ${written}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
