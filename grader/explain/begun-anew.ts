import { showDuration, type Position } from "../values/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, samePlace, showLine } from "./place.ts";
import type { Story, TaskStory } from "./story.ts";
import { showTask } from "./task-name.ts";

interface Anew {
  readonly first: string;
  /** Where the work stood. */
  readonly work: Position;
  /** Who called it off; the work's own place where no line did. */
  readonly off: Position;
  /** Who began it again. */
  readonly again: Position;
  us: number;
  times: number;
}

/** Kinds of waiting whose words say what is done. */
const tellsWork = new Set(["request", "sleep"]);

/** Work that was called off before its end, and that the end of the run then had to wait for from its start. */
export function findBegunAnew(run: Run, story: Story, { stretches }: CriticalPath): Explanation[] {
  const found = new Map<string, Anew>();
  for (const record of run.tasks.slice(1)) {
    const task = story.tasks.get(record.id)!;
    const wait = task.waits.at(-1);
    const work = wait?.frames.at(-1)?.at;
    if (record.state !== "cancelled" || wait === undefined || work === undefined) continue;
    const next = stretches.find(({ fromUs, task: own, wait: { frames, kind, what } }) => {
      const at = frames.at(-1)?.at;
      // Who sends something else or sleeps for another time was given something else to do.
      const isSame = at !== undefined && samePlace(at, work) && (!tellsWork.has(kind) || what === wait.what);
      return own !== task.id && fromUs >= wait.endedUs && isSame;
    });
    if (next === undefined) continue;
    const own = next.steps.filter((step) => step.task === next.task);
    const maker = story.tasks.get(next.task)?.createdAt ?? null;
    const again = own.length > 1 ? own.at(-2)!.at : (maker ?? work);
    const off = calledOff(run, story, task) ?? work;
    const key = `${placeKey(work)} ${placeKey(off)}`;
    const known = found.get(key) ?? { first: showTask(record), work, off, again, us: 0, times: 0 };
    known.us += wait.endedUs - task.createdUs;
    known.times += 1;
    found.set(key, known);
  }
  // Who calls off again and again (until nobody types any more, say) means to.
  return [...found.values()].filter(({ times }) => times === 1).map(explain);
}

function calledOff({ trace }: Run, { waits }: Story, task: TaskStory): Position | null {
  const limit = waits.find(({ cut, on }) => cut && on === task.id)?.frames.at(-1)?.at;
  if (limit !== undefined) return limit;
  const row = trace.event.findLastIndex((event, i) => event === "cancel-requested" && trace.task[i] === task.id);
  return trace.site[row] ?? null;
}

function explain({ first, work, off, again, us }: Anew): Explanation {
  return {
    code: "begun-anew",
    message:
      `${first} had been at its work on ${showLine(work, off)} for ${showDuration(us / 1000)} when line ${off.line} called it off, ` +
      `and then ${showLine(again, off)} began the same from the start.`,
    hint: `What has to stop on line ${off.line}: the work, or only the wait for it?`,
    at: off,
    costMs: us / 1000,
  };
}
