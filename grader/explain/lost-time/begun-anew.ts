import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { placeKey, showLine } from "../story/place.ts";
import type { Story, TaskStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { waitsOn } from "../story/waits-by.ts";

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
  const worksAt = new Map(groupedBy(stretches, workKey).map((alike) => [workKey(alike[0]!), alike]));
  for (const record of run.tasks.slice(1)) {
    const task = story.tasks.get(record.id)!;
    const wait = task.waits.at(-1);
    const work = wait?.frames.at(-1)?.at;
    if (record.state !== "cancelled" || wait === undefined || work === undefined) continue;
    const alike = worksAt.get(placeKey(work)) ?? [];
    const from = firstNotBefore(alike, ({ fromUs }) => fromUs < wait.endedUs);
    const next = alike
      .slice(from, from + mostLooked)
      // Who sends something else or sleeps for another time was given something else to do.
      .find(({ task: own, wait: { kind, what } }) => own !== task.id && (!tellsWork.has(kind) || what === wait.what));
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

/** Of more than these that follow, none is the same again. */
const mostLooked = 100;

function workKey({ wait }: Stretch): string | undefined {
  const at = wait.frames.at(-1)?.at;
  return at === undefined ? undefined : placeKey(at);
}

function calledOff({ trace }: Run, story: Story, task: TaskStory): Position | null {
  const limit = waitsOn(story, task.id)
    .find(({ cut }) => cut)
    ?.frames.at(-1)?.at;
  const row = cancelsOf(trace, task.id).at(-1);
  return limit ?? (row === undefined ? null : (trace.site[row] ?? null));
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
