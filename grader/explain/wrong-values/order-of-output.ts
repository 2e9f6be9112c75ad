import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/** Why a line came before one of the same moment. */
export interface OrderOfOutput {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
}

/**
 * Two tasks that were made at one moment, in the wrong order: each takes its first step in the order in which they were made (asyncio: what
 * `call_soon` was given first runs first).
 * @param early the task whose line came first
 * @param late the one whose line should have come in its place
 */
export function explainOutputOrder(run: Run, early: number, late: number): OrderOfOutput | null {
  const [first, second] = [early, late].map((task) => run.tasks.slice(1).find(({ id }) => id === task));
  if (first === undefined || second === undefined || first.createdMs !== second.createdMs) return null;
  if (first.createdAt === null || second.createdAt === null) return null;
  const { tasks } = tellStory(run);
  if (tasks.get(first.id)!.createdRow >= tasks.get(second.id)!.createdRow) return null;
  const made = samePlace(first.createdAt, second.createdAt)
    ? `Line ${first.createdAt.line} made ${showTask(first)} before ${showTask(second)}`
    : `${showTask(first)} was made on line ${first.createdAt.line}, before ${showTask(second)} on ${showLine(second.createdAt, first.createdAt)}`;
  return {
    message: `${made}, and tasks begin in the order in which they are made`,
    hint: "In which order do these have to begin?",
    at: first.createdAt,
  };
}
