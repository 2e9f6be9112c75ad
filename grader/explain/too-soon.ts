import type { Run } from "../sandbox/index.ts";
import type { Explanation } from "./explanation.ts";
import { explainPending } from "./not-awaited.ts";
import { findOverlap } from "./overlap.ts";

/**
 * Why a run was over sooner than it can be: the first thing that was left behind, or two that should not have gone on at once.
 * @param missingMs how much sooner
 */
export function explainTooSoon(run: Run, missingMs: number): Explanation | null {
  const unstarted = run.warnings.find((warning) => warning.code === "never-awaited");
  if (unstarted !== undefined) {
    const where = unstarted.at === null ? "" : ` made in line ${unstarted.at.line}`;
    return {
      code: "not-awaited",
      message: `The coroutine${where} was never awaited, so nothing of it ran.`,
      hint: "A coroutine does nothing until it is awaited or made into a task. Who should wait for this one?",
      at: unstarted.at,
      costMs: 0,
    };
  }
  const left = run.tasks.find((task, index) => index > 0 && task.state === "pending");
  return left === undefined ? findOverlap(run, missingMs) : explainPending(run, left);
}
