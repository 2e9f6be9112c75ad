import type { Grade, ScenarioGrade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { exerciseFaultText } from "./exercise-faults.ts";
import { markdownBlock, markdownLine, markdownLines } from "./markdown.ts";
import { shownPoints } from "./numbers.ts";
import { paintWith } from "./paint.ts";
import { summarize } from "./summary.ts";
import { tamperedText, type TamperedFile } from "./tampered.ts";
import { notGradedText, testRows } from "./test-rows.ts";
import { timeline } from "./timeline.ts";

const timelineColumns = 100;

/**
 * The page of a workflow's run: the scores, what is wrong, and the timelines.
 *
 * @param room bytes that it may have; GitHub refuses a step's summary over 1 MiB as a whole. What does not fit is left out, and that is said
 */
export function githubSummary(
  grades: readonly Grade[],
  tampered: readonly TamperedFile[],
  room: number,
  faults: readonly ExerciseError[] = [],
): string {
  const parts = [scores(grades, tampered, faults), ...grades.map(details)];
  const left = "\nThe rest does not fit on this page. The log of this step has all of it.\n";
  let text = "";
  let bytes = Buffer.byteLength(left);
  for (const part of parts) {
    bytes += Buffer.byteLength(part);
    if (bytes > room) return Buffer.byteLength(text + left) > room ? "" : text + left;
    text += part;
  }
  return text;
}

function scores(grades: readonly Grade[], tampered: readonly TamperedFile[], faults: readonly ExerciseError[]): string {
  const { score, maxScore, graded, errors } = summarize(grades);
  const lines = ["## chronograde", ""];
  if (tampered.length > 0) {
    lines.push(
      `**Changed, but not part of a submission (${tampered.length}).** The pull request fails because of these:`,
      "",
      ...tampered.map((each) => `- ${markdownLine(tamperedText(each))}`),
      "",
    );
  }
  if (faults.length > 0) {
    lines.push(
      "**Exercises with mistakes.** Submissions for them are not graded, and nobody loses points:",
      "",
      ...faults.map((each) => `- ${markdownLine(exerciseFaultText(each))}`),
      "",
    );
  }
  if (grades.length === 0) return `${[...lines, "Nothing was graded.", ""].join("\n")}\n`;
  lines.push("| | Exercise | Submission | Points | |", "| --- | --- | --- | ---: | --- |");
  for (const grade of grades) {
    const points =
      grade.score === null
        ? "not graded"
        : `${shownPoints(grade.score, grade.maxScore)} of ${shownPoints(grade.maxScore)}`;
    const sign = grade.status === "passed" ? "✓" : grade.status === "error" ? "!" : "✗";
    const cells = [sign, `${grade.exercise}: ${grade.title}`, grade.submission, points, grade.status];
    lines.push(`| ${cells.map(markdownLine).join(" | ")} |`);
  }
  const total = graded === 0 ? "" : `${shownPoints(score, maxScore)} of ${shownPoints(maxScore)} points`;
  const missing = errors === 0 ? "" : `${errors} not graded, which costs no points`;
  return `${[...lines, "", [total, missing].filter((part) => part !== "").join("; "), ""].join("\n")}\n`;
}

function details(grade: Grade): string {
  const heading = `### ${markdownLine(`${grade.exercise}: ${grade.title}`)}\n\n`;
  if (grade.status === "error") return `${heading}${markdownLine(notGradedText(grade))}\n\n`;
  const rows = testRows(grade);
  const table = [
    "| | Check | Points | |",
    "| --- | --- | ---: | --- |",
    ...rows.map(({ name, status, score, maxScore, says }) => {
      const points = maxScore.n === 0 ? "" : `${shownPoints(score, maxScore)} of ${shownPoints(maxScore)}`;
      return `| ${status === "passed" ? "✓" : "✗"} | ${markdownLine(name)} | ${points} | ${markdownLines(says)} |`;
    }),
  ].join("\n");
  return `${heading}${table}\n\n${grade.scenarios.map(picture).join("")}`;
}

/** Of a hidden scenario there is no trace to draw. */
function picture(scenario: ScenarioGrade): string {
  const { name, trace, tasks, requests, elapsedMs } = scenario;
  if (trace === null || tasks.length === 0) return "";
  const endMs = (trace.at.at(-1) ?? 0) / 1000;
  const lines = timeline({ trace, tasks, requests, elapsedMs, endMs }, timelineColumns, paintWith(false));
  return `<details><summary>${markdownLine(name)}: the tasks over virtual time</summary>\n\n${markdownBlock(lines)}\n\n</details>\n\n`;
}
