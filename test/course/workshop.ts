import path from "node:path";
import { compiler } from "../warm-compiler.ts";
import { openCourse } from "../../grader/commands/course.ts";
import { gradeSubmission } from "../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../../grader/commands/workshop.ts";
import { loadExercises } from "../../grader/commands/load-exercises.ts";
import type { Grade } from "../../grader/score/index.ts";

export const root = path.resolve(import.meta.dirname, "../..");
export const course = openCourse(root);
export const loaded = loadExercises(course, course.ids);

/**
 * Warm, one for each core of a small machine; all of it is ours, so one child may serve many. A sandbox runs one scenario at a time, so more tests than these queue
 * up. Points are tested here, which depend on no trial; what trials find, the acceptance exercises test.
 */
const workshops: Workshop[] = [0, 1].map(() => openWorkshop(course, compiler, { child: "author", tries: "nothing" }));
let next = 0;

export const workshop: Workshop = workshops[0]!;

export async function closeWorkshops(): Promise<void> {
  await Promise.all(workshops.map(closeWorkshop));
}

/** @param file relative to the repository */
export async function grade(id: string, file: string): Promise<Grade> {
  const exercise = loaded.exercises.get(id);
  if (exercise === undefined) throw new Error(`${id} could not be read`);
  const free = workshops[next++ % workshops.length]!;
  return await gradeSubmission(free, exercise, path.join(root, file));
}

/** `category title` of every failed check, and why, so that a failing test says what happened. */
export function failures(result: Grade): string[] {
  return result.scenarios.flatMap((scenario) =>
    scenario.checks
      .filter((check) => check.status === "failed")
      .map((check) => `${check.category} ${check.title} (${scenario.name}: ${check.finding?.message ?? ""})`),
  );
}
