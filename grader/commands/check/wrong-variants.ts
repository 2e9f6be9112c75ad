import type { Grade } from "../../score/index.ts";
import type { Exercise } from "../../spec/index.ts";
import { displayPath } from "../course.ts";
import { gradeSubmission } from "../grade-submission.ts";
import type { Workshop } from "../workshop.ts";
import { readRegular } from "../read-regular.ts";
import { wrongVariants } from "./files.ts";
import { type Problem, problem } from "./problem.ts";

/** Grades the instructor's own wrong variants: each must be caught by what its first line names. */
export async function tryWrongVariants(
  shop: Workshop,
  exercise: Exercise,
): Promise<{ readonly problems: Problem[]; readonly grades: Grade[] }> {
  const problems: Problem[] = [];
  const grades: Grade[] = [];
  for (const file of wrongVariants(shop.course, exercise)) {
    const grade = await gradeSubmission(shop, exercise, file);
    grades.push(grade);
    const display = displayPath(shop.course, file);
    const at = { file: display, line: 1, column: 1 };
    const named = /^(?:\/\/|#)\s*caught by:\s*(.+)$/i.exec(firstLine(file));
    const catches = caughtBy(grade);
    if (named === null) {
      problems.push(
        problem(`${display} does not say which check must catch it.`, {
          at,
          hint: `Start it with a comment that names a check, a category or a reason: "// caught by: ${[...catches][0] ?? "returns"}".`,
        }),
      );
      continue;
    }
    for (const wanted of named[1]!.split(/\s*[,;]\s*/)) {
      if (catches.has(wanted.trim())) continue;
      const instead = catches.size === 0 ? "It gets full credit." : `It is caught by ${[...catches].join(", ")}.`;
      problems.push(
        problem(`${display} is not caught by \`${wanted.trim()}\`. ${instead}`, {
          at,
          hint: "Make that check stricter, or name the one that should catch it.",
        }),
      );
    }
  }
  return { problems, grades };
}

/** Titles of failed checks, their categories, and the code of a rejection. */
function caughtBy(grade: Grade): ReadonlySet<string> {
  const failed = grade.scenarios.flatMap(({ checks }) => checks.filter(({ status }) => status === "failed"));
  return new Set([
    ...(grade.reason === null ? [] : [grade.reason.code, "rejected"]),
    ...failed.flatMap(({ title, category }) => [title, title.replace(/\..*$/s, ""), category]),
  ]);
}

/** Empty when it cannot be read, which its grade tells. */
function firstLine(file: string): string {
  try {
    return readRegular(file).toString("utf8").split(/\r?\n/, 1)[0]!.trim();
  } catch {
    return "";
  }
}
