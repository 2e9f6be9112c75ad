import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { unionUs, type Queue } from "../story/queued-for.ts";
import type { Explanation } from "../explanation.ts";
import type { Hold } from "../story/holds.ts";
import { holdsOn } from "../story/kept-places.ts";
import { showLine } from "../story/place.ts";
import { wonBy } from "../story/replay.ts";
import type { Story } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/**
 * Places of a semaphore whose tasks ended without giving them back, so that those who queued after that had fewer to share. Null where somebody else is to give
 * back what a task took: then nobody knows when.
 * @param queued for that semaphore
 */
export function explainNeverGivenBack(run: Run, story: Story, queued: Queue): Explanation | null {
  const [{ what, kind }] = queued;
  if (kind !== "semaphore") return null;
  const endOf = ({ task }: Hold): number => story.tasks.get(task)?.endedRow ?? Number.POSITIVE_INFINITY;
  const lastRow = queued.reduce((row, { endedRow }) => Math.max(row, endedRow), 0);
  const holds = holdsOn(run.trace, what);
  const lost = holds.filter((hold) => !Number.isFinite(hold.toRow) && endOf(hold) < lastRow);
  const isOwners = holds.every((hold) => !Number.isFinite(hold.toRow) || hold.toRow < endOf(hold));
  const [first] = lost;
  if (first === undefined || !isOwners) return null;
  const us = wonBy(story, run.trace, { returned: { what, by: new Set(lost.map(({ task }) => task)) } });
  if (us === 0) return null;
  const queuedAt = queued[0].frames.at(-1)?.at ?? null;
  const at = first.takenAt ?? queuedAt;
  if (at === null) return null;
  const made = story.madeAt("semaphore", queuedAt);
  const record = recordOf(run, first.task);
  const endedUs = run.trace.at[endOf(first)]!;
  const who = record === undefined ? "A task" : showTask(record);
  const whose = made === null ? "" : ` that ${showLine(made, at)} makes`;
  const more =
    lost.length === 1 ? "" : ` ${lost.length - 1 === 1 ? "Another task" : `${lost.length - 1} more`} did so, too.`;
  const waited = unionUs(queued);
  return {
    code: "place-lost",
    message:
      `${who} took a place of the semaphore${whose} on line ${at.line}, and was done at ${showDuration(endedUs / 1000)} without giving it back.` +
      `${more} Others queued for the places that were left, ${showDuration(waited / 1000)} in all.`,
    hint: "On which way out of this function is the place not given back?",
    at,
    costMs: (us ?? waited) / 1000,
  };
}
