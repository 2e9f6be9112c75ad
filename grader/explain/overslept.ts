import { showDuration } from "./duration.ts";
import type { Explanation } from "./explanation.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import { samePlace } from "./place.ts";
import type { Story, TaskStory } from "./story.ts";

/**
 * Sleeps on the critical path that went on after what they gave time to was over: tasks that the sleeper had made were pending when it
 * lay down, and done before it woke. Waiting for them would have ended sooner.
 */
export function findOverslept(
  story: Story,
  { stretches }: CriticalPath,
  nameOf: (task: number) => string,
): Explanation[] {
  const found: Explanation[] = [];
  for (const stretch of stretches) {
    const at = stretch.wait.frames.at(-1)?.at;
    if (stretch.wait.kind !== "sleep" || at === undefined) continue;
    const last = lastDone(story, stretch);
    if (last === null) continue;
    const costMs = (stretch.toUs - last.endedUs) / 1000;
    const slept = showDuration((stretch.toUs - stretch.fromUs) / 1000);
    const rounds = stretches.filter(({ wait }) => wait.kind === "sleep" && isAt(wait.frames.at(-1)?.at, at)).length;
    found.push({
      code: "sleep-not-wait",
      message:
        `The ${rounds > 1 ? "last of the sleeps" : `sleep of ${slept}`} in line ${at.line} went on until ${showDuration(stretch.toUs / 1000)}, ` +
        `but ${nameOf(last.task.id)} was done at ${showDuration(last.endedUs / 1000)}: ${showDuration(costMs)} for nothing.`,
      hint: "How long something takes is only a guess here. What could you wait for instead, that ends when the work does?",
      at,
      costMs,
    });
  }
  return found;
}

function isAt(one: Parameters<typeof samePlace>[0] | undefined, other: Parameters<typeof samePlace>[1]): boolean {
  return one !== undefined && samePlace(one, other);
}

/** The last task of the sleeper's own making that ended while it slept; null when one of them is still to be waited for. */
function lastDone(
  story: Story,
  { task: sleeper, fromUs, toUs, wait }: Stretch,
): { task: TaskStory; endedUs: number } | null {
  const endings = new Map(story.endings.map(({ task, us }) => [task, us]));
  let last: { task: TaskStory; endedUs: number } | null = null;
  for (const task of story.tasks.values()) {
    if (task.creator !== sleeper || task.createdRow > wait.beganRow || task.endedRow < wait.beganRow) continue;
    const endedUs = endings.get(task.id);
    if (endedUs === undefined || endedUs > toUs || task.endedRow > wait.endedRow) return null;
    if (last === null || endedUs > last.endedUs) last = { task, endedUs };
  }
  return last !== null && last.endedUs > fromUs && last.endedUs < toUs ? last : null;
}
