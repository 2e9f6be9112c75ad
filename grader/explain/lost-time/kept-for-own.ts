import type { Trace } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import type { Hold } from "../story/holds.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { holdsOn, placeIn } from "../story/kept-places.ts";
import { capital, samePlace, showLine } from "../story/place.ts";
import { unionUs, type Queue } from "../story/queued-for.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { waitsOf } from "../story/waits-by.ts";

/** Of more that queued, or of more tasks that made one another, the first are looked at. */
const mostQueued = 100;
const mostMakers = 20;

/** Kinds of waiting for several tasks. */
const forTasks = new Set(["gather", "group", "native"]);

/** A place of a semaphore that was kept while its task waited for tasks of its own that queued for one, too: the deeper it goes, the fewer are left. */
export function explainKeptForOwn(story: Story, trace: Trace, queue: Queue): Explanation | null {
  const [{ kind, what, frames }] = queue;
  const queued = frames.at(-1)?.at;
  if (kind !== "semaphore" || queued === undefined) return null;
  const holds = new Map(groupedBy(holdsOn(trace, what), ({ task }) => task).map((own) => [own[0]!.task, own]));
  for (const wait of queue.slice(0, mostQueued)) {
    const at = whereWaitedFor(story, wait, holds);
    if (at !== null && !samePlace(at, queued)) return explain(story, queue, queued, at);
  }
  return null;
}

/** Where a maker of the task that queues waited for it meanwhile, and had a place; null when none did. */
function whereWaitedFor(story: Story, queued: Wait, holds: ReadonlyMap<number, readonly Hold[]>): Position | null {
  let made = story.tasks.get(queued.task);
  for (let i = 0; i < mostMakers && made !== undefined; i++) {
    const maker = story.tasks.get(made.creator);
    const hold = (maker === undefined ? undefined : holds.get(maker.id))?.find(
      ({ fromRow, toRow }) => fromRow < queued.beganRow && toRow > queued.endedRow,
    );
    const wait = hold === undefined ? undefined : waitFor(story, hold, made);
    if (hold !== undefined && wait !== undefined) return placeIn(hold, wait, queued.frames.length - 1);
    made = maker;
  }
  return null;
}

/** Where the holder waited until the task was done. */
function waitFor(story: Story, { task, fromRow }: Hold, made: TaskStory): Wait | undefined {
  const waits = waitsOf(story, task);
  const first = firstNotBefore(waits, ({ endedRow }) => endedRow < made.endedRow);
  return waits
    .slice(first, first + mostMakers)
    .find(({ kind, on, beganRow }) => beganRow > fromRow && (kind === "task" ? on === made.id : forTasks.has(kind)));
}

function explain(story: Story, queue: Queue, queued: Position, at: Position): Explanation {
  const made = story.madeAt("semaphore", queued);
  const costUs = unionUs(queue);
  const whose = made === null ? "" : ` that ${showLine(made, at)} makes`;
  return {
    code: "held-too-long",
    message:
      `${capital(showLine(at, at))} waited for tasks that had to queue on ${showLine(queued, at)} for a place of the semaphore${whose}, ` +
      `and kept a place itself meanwhile. They queued ${showDuration(costUs / 1000)} in all.`,
    hint: `What may only so many do at once? Does what ${showLine(at, at)} waits for belong to that?`,
    at,
    costMs: costUs / 1000,
  };
}
