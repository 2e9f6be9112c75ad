import { showDuration } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { nameKey } from "../beside-the-solution/counterparts.ts";
import type { Model } from "../beside-the-solution/model.ts";
import type { Explanation } from "../explanation.ts";
import { cancelsOf } from "../story/cancels.ts";
import { isCutOff } from "../story/cut-off.ts";
import { keptFor } from "../story/kept-for.ts";
import { showLine } from "../story/place.ts";
import { showTask } from "../story/task-name.ts";

const firstSteps = keptFor(({ trace }: Pick<Run, "trace">): ReadonlyMap<number, number> => {
  const steps = new Map<number, number>();
  for (const [row, event] of trace.event.entries()) {
    const task = trace.task[row]!;
    if (event === "task-step" && !steps.has(task)) steps.set(task, row);
  }
  return steps;
});

/** It was cancelled before its first step: nothing of its function ran, not even a `finally`. */
export function isNeverBegun(run: Run, { id, state }: TaskRecord): boolean {
  const [cancel] = cancelsOf(run.trace, id);
  return state === "cancelled" && cancel !== undefined && cancel < (firstSteps(run).get(id) ?? -1);
}

export const neverBegunHint =
  "When does a task begin that was just made, and what should it have done before the cancel comes?";

/** The first task of which nothing ran, for a value that may lack what it should have done. Not one that comes to no more in the solution. */
export function explainNeverBegun(run: Run, model: Pick<Model, "tasks"> | null): Explanation | null {
  if (isCutOff(run)) return null;
  const task = run.tasks.slice(1).find((each) => isNeverBegun(run, each) && each.createdAt !== null);
  const made = task?.createdAt ?? null;
  const row = task && cancelsOf(run.trace, task.id)[0];
  const by = row === undefined ? null : (run.trace.site[row] ?? null);
  if (task === undefined || made === null || by === null || isSameInSolution(task, model)) return null;
  // Who made it late made it too late; else it is the cancel that comes too soon.
  const at = task.createdMs > 0 ? made : by;
  return {
    code: "early-cancel",
    message: `${showTask(task)} was made on ${showLine(made, at)} at ${showDuration(task.createdMs)} and cancelled on ${showLine(by, at)} in the same moment, before any line of it had run.`,
    hint: neverBegunHint,
    at,
    costMs: 0,
  };
}

function isSameInSolution(task: TaskRecord, model: Pick<Model, "tasks"> | null): boolean {
  return (model?.tasks ?? []).some(
    (other) => nameKey(other) === nameKey(task) && other.state === "cancelled" && other.createdMs === other.endedMs,
  );
}
