import type { Run, TaskRecord } from "../sandbox/index.ts";
import { showDuration, type Snapshot } from "../values/index.ts";
import type { Explanation } from "./explanation.ts";
import { capital, showLine } from "./place.ts";
import { tellStory, type Story, type Wait } from "./story.ts";
import { showTask } from "./task-name.ts";

/**
 * A wait for several tasks at once that ended for all of them, because the time was up or one of them had failed, while others were done: what those
 * gave was lost. Null when none did.
 *
 * @param isMissed whether it is a result that should have come of the run, and did not
 */
export function explainLostResults(run: Run, isMissed: (result: Snapshot) => boolean): Explanation | null {
  const story = tellStory(run);
  const missed = run.tasks.filter(
    ({ id, state, result }) => id !== story.main && state === "done" && result !== null && isMissed(result),
  );
  for (const wait of story.waits) {
    const at = wait.frames.at(-1)?.at;
    if (at === undefined || wait.on !== 0) continue;
    const crew = crewOf(wait, run, story);
    const lost = missed.filter((task) => crew.includes(task) && endRow(story, task) < wait.endedRow);
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

/** The tasks that are waited for together: those that the waiting task has made and not awaited one by one. */
function crewOf({ task, beganRow, what }: Wait, run: Run, story: Story): readonly TaskRecord[] {
  const made = run.tasks.filter(({ id, creator }) => creator === task && story.tasks.get(id)!.createdRow < beganRow);
  const count = /^gather of (\d+)/.exec(what)?.[1];
  return count === undefined ? made : made.slice(-Number(count));
}

/** What ended it before all were done, in words; null when nothing did. */
function endOf(wait: Wait, crew: readonly TaskRecord[], story: Story): string | null {
  const when = showDuration(wait.endedUs / 1000);
  if (wait.cut) return `the time was up at ${when}`;
  const failed = crew.find((task) => task.state === "failed" && endRow(story, task) < wait.endedRow);
  return failed === undefined ? null : `${showTask(failed)} failed at ${when}`;
}

function endRow(story: Story, { id }: TaskRecord): number {
  return story.tasks.get(id)?.endedRow ?? Number.POSITIVE_INFINITY;
}
