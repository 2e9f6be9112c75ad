import { appendFileSync, statSync } from "node:fs";
import { githubOutputs, githubSummary, type Report } from "../report/index.ts";
import { whyNotWritten } from "./not-written.ts";
import type { Terminal } from "./terminal.ts";

/** GitHub drops a step's summary that is larger, all of it. Steps before ours may have written into it. */
const largestSummary = 1024 * 1024;

/**
 * What a workflow reads besides the log: the run's page and the step's outputs, where the environment names files for them. That one of
 * them cannot be written is said, and takes nothing from the result.
 *
 * @param passed as the exit status will have it: a step and its outputs say the same
 */
export function writeGithubFiles(
  { grades, exerciseErrors, tampered }: Report,
  passed: boolean,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): void {
  const faulty = exerciseErrors.length > 0 || tampered.length > 0;
  const append = (variable: string, text: (size: number) => string): void => {
    const file = environment[variable];
    if (file === undefined || file === "") return;
    try {
      appendFileSync(file, text(statSync(file, { throwIfNoEntry: false })?.size ?? 0));
    } catch (error) {
      terminal.error(`The file in ${variable} could not be written: ${whyNotWritten(error)}`);
    }
  };
  append("GITHUB_STEP_SUMMARY", (size) => githubSummary(grades, tampered, largestSummary - size, exerciseErrors));
  append("GITHUB_OUTPUT", () => githubOutputs(grades, faulty, passed));
}
