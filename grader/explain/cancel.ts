import { showDuration } from "../values/index.ts";
import type { Run, TaskRecord } from "../sandbox/index.ts";
import type { Explanation } from "./explanation.ts";
import { samePlace, showLine } from "./place.ts";
import { showTask } from "./task-name.ts";

/**
 * Who cancelled a task that is over, and when: the last request before its end. Null when nobody did.
 * @param subject how the sentence names the task
 */
export function explainCancel(run: Run, task: TaskRecord, subject = "It"): Explanation | null {
  const { event, site } = run.trace;
  const isAsked = (each: (typeof event)[number], row: number): boolean =>
    each === "cancel-requested" && run.trace.task[row] === task.id;
  const row = event.findLastIndex(isAsked);
  if (row < 0 || task.state !== "cancelled") return null;
  const where = site[row] ?? null;
  const line = where === null ? "" : ` on line ${where.line}`;
  const asked = site[event.findIndex(isAsked)] ?? null;
  if (asked !== null && where !== null && !samePlace(asked, where)) {
    return {
      code: "early-cancel",
      message: `${subject} was cancelled once more${line} at ${showDuration(run.trace.at[row]! / 1000)}, though ${showLine(asked, where)} had cancelled it already.`,
      hint: "The first cancel lets a task tidy up. What does the second one do to that?",
      at: where,
      costMs: 0,
    };
  }
  return {
    code: "early-cancel",
    message: `${subject} was cancelled${line} at ${showDuration(run.trace.at[row]! / 1000)}.`,
    hint: "Who wants this task stopped, and what has to be over before that?",
    at: where ?? task.createdAt,
    costMs: 0,
  };
}

/**
 * Why a task was not cancelled when it should have been: cancel() came late, or after its end, or never (null).
 * @param dueMs when it should have been over; null when only the state counts
 */
export function explainLateCancel(run: Run, task: TaskRecord, dueMs: number | null): Explanation | null {
  const { at, event, site } = run.trace;
  const row = event.findIndex((each, index) => each === "cancel-requested" && run.trace.task[index] === task.id);
  if (row < 0) return null;
  const cancelledMs = at[row]! / 1000;
  const where = site[row] ?? null;
  const line = where === null ? "" : ` on line ${where.line}`;
  const common = {
    code: "late-cancel" as const,
    at: where ?? task.createdAt,
    costMs: dueMs === null ? 0 : Math.max(0, cancelledMs - dueMs),
  };
  if (task.state === "cancelled" && dueMs !== null && cancelledMs > dueMs) {
    return {
      ...common,
      message: `cancel()${line} came only at ${showDuration(cancelledMs)}.`,
      hint: "What does the code wait for before it comes to this line? The cancel need not wait for that.",
    };
  }
  if (task.state === "pending") {
    return {
      ...common,
      message: `cancel()${line} was called at ${showDuration(cancelledMs)}, but ${showTask(task)} had not stopped yet when the run was over.`,
      hint: "cancel() only asks: the task stops at its next step. Wait for the task after you cancelled it.",
    };
  }
  if (task.state === "done") {
    return {
      ...common,
      message: `cancel()${line} was called at ${showDuration(cancelledMs)}, and yet ${showTask(task)} went on to its end.`,
      hint: "A catch that keeps the CancelledError to itself makes a cancelled task an ordinary one: let it through, or throw it again.",
    };
  }
  return null;
}
