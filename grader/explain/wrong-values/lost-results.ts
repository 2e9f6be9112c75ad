import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration, type Snapshot } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { capital, showLine } from "../story/place.ts";
import { madeBefore, madeBy } from "../story/made-by.ts";
import { tellStory, type Story, type TaskStory, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/**
 * A wait for several tasks at once that ended for all of them, because the time was up or one of them had failed, while others were done: what those
 * gave was lost. Null when none did.
 *
 * @param isMissed whether it is a result that should have come of the run, and did not
 */
export function explainLostResults(run: Run, isMissed: (result: Snapshot) => boolean): Explanation | null {
  const story = tellStory(run);
  const missed = new Set(
    run.tasks
      .filter(({ id, state, result }) => id !== story.main && state === "done" && result !== null && isMissed(result))
      .map(({ id }) => id),
  );
  const crews = new Map<number, Crews>();
  let left = mostLooked;
  for (const wait of missed.size === 0 ? [] : story.waits) {
    const at = wait.frames.at(-1)?.at;
    if (at === undefined || wait.on !== 0 || !/^gather\b/.test(wait.what)) continue;
    const made = crews.get(wait.task) ?? crewsOf(run, story, wait.task, missed);
    crews.set(wait.task, made);
    if (!canHaveLost(made, wait)) continue;
    const crew = crewOf(made, wait).map(({ id }) => recordOf(run, id)!);
    left -= crew.length;
    if (left < 0) return null;
    const lost = crew.filter((task) => missed.has(task.id) && endRow(story, task) < wait.endedRow);
    const end = lost.length === 0 || crew.length < 2 ? null : endOf(wait, crew, story);
    if (end === null) continue;
    const names = lost.length > mostNamed ? `${lost.length} of them` : lost.map(showTask).join(" and ");
    const [were, they] = lost.length === 1 ? ["was", "it"] : ["were", "they"];
    return {
      code: "lost-results",
      message: `${capital(showLine(at, at))} waited for ${crew.length} tasks at once, until ${end}: that ended the wait for all of them. ${names} ${were} done by then, and what ${they} gave is not in the result.`,
      hint: "What should end together here: all of them, or only the one that is too late or fails?",
      at,
      costMs: 0,
    };
  }
  return null;
}

const mostNamed = 2;

/** When so many tasks have been looked at, in all waits together, there is an end. */
const mostLooked = 20_000;

/** What a task has made, in that order. */
interface Crews {
  readonly made: readonly TaskStory[];
  /** For so many of the first of them: the row in which the first of those ended that are missed, and of those that failed. */
  readonly missedRow: readonly number[];
  readonly failedRow: readonly number[];
}

function crewsOf(run: Run, story: Story, task: number, missed: ReadonlySet<number>): Crews {
  const made = madeBy(story, task);
  const firstRow = (isSought: (id: number) => boolean): number[] => {
    const rows = [Number.POSITIVE_INFINITY];
    for (const { id, endedRow } of made) rows.push(isSought(id) ? Math.min(rows.at(-1)!, endedRow) : rows.at(-1)!);
    return rows;
  };
  return {
    made,
    missedRow: firstRow((id) => missed.has(id)),
    failedRow: firstRow((id) => recordOf(run, id)?.state === "failed"),
  };
}

function canHaveLost({ made, missedRow, failedRow }: Crews, { beganRow, endedRow, cut }: Wait): boolean {
  const there = madeBefore(made, beganRow);
  return missedRow[there]! < endedRow && (cut || failedRow[there]! < endedRow);
}

/** The tasks that are waited for together: those that the waiting task has made and not awaited one by one. */
function crewOf({ made }: Crews, { beganRow, what }: Wait): readonly TaskStory[] {
  const there = madeBefore(made, beganRow);
  const count = /^gather of (\d+)/.exec(what)?.[1];
  return made.slice(count === undefined ? 0 : Math.max(0, there - Number(count)), there);
}

/** What ended it before all were done, in words; null when nothing did. */
function endOf(wait: Wait, crew: readonly TaskRecord[], story: Story): string | null {
  const when = showDuration(wait.endedUs / 1000);
  if (wait.cut) return `the time was up at ${when}`;
  const failed = crew.find((task) => task.state === "failed" && endedIn(story, task, wait));
  return failed === undefined ? null : `${showTask(failed)} failed at ${when}`;
}

function endedIn(story: Story, task: TaskRecord, { beganRow, endedRow }: Wait): boolean {
  const row = endRow(story, task);
  return beganRow < row && row < endedRow;
}

function endRow(story: Story, { id }: TaskRecord): number {
  return story.tasks.get(id)?.endedRow ?? Number.POSITIVE_INFINITY;
}
