import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { showTask } from "../story/task-name.ts";

/** Whose error a task group that failed gave out: that of the first task that failed with one of its own. Null when none did. */
export function explainErrorInGroup(run: Run): Explanation | null {
  const failed = run.tasks.slice(1).filter(({ state, error }) => state === "failed" && error !== null);
  const [first] = failed.toSorted((a, b) => (a.endedMs ?? 0) - (b.endedMs ?? 0));
  if (first?.error == null || first.endedMs === null || first.error.name === "ExceptionGroup") return null;
  const { name, at } = first.error;
  const where = at === null ? "" : `, thrown on line ${at.line}`;
  return {
    code: "error-in-group",
    message: `${showTask(first)} failed at ${showDuration(first.endedMs)} with ${name}${where}: that is the error in the group.`,
    hint: "May this error leave its task, or should something in that task deal with it?",
    at: at ?? first.createdAt,
    costMs: 0,
  };
}
