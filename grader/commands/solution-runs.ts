import path from "node:path";
import type { ReferenceRuns } from "../report/index.ts";
import type { Exercise } from "../spec/index.ts";
import { gradeSubmission } from "./grade-submission.ts";
import type { Workshop } from "./workshop.ts";
import { solutionFile } from "./solution.ts";

/** How the course's own solution goes through each scenario, for a picture beside the learner's; empty when there is no solution. */
export async function solutionRuns(
  shop: Workshop,
  exercise: Exercise,
  schedule: number | null,
): Promise<ReferenceRuns> {
  const solution = exercise.kind === "quiz" ? null : solutionFile(shop.course, exercise);
  if (solution === null) return new Map();
  const file = path.join(solution.root, solution.entry);
  const { scenarios } = await gradeSubmission(shop, exercise, file, schedule);
  return new Map(
    scenarios.flatMap(({ name, trace, tasks, requests, elapsedMs }) =>
      trace === null
        ? []
        : [[name, { trace, tasks, requests, elapsedMs, endMs: (trace.at.at(-1) ?? 0) / 1000 }] as const],
    ),
  );
}
