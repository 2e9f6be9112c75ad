import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import { eagerCallOf } from "../story/eager-call-place.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { waitsOf } from "../story/waits-by.ts";

/**
 * A task that was told to stop and did not, since it does nothing but wait for the promise of a call that had begun before it was made. Null where it waits for
 * something of its own, or where it is not clear which call that is.
 */
export function explainBegunOutside(run: Run, task: TaskRecord): Explanation | null {
  const { createdAt, id } = task;
  const story = tellStory(run);
  const [row] = cancelsOf(run.trace, id);
  const hasOwn = waitsOf(story, id).some(({ kind, frames }) => kind !== "native" || frames.length > 0);
  if (createdAt === null || row === undefined || hasOwn) return null;
  const open = story.waits.filter(({ endedRow, task: other }) => endedRow >= story.endRow && other !== id);
  const calls = open.flatMap(({ frames }) => frames.map(({ at }) => eagerCallOf(run, at)?.call ?? null));
  const [call, ...others] = calls.filter((at) => at !== null);
  if (call === undefined || others.some((other) => !samePlace(other, call))) return null;
  const asked = run.trace.site[row] ?? null;
  const by = asked === null ? "" : ` on ${showLine(asked, createdAt)}`;
  return {
    code: "late-cancel",
    message: `${showTask(task)} was made on line ${createdAt.line}, but its work was begun on ${showLine(call, createdAt)}, outside of it: the cancel${by} does not stop that.`,
    hint: "An async function begins when it is called, whoever waits for it later. In which task is it called here, and which one is cancelled?",
    at: call,
    costMs: 0,
  };
}
