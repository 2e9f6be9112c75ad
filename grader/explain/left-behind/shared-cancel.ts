import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { handedOnBy } from "./cancel.ts";
import { cancelsOf } from "../story/cancels.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { waitsOf, waitsOn } from "../story/waits-by.ts";
import { limitIndex } from "../wrong-values/time-up.ts";

/** Tasks beyond these are not looked at, and waits for one of them neither. */
const mostSeen = 20;

/**
 * Where a CancelledError came from that nobody meant for the task that ended with it: it waited for a task that somebody else waited for, too, and the cancel
 * of that one went on to what both waited for. Null where that is not so.
 */
export function explainSharedCancel(run: Run): Explanation | null {
  if (isCutOff(run)) return null;
  const story = tellStory(run);
  const struck = run.tasks.filter(({ id, state }) => state === "cancelled" && cancelsOf(run.trace, id).length === 0);
  for (const task of struck.slice(0, mostSeen)) {
    const wait = waitsOf(story, task.id).findLast(({ on }) => on !== 0);
    const shared = wait === undefined ? undefined : recordOf(run, wait.on);
    const row = shared === undefined ? undefined : cancelsOf(run.trace, shared.id)[0];
    if (wait === undefined || shared?.state !== "cancelled" || row === undefined || wait.beganRow > row) continue;
    const from = handedOnBy(run, shared, row);
    if (from === null || from.task.id === task.id) continue;
    return explain(run, story, { task, shared, row, from });
  }
  return null;
}

interface Struck {
  readonly task: TaskRecord;
  readonly shared: TaskRecord;
  /** In which that was asked to stop. */
  readonly row: number;
  /** Who was to stop. */
  readonly from: NonNullable<ReturnType<typeof handedOnBy>>;
}

function explain(run: Run, story: Story, { task, shared, row, from }: Struck): Explanation {
  const { at } = from;
  const us = run.trace.at[row]!;
  const isThere = (each: Wait) => each.task === from.task.id && each.beganRow < row && each.endedRow > row;
  const wait = waitsOn(story, shared.id).slice(0, mostSeen).find(isThere);
  const asked =
    run.trace.site[cancelsOf(run.trace, from.task.id).findLast((each) => run.trace.at[each] === us)!] ?? null;
  const limit = asked === null && wait !== undefined ? wait.frames[limitIndex(story, wait)]!.at : null;
  const isLimit = limit !== null && story.awaits.isLimited(limit);
  const [one, all] = [showTask(from.task), showTask(shared)];
  const when = showDuration(us / 1000);
  const first = isLimit
    ? `The time that ${showLine(limit, at)} gave ${one} was up at ${when}`
    : `${one} was cancelled${asked === null ? "" : ` on ${showLine(asked, at)}`} at ${when}`;
  return {
    code: "shared-cancel",
    message: `${first}, and the cancel went on to ${all}, which it was waiting for on line ${at.line}. ${showTask(task)} was waiting for that, too, and got its CancelledError.`,
    hint: `Should a cancel of one that waits for ${all} reach it, while others wait for it, too? If not, what could stand between the two?`,
    at,
    costMs: 0,
  };
}
