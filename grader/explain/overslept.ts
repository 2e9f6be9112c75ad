import type { Run } from "../sandbox/index.ts";
import { showDuration } from "./duration.ts";
import type { Explanation } from "./explanation.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import { samePlace } from "./place.ts";
import type { Story, TaskStory } from "./story.ts";
import { showTask } from "./task-name.ts";

/** What a sleeper gave time to, and from when on it was over. */
interface Over {
  readonly atUs: number;
  /** `task-1 was done at 200 ms`. */
  readonly what: string;
}

/**
 * Sleeps on the critical path that went on after what they gave time to was over: tasks that the sleeper had made were pending when it
 * lay down, and done, or idle for good, before it woke. Waiting for them would have ended sooner.
 */
export function findOverslept(run: Run, story: Story, { stretches }: CriticalPath): Explanation[] {
  return stretches.flatMap((stretch) => {
    const over = stretch.wait.kind === "sleep" ? lastOver(run, story, stretch) : null;
    return over === null ? [] : explain(stretch, stretches, over);
  });
}

/**
 * The same for a sleeper that looked for what another task did: the time that was lost begins at the very instant at which that task ended.
 * @param lostUs what the run took too long
 */
export function findLookedLate(run: Run, story: Story, { stretches }: CriticalPath, lostUs: number): Explanation[] {
  return stretches.flatMap((stretch) => {
    const sought = stretch.toUs - lostUs;
    if (stretch.wait.kind !== "sleep" || sought <= stretch.fromUs || sought >= stretch.toUs) return [];
    const ended = story.endings.find(({ task, us }) => us === sought && task !== stretch.task && task !== story.main);
    const task = run.tasks.find(({ id }) => id === ended?.task);
    if (task === undefined) return [];
    return explain(stretch, stretches, {
      atUs: sought,
      what: `${showTask(task)} was done at ${showDuration(sought / 1000)}`,
    });
  });
}

function explain(stretch: Stretch, all: readonly Stretch[], { atUs, what }: Over): Explanation[] {
  const at = stretch.wait.frames.at(-1)?.at;
  if (at === undefined) return [];
  const costMs = (stretch.toUs - atUs) / 1000;
  const slept = showDuration((stretch.toUs - stretch.fromUs) / 1000);
  const rounds = all.filter(({ task, wait }) => {
    const other = wait.frames.at(-1)?.at;
    return task === stretch.task && wait.kind === "sleep" && other !== undefined && samePlace(other, at);
  }).length;
  return [
    {
      code: "sleep-not-wait",
      message:
        `The ${rounds > 1 ? "last of the sleeps" : `sleep of ${slept}`} in line ${at.line} went on until ${showDuration(stretch.toUs / 1000)}, ` +
        `but ${what}: ${showDuration(costMs)} for nothing.`,
      hint: "How long something takes is only a guess here. What could you wait for instead, that ends when the work does?",
      at,
      costMs,
    },
  ];
}

/** When the last of the sleeper's own tasks was over while it slept; null when one of them is still to be waited for. */
function lastOver(run: Run, story: Story, { task: sleeper, fromUs, toUs, wait }: Stretch): Over | null {
  const endings = new Map(story.endings.map(({ task, us }) => [task, us]));
  const records = new Map(run.tasks.map((task) => [task.id, task]));
  let last: Over | null = null;
  for (const task of story.tasks.values()) {
    if (task.creator !== sleeper || task.createdRow > wait.beganRow || task.endedRow < wait.beganRow) continue;
    const record = records.get(task.id)!;
    const endedUs = endings.get(task.id) ?? Number.POSITIVE_INFINITY;
    const isDone = endedUs <= toUs && task.endedRow < wait.endedRow;
    const atUs = isDone ? endedUs : idleSince(task, record.state, toUs);
    if (atUs === null) return null;
    const when = showDuration(atUs / 1000);
    const what = isDone
      ? `${showTask(record)} was done at ${when}`
      : `${showTask(record)} had nothing to do after ${when}`;
    if (last === null || atUs > last.atUs) last = { atUs, what };
  }
  return last !== null && last.atUs > fromUs && last.atUs < toUs ? last : null;
}

/** A task that only others can wake, and that nobody woke again but to cancel it, if at all. */
const wokenByOthers = new Set(["queue", "lock", "semaphore", "event", "condition", "barrier"]);

function idleSince(task: TaskStory, state: string, toUs: number): number | null {
  const wait = task.waits.at(-1);
  if (wait === undefined || (state !== "cancelled" && state !== "pending")) return null;
  return wokenByOthers.has(wait.kind) && wait.endedUs >= toUs && wait.beganUs < toUs ? wait.beganUs : null;
}
