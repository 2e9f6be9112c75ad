import type { SubmissionFile } from "../program.ts";
import type { Repair } from "./repair.ts";

/** The places in which a submission differs from a solution, each as a change that does there what the solution does. In the order of the text. */
export async function repairsFrom(
  _submission: readonly SubmissionFile[],
  _solution: readonly SubmissionFile[],
): Promise<readonly Repair[]> {
  return [];
}
