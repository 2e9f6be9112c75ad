import { showDuration, type Position } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import { tellStory, type Story } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { waitsOf, waitsOn } from "../story/waits-by.ts";

const together = new Set(["gather", "group"]);

/** Whoever made it waits for several at once, and this is one of them, as far as is known. */
function isOneOfSeveral(story: Story, { creator, createdAt, name }: TaskRecord): boolean {
  return waitsOf(story, creator).some(({ kind, what, frames }) => {
    const at = frames.at(-1)?.at;
    const isMaker = at !== undefined && at.file === createdAt!.file && at.line === createdAt!.line;
    return together.has(kind) && (isMaker || what.includes(name));
  });
}

/**
 * Something that a task did for which nobody waits, and which nobody had told to stop: it went on for longer than it was meant to. Null where somebody waits for it.
 * @param did what it did, like `printed it`
 */
export function explainLetGoOn(run: Run, taskId: number, did: string, ms: number, at: Position): Explanation | null {
  const story = tellStory(run);
  const task = recordOf(run, taskId);
  if (task === undefined || taskId === story.main || task.createdAt === null) return null;
  if (waitsOn(story, taskId).length > 0 || cancelsOf(run.trace, taskId).length > 0) return null;
  if (isOneOfSeveral(story, task)) return null;
  return {
    code: "not-ended",
    message: `${showTask(task)}, made on ${showLine(task.createdAt, at)}, ${did} at ${showDuration(ms)}: nobody waits for this task, and nobody had stopped it by then.`,
    hint: "Until when should this task go on, and who stops it?",
    at,
    costMs: 0,
  };
}
