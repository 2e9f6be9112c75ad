import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/**
 * A task went on when another one of the same line had failed, and both are in groups, but not in one: each group cancels only its own. Null when nothing of
 * that is known.
 */
export function explainGroupsApart(run: Run, task: TaskRecord): Explanation | null {
  const at = task.createdAt;
  if (at === null || isCutOff(run)) return null;
  const groups = groupsOf(run);
  if (!groups.has(task.creator)) return null;
  const failed = run.tasks.find(
    (other) =>
      other.state === "failed" &&
      other.creator !== task.creator &&
      groups.has(other.creator) &&
      other.createdAt !== null &&
      samePlace(other.createdAt, at) &&
      (task.endedMs === null || (other.endedMs ?? Number.POSITIVE_INFINITY) < task.endedMs),
  );
  if (failed === undefined) return null;
  return {
    code: "groups-apart",
    message: `${showTask(failed)} failed, but in a group of its own: line ${at.line} makes each task in another group, and a group cancels only the tasks that are in it.`,
    hint: "Which tasks belong together, so that all of them stop when one fails? How many groups are made for them?",
    at,
    costMs: 0,
  };
}

/** Tasks that run the body of a group, or wait for one. */
function groupsOf(run: Run): ReadonlySet<number> {
  const waiting = tellStory(run).waits.flatMap(({ kind, task }) => (kind === "group" ? [task] : []));
  const bodies = run.tasks.flatMap(({ id, coroutine }) => (coroutine === "taskGroup" ? [id] : []));
  return new Set([...waiting, ...bodies]);
}
