import { existsSync } from "node:fs";
import path from "node:path";
import type { ReferenceRuns } from "../report/index.ts";
import type { Exercise } from "../spec/index.ts";
import { gradeSubmission, type Workshop } from "./grade-submission.ts";

/** How the course's own solution goes through each scenario, for a picture beside the learner's; empty when there is no solution. */
export async function solutionRuns(
  shop: Workshop,
  exercise: Exercise,
  schedule: number | null,
): Promise<ReferenceRuns> {
  const file = path.join(shop.course.root, "solutions", `${exercise.id}.ts`);
  if (exercise.kind === "quiz" || !existsSync(file)) return new Map();
  const { scenarios } = await gradeSubmission(shop, exercise, file, schedule);
  return new Map(
    scenarios.flatMap(({ name, trace, tasks, requests, elapsedMs }) =>
      trace === null
        ? []
        : [[name, { trace, tasks, requests, elapsedMs, endMs: (trace.at.at(-1) ?? 0) / 1000 }] as const],
    ),
  );
}
