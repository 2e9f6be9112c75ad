import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { listed, placeKey } from "../story/place.ts";
import { recordOf } from "../story/task-records.ts";
import { showTask } from "../story/task-name.ts";
import { rowOf, type Moment } from "../story/said.ts";
import { tellStory } from "../story/story.ts";
import { waitsOf } from "../story/waits-by.ts";

/** More names than these say less than their number. */
const mostNamed = 3;

/**
 * A number was told when just as many tasks of one line as it lacks were still to come to their end, and all of them did: it was counted too soon.
 * @param lacking how much more it should have been
 */
export function explainStillAtWork(run: Run, told: Moment, lacking: number): Omit<Explanation, "at"> | null {
  const row = rowOf(run, told);
  if (isCutOff(run) || lacking < 1 || row === null) return null;
  const { main, tasks, waits, awaits } = tellStory(run);
  const before = waitsOf({ waits }, told.task)
    .findLast(({ endedRow }) => endedRow < row)
    ?.frames.at(-1)?.at;
  // Who tells a number again and again tells it as it is at that moment.
  if (before !== undefined && awaits.isEndless(before)) return null;
  const makers = makersOf(run, told.task);
  const open = run.tasks.filter(({ id, state }) => {
    const own = tasks.get(id);
    return (
      state === "done" &&
      own !== undefined &&
      own.createdRow < row &&
      own.endedRow > row &&
      id !== main &&
      !makers.has(id)
    );
  });
  const alike = groupedBy(open, ({ createdAt }) => (createdAt === null ? undefined : placeKey(createdAt)));
  const [same, ...others] = alike.filter(({ length }) => length === lacking);
  if (same === undefined || others.length > 0) return null;
  const who = named(same);
  const first = Math.min(...same.map(({ endedMs }) => endedMs!));
  const last = Math.max(...same.map(({ endedMs }) => endedMs!));
  const then =
    last === told.atMs
      ? "only after that, in the same moment"
      : first === last
        ? `only at ${showDuration(last)}`
        : `between ${showDuration(first)} and ${showDuration(last)}`;
  return {
    code: "still-at-work",
    message: `It was told at ${showDuration(told.atMs)}, and ${who} ended ${then}.`,
    hint: "What has to be over before this number is taken, and what waits for that?",
    costMs: 0,
  };
}

/** The task, and those that it comes from: who made it may wait for it. A loop, since as many may have made one another as there are. */
function makersOf(run: Run, task: number): ReadonlySet<number> {
  const makers = new Set<number>();
  for (let id = task; id !== 0 && !makers.has(id); id = recordOf(run, id)?.creator ?? 0) makers.add(id);
  return makers;
}

function named(tasks: readonly TaskRecord[]): string {
  if (tasks.length > mostNamed) return `${tasks.length} tasks that line ${tasks[0]!.createdAt!.line} made`;
  return listed(tasks.map(showTask));
}
