import { showDuration } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { firstCancel } from "../story/cancels.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import { tellStory, type Wait } from "../story/story.ts";
import { waitsOf } from "../story/waits-by.ts";

/** What only others can end, by what is asked of them. */
const others: ReadonlyMap<string, string> = new Map([
  ["queue", "Who should have put something there for it, and when?"],
  ["lock", "Who had what it waited for all that time, and did they need it?"],
  ["semaphore", "Who had the places that it waited for all that time, and did they need them?"],
  ["event", "Who should have told it to go on, and when?"],
  ["condition", "Who should have told it to go on, and when?"],
  ["barrier", "Who else should have come there, and when?"],
]);

/**
 * A task that was stopped while it waited for what others had to do, and had done so for most of its life: that it was stopped is only where it ended. Null for
 * any other task.
 */
export function explainStarved(run: Run, task: TaskRecord): Explanation | null {
  const story = tellStory(run);
  const row = task.state === "cancelled" ? firstCancel(run.trace, story, task.id) : undefined;
  if (row === undefined || task.endedMs === null) return null;
  const wait: Wait | undefined = waitsOf(story, task.id).find(
    ({ kind, beganRow, endedRow }) => kind !== "native" && beganRow < row && endedRow > row,
  );
  const at = wait?.frames.at(-1)?.at;
  const hint = wait === undefined ? undefined : others.get(wait.kind);
  if (wait === undefined || at === undefined || hint === undefined) return null;
  const waitedMs = (wait.endedUs - wait.beganUs) / 1000;
  if (waitedMs === 0 || waitedMs < (task.endedMs - task.createdMs) / 2) return null;
  const asked = run.trace.site[row] ?? null;
  const by = asked === null ? "" : ` on ${showLine(asked, at)}`;
  return {
    code: "starved",
    message:
      `From ${showDuration(wait.beganUs / 1000)} on it waited on line ${at.line}, and nothing had let it go on ` +
      `when it was cancelled${by} at ${showDuration(run.trace.at[row]! / 1000)}.`,
    hint,
    at,
    costMs: 0,
  };
}
